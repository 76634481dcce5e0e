/**
 * Where cards, lines and bands lie, in pixels from the start side of the drawing; from
 * right to left the drawing is turned by styles. Rows and columns come from the server.
 */

export const CARD_WIDTH = 280;
const GAP_X = 56;
const GAP_Y = 72;
const PAD = 12;
const TOP = 72;
/** Room for the head of an arrow, and how far lines run straight before they bend. */
const HEAD = 7;
const BEND = 26;
/** Lines that pass by cards keep this far from one another. */
const LANE = 7;
const LANES = 5;
/** How high a card is before it was measured. */
const GUESS = 120;

const getX = (column) => PAD + column * (CARD_WIDTH + GAP_X);

/** @returns {Object[]} top and bottom of each row */
function getRows(steps, heights) {
    const rows = [];
    for (const step of steps) {
        rows[step.row] = Math.max(rows[step.row] || 0, heights[step.id] || GUESS);
    }
    let top = TOP;
    return Array.from(rows, (height = 0) => {
        const row = { top, bottom: top + height };
        top = row.bottom + GAP_Y;
        return row;
    });
}

/** A line from the foot of one card to the head of another one. */
function getPath(from, to, rows, lane) {
    const bottom = rows[from.row].bottom;
    const top = to.y - HEAD;
    const start = `M${from.x},${from.y} V${bottom}`;
    if (to.row === from.row + 1) {
        const middle = (bottom + top) / 2;
        return `${start} C${from.x},${middle} ${to.x},${middle} ${to.x},${top}`;
    }
    const side = to.column < from.column ? -GAP_X / 2 : CARD_WIDTH + GAP_X / 2;
    const x = getX(from.column) + side + lane * LANE;
    return [
        start,
        `C${from.x},${bottom + BEND} ${x},${bottom} ${x},${bottom + BEND}`,
        `V${top - BEND}`,
        `C${x},${top} ${to.x},${top - BEND} ${to.x},${top}`,
    ].join(" ");
}

/** What stands below one another and is of one part. */
function getBands(steps, rows) {
    const bands = [];
    rows.forEach((row, index) => {
        const parts = new Set(
            steps.filter((step) => step.row === index).map((step) => step.part),
        );
        const [part] = parts.size === 1 ? parts : [null];
        const last = bands.at(-1);
        const bottom = row.bottom + GAP_Y / 2;
        if (last && last.part === part) {
            last.height = bottom - last.top;
        } else {
            const top = row.top - GAP_Y / 2;
            const { part_name: name } = steps.find((step) => step.row === index);
            bands.push({ part, name, top, height: bottom - top });
        }
    });
    return bands.filter((band) => band.part);
}

/**
 * Lay a chain out.
 *
 * @param {Object[]} steps as the server gives them
 * @param {number|false} firstId
 * @param {Object} heights of the cards, by the ids of their steps
 * @returns {Object} `width`, `height`, `cards` by id, `lines`, `bands`
 */
export function layOut(steps, firstId, heights) {
    const rows = getRows(steps, heights);
    const cards = {};
    for (const step of steps) {
        cards[step.id] = { x: getX(step.column), y: rows[step.row].top };
    }
    const lines = [];
    let lane = 0;
    for (const step of steps) {
        step.links.forEach((link, index) => {
            const target = steps.find((other) => other.id === link.target_id);
            if (!target) {
                return;
            }
            const share = (index + 1) / (step.links.length + 1);
            const from = {
                row: step.row,
                column: step.column,
                x: cards[step.id].x + CARD_WIDTH * share,
                y: cards[step.id].y + (heights[step.id] || GUESS),
            };
            const to = {
                row: target.row,
                column: target.column,
                x: cards[target.id].x + CARD_WIDTH / 2,
                y: cards[target.id].y,
            };
            const passes = to.row !== from.row + 1;
            const offset = passes ? (lane++ % LANES) - (LANES - 1) / 2 : 0;
            lines.push({
                key: `${step.id}-${link.way_id || "next"}`,
                path: getPath(from, to, rows, offset),
                isOther: step.links.length > 1 && !link.way_id,
            });
        });
    }
    const first = cards[firstId];
    if (first) {
        const x = first.x + CARD_WIDTH / 2;
        lines.push({ key: "first", path: `M${x},28 V${first.y - HEAD}` });
    }
    const columns = Math.max(0, ...steps.map((step) => step.column + 1));
    return {
        width: getX(columns) - GAP_X / 2 + PAD,
        height: (rows.at(-1)?.bottom || TOP) + GAP_Y,
        cards,
        lines,
        bands: getBands(steps, rows),
        start: first && first.x + CARD_WIDTH / 2,
    };
}
