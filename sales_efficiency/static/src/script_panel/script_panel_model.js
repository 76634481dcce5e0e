import { reactive } from "@odoo/owl";
import { RPCError } from "@web/core/network/rpc";

/** The script of one deal: reads it, notes answers. Knows nothing of what it looks like. */
export class ScriptPanelModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {number} params.leadId
     */
    constructor({ orm, leadId }) {
        this.orm = orm;
        this.leadId = leadId;
        this.state = reactive({ data: null, isSaving: false, error: "" });
    }

    get steps() {
        return this.state.data?.steps || [];
    }

    /** The step the salesperson stands at, none at the end. */
    get step() {
        return this.steps.find((step) => step.key === this.state.data.current);
    }

    /** How many steps lie before that one. */
    get index() {
        const index = this.steps.indexOf(this.step);
        return index < 0 ? this.steps.length : index;
    }

    /** What has been answered, for the summary. */
    get answered() {
        return this.steps.filter((step) => step.kind !== "say" && step.answer);
    }

    /** The latest question has the say, in whatever order answers come. */
    async load() {
        const question = (this.question = Symbol("question"));
        try {
            const data = await this.orm.silent.call("crm.lead", "get_sales_script", [
                [this.leadId],
            ]);
            if (question === this.question) {
                Object.assign(this.state, { data, error: "" });
            }
        } catch (error) {
            this.refuse(error);
        }
    }

    /** What the server refuses is shown where it was asked for. */
    refuse(error) {
        if (!(error instanceof RPCError)) {
            throw error;
        }
        this.state.error = error.data?.message || error.message;
    }

    /**
     * Note what came of a step.
     *
     * @param {Object} step
     * @param {Object} [answer] `option` or `value`, neither for what was only gone through
     * @returns {Promise<boolean>} whether it was taken
     */
    async answer(step, answer = {}) {
        return this.call("answer_sales_script", step.key, answer);
    }

    /** @param {string} [key] of a step that was gone through; the one before */
    async back(key) {
        return this.call("step_back_sales_script", ...(key ? [key] : []));
    }

    async restart() {
        return this.call("restart_sales_script");
    }

    /** One thing at a time. */
    async call(method, ...args) {
        if (this.state.isSaving) {
            return false;
        }
        this.question = null;
        this.state.isSaving = true;
        try {
            const data = await this.orm.silent.call("crm.lead", method, [
                [this.leadId],
                ...args,
            ]);
            Object.assign(this.state, { data, error: "" });
            return true;
        } catch (error) {
            this.refuse(error);
            return false;
        } finally {
            this.state.isSaving = false;
        }
    }
}
