import { browser } from "@web/core/browser/browser";

/** Milliseconds after which what is kept of a call is of no use any more. */
const KEPT = 7 * 24 * 3600 * 1000;

/**
 * What this browser keeps of calls, for one person: which cards are open and what was
 * typed on them and has not reached the server. All tabs share it.
 */
export class CallStore {
    /** @param {number} userId two people at one computer do not read each other's */
    constructor(userId) {
        this.prefix = `pbx.call.${userId}.`;
    }

    /**
     * @param {number} callId
     * @returns {Object} `place` it was closed at, `isFolded`, `note` and its `base`, if any
     */
    get(callId) {
        try {
            return JSON.parse(browser.localStorage.getItem(this.prefix + callId)) || {};
        } catch {
            return {};
        }
    }

    /**
     * @param {number} callId
     * @param {Object} values to keep besides what is kept; undefined removes one
     */
    set(callId, values) {
        const kept = { ...this.get(callId), ...values, at: Date.now() };
        try {
            browser.localStorage.setItem(this.prefix + callId, JSON.stringify(kept));
        } catch {
            // No room in the browser: it stays in memory until the server has it.
        }
    }

    /** @returns {number[]} the calls something is kept of, the latest first */
    getIds() {
        const kept = this.getKeys().map((key) => {
            const id = Number(key.slice(this.prefix.length));
            return { id, at: this.get(id).at || 0 };
        });
        return kept.sort((one, other) => other.at - one.at).map(({ id }) => id);
    }

    getKeys() {
        return Object.keys(browser.localStorage).filter((key) =>
            key.startsWith(this.prefix),
        );
    }

    /** Forget what is old; what was typed and not saved is never old. */
    tidy() {
        for (const id of this.getIds()) {
            const { at, note } = this.get(id);
            if (note === undefined && Date.now() - at > KEPT) {
                this.forget(id);
            }
        }
    }

    forget(callId) {
        browser.localStorage.removeItem(this.prefix + callId);
    }

    /**
     * Tell of what another tab keeps.
     *
     * @param {(callId: number) => void} callback
     * @returns {() => void} stops it
     */
    listen(callback) {
        const onStorage = ({ key }) => {
            if (key?.startsWith(this.prefix)) {
                callback(Number(key.slice(this.prefix.length)));
            }
        };
        browser.addEventListener("storage", onStorage);
        return () => browser.removeEventListener("storage", onStorage);
    }
}
