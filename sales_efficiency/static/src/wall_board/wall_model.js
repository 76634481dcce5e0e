import { browser } from "@web/core/browser/browser";
import { reactive } from "@odoo/owl";

/** Name of the notification that a board changed; it carries no figures. */
export const BOARD_CHANGED = "sales_efficiency.board_changed";
/** Milliseconds. */
export const DEBOUNCE = 1000;
export const REGULAR = 5 * 60 * 1000;
export const REGULAR_WITHOUT_BUS = 60 * 1000;
export const FIRST_RETRY = 2000;
export const LAST_RETRY = 60 * 1000;
const TIMEOUT = 20 * 1000;

/** The server answered, and the answer is no: signed out, revoked, not allowed. */
export class WallRefused extends Error {}

/** The server answered that it was asked too often. */
export class WallBusy extends Error {
    constructor(seconds) {
        super(`The server asks to wait ${seconds} seconds`);
        this.delay = seconds * 1000;
    }
}

/** Return when figures change by time alone: no bus tells that a meeting is over. */
function getDelay({ now, due }) {
    return due ? Math.max(Date.parse(due) - Date.parse(now), 0) + DEBOUNCE : Infinity;
}

/**
 * Keeps the figures of a screen up to date: reads them again when something changed, and
 * goes on showing the last ones while there is no connection. Knows nothing of the page.
 */
export class WallModel {
    /**
     * @param {Object} params
     * @param {() => Promise<Object>} params.load reads the whole screen in one call
     * @param {Object} params.bus the bus service
     * @param {string} params.channel what to ask the bus for
     */
    constructor({ load, bus, channel }) {
        this.load = load;
        this.bus = bus;
        this.channel = channel;
        this.hasBus = false;
        this.retries = 0;
        this.state = reactive({
            data: null,
            status: "loading",
            loadedAt: null,
            clockOffset: 0,
            refusal: "",
        });
        this.onChanged = (payload) => this.notify(payload);
        this.onConnect = () => this.reconnected();
        this.onDisconnect = () => this.disconnected();
        this.onOffline = () => this.lose();
        this.onOnline = () => this.refresh();
    }

    start() {
        this.bus.subscribe(BOARD_CHANGED, this.onChanged);
        this.bus.addEventListener("BUS:CONNECT", this.onConnect);
        this.bus.addEventListener("BUS:RECONNECT", this.onConnect);
        this.bus.addEventListener("BUS:DISCONNECT", this.onDisconnect);
        browser.addEventListener("offline", this.onOffline);
        browser.addEventListener("online", this.onOnline);
        this.bus.addChannel(this.channel);
        return this.refresh();
    }

    stop() {
        this.stopped = true;
        browser.clearTimeout(this.timer);
        browser.clearTimeout(this.debounce);
        this.bus.unsubscribe(BOARD_CHANGED, this.onChanged);
        this.bus.removeEventListener("BUS:CONNECT", this.onConnect);
        this.bus.removeEventListener("BUS:RECONNECT", this.onConnect);
        this.bus.removeEventListener("BUS:DISCONNECT", this.onDisconnect);
        browser.removeEventListener("offline", this.onOffline);
        browser.removeEventListener("online", this.onOnline);
        this.bus.deleteChannel(this.channel);
    }

    /** Read again soon; many changes in a row are one. */
    notify({ company_id: companyId } = {}) {
        const shown = this.state.data?.board?.company_id;
        if (companyId && shown && companyId !== shown) {
            return;
        }
        // From the first change on: changes that never pause would put it off for ever.
        this.debounce ??= browser.setTimeout(() => {
            this.debounce = null;
            this.refresh();
        }, DEBOUNCE);
    }

    reconnected() {
        this.hasBus = true;
        this.notify();
    }

    /** The bus is gone; whether the server is, only asking tells. */
    disconnected() {
        this.hasBus = false;
        this.notify();
    }

    /** Read the screen; a change that comes meanwhile is read right after. */
    async refresh() {
        if (this.loading) {
            this.again = true;
            return;
        }
        browser.clearTimeout(this.timer);
        this.loading = true;
        try {
            this.succeed(await this.loadInTime());
        } catch (error) {
            this.fail(error);
        } finally {
            this.loading = false;
        }
        if (this.again && !this.stopped) {
            this.again = false;
            this.notify();
        }
    }

    async loadInTime() {
        let timer;
        const late = new Promise((_resolve, reject) => {
            timer = browser.setTimeout(
                () => reject(new Error("No answer in time")),
                TIMEOUT,
            );
        });
        try {
            return await Promise.race([this.load(), late]);
        } finally {
            browser.clearTimeout(timer);
        }
    }

    succeed(data) {
        this.retries = 0;
        const now = Date.now();
        Object.assign(this.state, {
            data,
            status: "live",
            loadedAt: now,
            clockOffset: data.now ? Date.parse(data.now) - now : 0,
            refusal: "",
        });
        this.schedule(
            Math.min(this.hasBus ? REGULAR : REGULAR_WITHOUT_BUS, getDelay(data)),
        );
    }

    fail(error) {
        if (error instanceof WallRefused) {
            Object.assign(this.state, {
                data: null,
                status: "refused",
                refusal: error.message,
            });
            this.schedule(LAST_RETRY);
        } else {
            this.lose(error.delay);
        }
    }

    /**
     * Show that what stands there is old, and try again: soon at first, then less often,
     * not before the server wants to be asked.
     */
    lose(wait = 0) {
        if (this.state.status !== "refused") {
            this.state.status = this.state.data ? "lost" : "unreachable";
        }
        const delay = Math.min(FIRST_RETRY * 2 ** this.retries++, LAST_RETRY);
        this.schedule(Math.max(delay, wait));
    }

    schedule(delay) {
        browser.clearTimeout(this.timer);
        if (!this.stopped) {
            this.timer = browser.setTimeout(() => this.refresh(), delay);
        }
    }
}
