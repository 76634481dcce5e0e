import { browser } from "@web/core/browser/browser";
import { reactive } from "@odoo/owl";

/** Rows that fit on a screen, for slides that are lists; addons with lists add theirs. */
export const PAGE_ROWS = { pace: 8, metric: 8, teams: 8, closed: 10, norms: 6 };

/**
 * Cut slides into the steps that follow each other: long lists take several.
 *
 * @param {Object[]} slides
 * @returns {Object[]} steps with ``key``, ``slide``, ``rows``, ``page`` of ``pages``
 */
export function makeSteps(slides) {
    return slides.flatMap((slide) => {
        const size = PAGE_ROWS[slide.type];
        const rows = slide.rows || [];
        const pages = size ? Math.max(1, Math.ceil(rows.length / size)) : 1;
        return Array.from({ length: pages }, (_, page) => ({
            key: `${slide.id}-${slide.type}-${page}`,
            slide,
            page: page + 1,
            pages,
            rows: size ? rows.slice(page * size, (page + 1) * size) : rows,
        }));
    });
}

/** Which step is on, and when the next one comes. Knows nothing of the page. */
export class WallRotation {
    constructor() {
        this.state = reactive({ steps: [], index: 0, paused: false });
    }

    get step() {
        return this.state.steps[this.state.index];
    }

    /** Take new slides without jumping: the step that is on stays on, if it is still there. */
    setSlides(slides) {
        const before = this.step?.key;
        this.state.steps = makeSteps(slides);
        const index = this.state.steps.findIndex((step) => step.key === before);
        this.state.index =
            index >= 0
                ? index
                : Math.min(this.state.index, Math.max(0, this.state.steps.length - 1));
        if (index < 0 || !this.timer) {
            this.wait();
        }
    }

    move(offset) {
        const count = this.state.steps.length;
        if (count) {
            this.state.index = (this.state.index + offset + count) % count;
            this.wait();
        }
    }

    toggle() {
        this.state.paused = !this.state.paused;
        this.wait();
    }

    /** Let the step that is on stay as long as its slide says. */
    wait() {
        this.stop();
        if (!this.state.paused && this.state.steps.length > 1) {
            this.timer = browser.setTimeout(
                () => this.move(1),
                this.step.slide.seconds * 1000,
            );
        }
    }

    stop() {
        browser.clearTimeout(this.timer);
        this.timer = null;
    }
}
