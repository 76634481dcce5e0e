import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

/** Milliseconds without a key before the note is saved. */
export const PAUSE = 800;
/** Milliseconds before it is tried again where the server is away. */
export const AGAIN = 5000;

/**
 * Keeps the notes of cards: in the browser with every key, on the server soon after.
 *
 * An entry has `id`, `note`, `base` (as the server had it when it was begun) and
 * `noteState`: "saved", "typed", "saving", "away" or "refused".
 */
export class CallNotes {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {import("./call_store").CallStore} params.store
     */
    constructor({ orm, store }) {
        this.orm = orm;
        this.store = store;
        this.timers = new Map();
    }

    stop() {
        this.timers.forEach((timer) => browser.clearTimeout(timer));
        this.timers.clear();
    }

    /**
     * Take what the server has, unless something typed has not got there yet.
     *
     * @param {Object} entry
     * @param {string} note as the server has it
     * @param {boolean} isNew what was typed before the page was left is saved now;
     *  later it is for the tab that it is typed in
     */
    receive(entry, note, isNew) {
        const { note: draft, base } = this.store.get(entry.id);
        if (entry.noteState !== "saved") {
            return;
        }
        if (draft === undefined) {
            Object.assign(entry, { note, base: note });
        } else {
            Object.assign(entry, { note: draft, base: base || "" });
            if (isNew) {
                entry.noteState = "typed";
                this.plan(entry, 0);
            }
        }
    }

    type(entry, note) {
        Object.assign(entry, { note, noteState: "typed", error: "" });
        this.store.set(entry.id, { note, base: entry.base });
        this.plan(entry, PAUSE);
    }

    /** Show what is typed in another tab, which saves it; what is typed here stays. */
    follow(entry) {
        const { note, base } = this.store.get(entry.id);
        if (entry.noteState !== "saved") {
            return;
        }
        if (note === undefined) {
            entry.base = entry.note;
        } else {
            Object.assign(entry, { note, base: base || "" });
        }
    }

    plan(entry, pause) {
        browser.clearTimeout(this.timers.get(entry.id));
        this.timers.set(
            entry.id,
            browser.setTimeout(() => this.save(entry), pause),
        );
    }

    /** Save what was typed, at once. */
    async save(entry) {
        browser.clearTimeout(this.timers.get(entry.id));
        if (["saved", "saving"].includes(entry.noteState)) {
            return;
        }
        const sent = entry.note;
        entry.noteState = "saving";
        try {
            const { note } = await this.orm.silent.call("pbx.call", "save_card_note", [
                entry.id,
                sent,
                entry.base,
            ]);
            this.settle(entry, sent, note);
        } catch (error) {
            this.refuse(entry, error);
        }
    }

    /** The server may have put what somebody else wrote before it. */
    settle(entry, sent, note) {
        if (entry.note === sent) {
            Object.assign(entry, { note, base: note, noteState: "saved" });
            this.store.set(entry.id, { note: undefined, base: undefined });
            return;
        }
        const isLonger = entry.note.startsWith(sent);
        const typed =
            note === sent
                ? entry.note
                : note + (isLonger ? entry.note.slice(sent.length) : "");
        Object.assign(entry, { note: typed, base: note, noteState: "typed" });
        this.store.set(entry.id, { note: typed, base: note });
        this.plan(entry, PAUSE);
    }

    refuse(entry, error) {
        if (error instanceof ConnectionLostError) {
            entry.noteState = "away";
            this.plan(entry, AGAIN);
        } else if (error instanceof RPCError) {
            entry.noteState = "refused";
            entry.error = error.data?.message || error.message;
        } else {
            throw error;
        }
    }
}
