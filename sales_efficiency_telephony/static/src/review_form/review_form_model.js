import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { RPCError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";

/** Milliseconds after the last letter until a text is saved. */
export const TYPING = 700;
/** What a comment is saved under; questions have keys of their own. */
export const COMMENT = "comment";

/** One review: reads it, notes marks one after the other. Knows nothing of its looks. */
export class ReviewFormModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {number} params.reviewId
     */
    constructor({ orm, reviewId }) {
        this.orm = orm;
        this.reviewId = reviewId;
        this.mutex = new Mutex();
        /** Texts that are being typed: `{key: text}`. */
        this.typed = {};
        this.state = reactive({ data: null, saving: 0, error: "", isAsked: false });
    }

    get data() {
        return this.state.data;
    }

    get isEditable() {
        return Boolean(this.data?.can_edit);
    }

    /** The keys of questions that want an answer and have none. */
    get open() {
        return this.data.questions
            .filter((one) => one.kind !== "text" && !this.data.answers[one.key])
            .map((one) => one.key);
    }

    async load() {
        await this.call("get_form");
    }

    /**
     * Note an answer at once, save it in its turn.
     *
     * @param {string} key of a question
     * @param {Object|false} answer false takes it back
     */
    async answer(key, answer) {
        if (!this.isEditable) {
            return;
        }
        if (answer) {
            this.data.answers[key] = answer;
        } else {
            delete this.data.answers[key];
        }
        this.data.answered = this.data.total - this.open.length;
        await this.call("answer_question", key, answer);
    }

    /** Save a text when the typing stops. */
    type(key, text) {
        this.typed[key] = text;
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.flush(), TYPING);
    }

    /** Save what has been typed and is not saved yet. */
    async flush() {
        browser.clearTimeout(this.timer);
        const typed = Object.entries(this.typed);
        this.typed = {};
        for (const [key, text] of typed) {
            if (key === COMMENT) {
                this.data.comment = text;
                await this.call("write_comment", text);
            } else {
                await this.answer(key, { text });
            }
        }
    }

    /** @returns {Promise<boolean>} whether the review is done */
    async finish() {
        await this.flush();
        this.state.isAsked = true;
        if (this.open.length) {
            return false;
        }
        return this.call("finish");
    }

    async reopen() {
        this.state.isAsked = false;
        return this.call("reopen");
    }

    async setPerson(userId) {
        return this.call("set_person", userId);
    }

    async acknowledge(reply) {
        return this.call("acknowledge", reply);
    }

    /**
     * One thing after the other, in the order it was asked for.
     *
     * @returns {Promise<boolean>} whether it was taken
     */
    async call(method, ...args) {
        this.state.saving++;
        try {
            const answer = await this.mutex.exec(() =>
                this.orm.silent.call("pbx.review", method, [[this.reviewId], ...args]),
            );
            this.take(answer);
            return true;
        } catch (error) {
            await this.refuse(error);
            return false;
        } finally {
            this.state.saving--;
        }
    }

    /** What is still on its way is newer than what the server knew. */
    take(answer) {
        this.state.error = "";
        if (!this.state.data) {
            this.state.data = answer;
        } else if (answer instanceof Object) {
            const marks = this.state.saving > 1 ? this.data.answers : answer.answers;
            Object.assign(this.state.data, answer, { answers: marks });
        }
    }

    /** What the server refuses is said, and what it knows is shown. */
    async refuse(error) {
        if (!(error instanceof RPCError)) {
            throw error;
        }
        const data = await this.orm.silent
            .call("pbx.review", "get_form", [[this.reviewId]])
            .catch(() => this.data);
        this.state.data = data;
        this.state.error = error.data?.message || error.message;
    }
}
