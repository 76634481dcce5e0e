/**
 * Looks at a rendered screen as a reader would: is anything cut, lying over something
 * else, or too pale to read? Used by the tests that take the screenshots.
 */

/** Pixels two boxes may share by rounding. */
const SLACK = 2;
/** WCAG: large text, and bold text that is nearly as large, may be paler. */
const LARGE_PX = 24;
const LARGE_BOLD_PX = 18.66;
/** What Odoo colours itself, the same in every addon. */
const BORROWED = [
    ".o_form_label",
    ".form-check-label",
    "sup",
    ".o_setting_right_pane > .text-muted",
    ".o_tag",
    ".badge",
    ".o_arrow_button",
    ".btn",
].join(", ");

const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

/** Elements that hold text themselves. */
function getTexts(root) {
    return [...root.querySelectorAll("*")].filter(
        (element) =>
            !element.closest(
                "svg, select, .visually-hidden, .o_wall_hidden, .o_kanban_ghost",
            ) &&
            isShown(element) &&
            [...element.childNodes].some(
                (node) => node.nodeType === Node.TEXT_NODE && node.data.trim(),
            ),
    );
}

/** The boxes of the text itself, line by line; lines a long name is spared are none. */
function getTextRects(element) {
    const rects = [];
    for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
            const range = document.createRange();
            range.selectNodeContents(node);
            rects.push(...range.getClientRects());
        }
    }
    const clamp = element.closest(".o_pace_name");
    const bottom = clamp ? clamp.getBoundingClientRect().bottom - SLACK : Infinity;
    return rects.filter((rect) => rect.width && rect.height && rect.top < bottom);
}

const name = (element) =>
    `"${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}" (${
        element.className || element.tagName
    })`;

// -----------------------------------------------------------------------------
// Cut and overlapping
// -----------------------------------------------------------------------------

const isClipping = (overflow) => overflow !== "visible";

/** A shortened text may be read in full where its title says it. */
const isExplained = (element) =>
    Boolean(element.closest("[title], [data-tooltip]")) &&
    ["ellipsis"].includes(getComputedStyle(element).textOverflow);

function findCut(element) {
    const rects = getTextRects(element);
    let parent = element;
    while (parent && parent !== document.body) {
        const { overflowX, overflowY, display, webkitLineClamp } =
            getComputedStyle(parent);
        if ([overflowX, overflowY].some((way) => ["auto", "scroll"].includes(way))) {
            return null; // What is outside comes into sight by scrolling.
        }
        const box = parent.getBoundingClientRect();
        if (["hidden", "clip"].includes(overflowX) && display !== "inline") {
            const isClamped = webkitLineClamp !== "none" && parent.title;
            const isOut = rects.some(
                (rect) =>
                    rect.right > box.right + SLACK ||
                    rect.left < box.left - SLACK ||
                    (!isClamped && rect.bottom > box.bottom + SLACK),
            );
            if (isOut && !isExplained(parent) && !isExplained(element)) {
                return `cut: ${name(element)}`;
            }
            if (isOut) {
                return null;
            }
        }
        parent = parent.parentElement;
    }
    return null;
}

/** What is left of a box inside of all that cut or scroll it. */
function getVisibleRect(rect, element) {
    let { left, right, top, bottom } = rect;
    for (let parent = element; parent; parent = parent.parentElement) {
        const { overflowX, overflowY, display } = getComputedStyle(parent);
        if (display !== "inline" && [overflowX, overflowY].some(isClipping)) {
            const box = parent.getBoundingClientRect();
            left = Math.max(left, box.left);
            right = Math.min(right, box.right);
            top = Math.max(top, box.top);
            bottom = Math.min(bottom, box.bottom);
        }
    }
    return new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0));
}

function findOverlaps(texts) {
    const boxes = texts.flatMap((element) =>
        getTextRects(element).map((rect) => ({
            element,
            rect: getVisibleRect(rect, element),
        })),
    );
    const problems = [];
    boxes.forEach((one, index) => {
        for (const other of boxes.slice(index + 1)) {
            const width =
                Math.min(one.rect.right, other.rect.right) -
                Math.max(one.rect.left, other.rect.left);
            const height =
                Math.min(one.rect.bottom, other.rect.bottom) -
                Math.max(one.rect.top, other.rect.top);
            // Lines of text share the room between them.
            const share = Math.min(one.rect.height, other.rect.height) / 3;
            if (one.element !== other.element && width > SLACK && height > share) {
                problems.push(`over: ${name(one.element)} and ${name(other.element)}`);
            }
        }
    });
    return problems;
}

// -----------------------------------------------------------------------------
// Contrast
// -----------------------------------------------------------------------------

/** Let the browser resolve whatever colour notation it is. */
function parseColor(text) {
    const context = (parseColor.context ||= Object.assign(
        document.createElement("canvas"),
        { width: 1, height: 1 },
    ).getContext("2d", { willReadFrequently: true }));
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
}

function getBackground(element) {
    const layers = [];
    for (let parent = element; parent; parent = parent.parentElement) {
        const color = parseColor(getComputedStyle(parent).backgroundColor);
        layers.push(color);
        if (color.alpha === 1) {
            break;
        }
    }
    return layers.reduceRight(
        (below, { rgb, alpha }) =>
            below.map((value, index) => value * (1 - alpha) + rgb[index] * alpha),
        [255, 255, 255],
    );
}

function getLuminance(rgb) {
    const [red, green, blue] = rgb.map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function findPale(element) {
    if (element.closest(BORROWED)) {
        return null;
    }
    const style = getComputedStyle(element);
    const background = getBackground(element);
    const { rgb, alpha } = parseColor(style.color);
    const color = rgb.map(
        (value, index) => value * alpha + background[index] * (1 - alpha),
    );
    const [dark, light] = [getLuminance(color), getLuminance(background)].sort(
        (one, other) => one - other,
    );
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge =
        size >= LARGE_PX || (size >= LARGE_BOLD_PX && Number(style.fontWeight) >= 700);
    return ratio < (isLarge ? 3 : 4.5)
        ? `pale: ${name(element)}, contrast ${ratio.toFixed(2)}`
        : null;
}

// -----------------------------------------------------------------------------
// All together
// -----------------------------------------------------------------------------

/**
 * Tell what is wrong with the layout.
 *
 * @param {string} selector of the parts to look at; texts of different parts may lie in
 *  one place only by scrolling
 * @returns {string[]} problems, empty if there are none
 */
function findLayoutProblems(selector) {
    const parts = [...document.querySelectorAll(selector)].filter(isShown);
    if (!parts.length) {
        return [`missing: ${selector}`];
    }
    const problems = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth + SLACK) {
        problems.push(`wide: the page has ${scrollWidth} pixels in ${clientWidth}`);
    }
    for (const part of parts) {
        const texts = getTexts(part);
        problems.push(
            ...texts.map(findCut),
            ...texts.map(findPale),
            ...findOverlaps(texts),
        );
    }
    for (const picture of document.querySelectorAll(".o_pace_bar, .o_pace_trend")) {
        if (!picture.getAttribute("aria-label")) {
            problems.push(`silent: ${picture.getAttribute("class")}`);
        }
    }
    return [...new Set(problems.filter(Boolean))];
}

/** Wait until there is what a selector says, or give up: the check will tell. */
async function wait(isThere) {
    // The first one to look has styles and scripts made.
    const end = Date.now() + 60000;
    while (!isThere() && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

/** Wait until the screen stands still: no image and no request is under way. */
async function settle(selector) {
    await wait(
        () =>
            document.querySelector(selector) &&
            !document.querySelector(".o_loading_indicator") &&
            // What is out of sight may not be loaded before it comes into sight.
            [...document.images].every(
                (image) => image.complete || image.loading === "lazy",
            ),
    );
    await document.fonts.ready;
    await new Promise((resolve) => setTimeout(resolve, 300));
}

/** Show a document, a mail for instance, in place of the page, without its styles. */
function show(html) {
    document.open();
    document.write(html);
    document.close();
}

/** Go where no address leads: click what the selectors say, one after the other. */
async function walk(steps) {
    for (const step of steps) {
        await settle(step);
        const element = document.querySelector(step);
        element.scrollIntoView({ block: "center" });
        element.click();
    }
}

/**
 * Go to a screen of the page that is open and tell what is wrong with it.
 *
 * @param {string} html of a document to look at instead of the page
 * @param {string[]} steps selectors of what is clicked to get there
 * @param {string} ready selector of what has to be there first
 * @param {string} parts see `findLayoutProblems`
 * @returns {Promise<string[]>}
 */
export async function look(html, steps, ready, parts) {
    if (html) {
        show(html);
    }
    await walk(steps);
    await settle(ready);
    return findLayoutProblems(parts);
}

/** Leave a dialog, so that nothing entered in it is in the way. */
export async function leave() {
    document.querySelector(".modal .btn-close")?.click();
    await wait(() => !document.querySelector(".modal"));
}
