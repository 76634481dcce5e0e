import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { getWho, tellGone } from "./call_format";
import { CallNotes } from "./call_note";

/** Told by the server when a call of one's own changed; it carries the id only. */
export const CALL_CHANGED = "pbx.call/changed";
/** Where a call is under way. */
export const LIVE = ["ringing", "dialling", "talking"];

/** Cards a browser asks for when it starts. */
const KEPT = 30;

/** The cards of calls: which are there, and what they hold. Knows no DOM. */
export class CallCardsModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {Object} params.bus the bus service
     * @param {import("./call_store").CallStore} params.store
     */
    constructor({ orm, bus, store }) {
        Object.assign(this, { orm, bus, store });
        this.notes = new CallNotes({ orm, store });
        this.questions = new Map();
        this.state = reactive({
            /** See `add`; the latest call comes first. */
            cards: [],
            outcomes: [],
            activityTypes: [],
            /** Said to who does not see it. */
            announcement: "",
            /** Seconds the server's clock is ahead of this one. */
            ahead: 0,
        });
        this.onChanged = ({ id }) => this.refresh(id);
        this.onAgain = () => this.load();
    }

    async start() {
        this.bus.subscribe(CALL_CHANGED, this.onChanged);
        this.bus.addEventListener("BUS:RECONNECT", this.onAgain);
        browser.addEventListener("online", this.onAgain);
        this.stopListening = this.store.listen((id) => this.follow(id));
        this.bus.start();
        this.store.tidy();
        await this.load();
    }

    stop() {
        this.bus.unsubscribe(CALL_CHANGED, this.onChanged);
        this.bus.removeEventListener("BUS:RECONNECT", this.onAgain);
        browser.removeEventListener("online", this.onAgain);
        this.stopListening?.();
        this.notes.stop();
    }

    find(id) {
        return this.state.cards.find((card) => card.id === id);
    }

    // -------------------------------------------------------------------------
    // Reading
    // -------------------------------------------------------------------------

    /** Ask what is under way: after a reload, or after not having heard for a while. */
    async load() {
        try {
            const kept = this.getKept();
            const data = await this.orm.silent.call("pbx.call", "get_live_cards", [
                kept,
            ]);
            this.state.outcomes = data.outcomes;
            this.state.activityTypes = data.activity_types;
            const found = new Set(data.cards.map((card) => card.id));
            kept.filter((id) => !found.has(id)).forEach((id) => this.forget(id));
            data.cards.reverse().forEach((card) => this.receive(card));
            for (const card of this.state.cards) {
                this.notes.save(card);
            }
        } catch (error) {
            this.forgive(error);
        }
    }

    /** The calls this browser has open cards of, or unsaved notes. */
    getKept() {
        const isKept = ({ place, note }) => note !== undefined || !place;
        return this.store
            .getIds()
            .filter((id) => isKept(this.store.get(id)))
            .slice(0, KEPT);
    }

    /** The latest question about a call has the say. */
    async refresh(id) {
        const question = Symbol("question");
        this.questions.set(id, question);
        try {
            const card = await this.orm.silent.call("pbx.call", "get_card", [id]);
            if (this.questions.get(id) === question) {
                this.questions.delete(id);
                if (card) {
                    this.receive(card);
                } else {
                    this.forget(id);
                }
            }
        } catch (error) {
            this.forgive(error);
        }
    }

    /** A card is no reason to interrupt anybody: what fails is asked again later. */
    forgive(error) {
        if (!(error instanceof RPCError || error instanceof ConnectionLostError)) {
            throw error;
        }
    }

    // -------------------------------------------------------------------------
    // Which cards there are
    // -------------------------------------------------------------------------

    /** Show, change or close a card by what its call is to this person. */
    receive(data) {
        this.state.ahead = deserializeDateTime(data.now).diffNow("seconds").seconds;
        let entry = this.find(data.id);
        if (data.place === "elsewhere") {
            if (entry) {
                this.say(tellGone(data));
                this.notes.save(entry);
            }
            this.keepLost(data);
            this.forget(data.id);
            return;
        }
        const closedAt = this.store.get(data.id).place;
        const isReopened = closedAt === "ringing" && data.place === "talking";
        if (closedAt && !isReopened) {
            this.keepLost(data);
            return;
        }
        const isNew = !entry;
        entry ||= this.add(data);
        this.announce(entry, data, isNew);
        entry.data = data;
        this.notes.receive(entry, data.note, isNew);
    }

    /** What was typed on a card that is closed goes to the server all the same. */
    keepLost(data) {
        if (this.store.get(data.id).note !== undefined) {
            const entry = { id: data.id, noteState: "saved", note: "", base: "" };
            this.notes.receive(entry, data.note, true);
        }
    }

    add(data) {
        const isLive = LIVE.includes(data.place);
        const { isFolded } = this.store.get(data.id);
        const isBusy = this.state.cards.some(
            (card) =>
                !card.isFolded &&
                (card.data.place === "talking" || card.noteState !== "saved"),
        );
        if (isLive && !isBusy) {
            this.tidy();
        }
        this.state.cards.unshift({
            id: data.id,
            data,
            isFolded: isBusy || (isFolded ?? (!isLive && this.hasOpen())),
            note: data.note,
            base: data.note,
            noteState: "saved",
            error: "",
            isSaving: false,
        });
        const [entry, ...others] = this.state.cards;
        if (!entry.isFolded) {
            others.forEach((card) => (card.isFolded = true));
        }
        this.store.set(data.id, { place: undefined });
        // What was dialled may turn out to be a call that was there already.
        others
            .filter((card) => card.data.place === "dialling")
            .forEach((card) => this.refresh(card.id));
        return entry;
    }

    hasOpen() {
        return this.state.cards.some((card) => !card.isFolded);
    }

    /** Make room for a call that begins: what is over and noted goes, the rest folds. */
    tidy() {
        for (const card of [...this.state.cards]) {
            const { place, outcome } = card.data;
            if (place === "ended" && outcome && card.noteState === "saved") {
                this.close(card.id);
            } else {
                card.isFolded = true;
            }
        }
    }

    fold(id, isFolded = true) {
        if (!isFolded) {
            this.state.cards.forEach((card) => (card.isFolded = true));
        }
        this.find(id).isFolded = isFolded;
        this.store.set(id, { isFolded });
    }

    /** Close a card for good, in all tabs; what was typed is saved. */
    close(id) {
        const entry = this.find(id);
        if (entry) {
            this.notes.save(entry);
            this.store.set(id, { place: entry.data.place });
            this.remove(id);
        }
    }

    /** There is nothing to show of a call any more. */
    forget(id) {
        this.remove(id);
        if (this.store.get(id).note === undefined) {
            this.store.forget(id);
        }
    }

    remove(id) {
        this.state.cards = this.state.cards.filter((card) => card.id !== id);
    }

    /** Do as another tab did. */
    follow(id) {
        const entry = this.find(id);
        const { place, isFolded } = this.store.get(id);
        if (entry && place) {
            this.remove(id);
        } else if (entry) {
            entry.isFolded = isFolded ?? entry.isFolded;
            this.notes.follow(entry);
        }
    }

    // -------------------------------------------------------------------------
    // Saying
    // -------------------------------------------------------------------------

    announce(entry, data, isNew) {
        const who = getWho(data);
        const texts = {
            ringing: _t("Call from %s.", who),
            dialling: _t("Calling %s.", who),
            talking: _t("Talking with %s.", who),
            ended: _t("The call with %s is over.", who),
            missed: _t("Missed call from %s.", who),
        };
        if (isNew || entry.data.place !== data.place) {
            this.say(texts[data.place]);
        }
    }

    say(text) {
        this.state.announcement = text;
    }

    // -------------------------------------------------------------------------
    // Doing
    // -------------------------------------------------------------------------

    /**
     * Do something with the call of a card, one thing at a time.
     *
     * @param {Object} entry
     * @param {string} method of the server, which answers with the card
     * @param {...any} args
     * @returns {Promise<boolean>} whether it was done; if not, `entry.error` says why
     */
    async act(entry, method, ...args) {
        if (entry.isSaving) {
            return false;
        }
        Object.assign(entry, { isSaving: true, error: "" });
        try {
            this.questions.delete(entry.id);
            const call = [entry.id, ...args];
            this.receive(await this.orm.silent.call("pbx.call", method, call));
            return true;
        } catch (error) {
            entry.error =
                error instanceof RPCError
                    ? error.data?.message || error.message
                    : _t("The server does not answer: try again.");
            this.forgive(error);
            return false;
        } finally {
            entry.isSaving = false;
        }
    }
}
