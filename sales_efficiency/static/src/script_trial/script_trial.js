/**
 * A script that is tried out on a deal. It stands in for the server's deal: answers are kept
 * here, and what the panel would show of them is asked for anew each time.
 */
export class ScriptTrial {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {number} params.scriptId whose draft is tried out
     * @param {number} params.leadId
     * @param {number} params.userId with whose eyes
     */
    constructor({ orm, scriptId, leadId, userId }) {
        Object.assign(this, { orm, scriptId, leadId, userId });
        this.answers = [];
        this.data = null;
    }

    /** The panel's model calls it as it calls the orm service. */
    get silent() {
        return this;
    }

    /**
     * @param {string} _model
     * @param {string} method of a deal
     * @param {Array} args the deal's id, then those of the method
     */
    async call(_model, method, [, ...args]) {
        const acts = {
            get_sales_script: () => this.ask(this.answers, this.data?.current),
            answer_sales_script: (key, answer) => this.answer(key, answer),
            step_back_sales_script: (key) => this.ask(this.answers, key || this.before),
            restart_sales_script: () => this.ask([]),
        };
        return acts[method](...args);
    }

    get keys() {
        return (this.data?.steps || []).map((step) => step.key);
    }

    /** The step before the one that is shown. */
    get before() {
        const index = this.keys.indexOf(this.data.current);
        return this.keys.at(index < 0 ? -1 : Math.max(0, index - 1));
    }

    async answer(key, answer) {
        const others = this.answers.filter(([known]) => known !== key);
        const answers = [...others, [key, answer]];
        if (this.keys.includes(key)) {
            return this.ask(answers, key, true);
        }
        return this.ask(answers, this.data?.current);
    }

    /**
     * @param {Array} answers pairs of a step's key and its answer
     * @param {string} [key] the step to stand at, or the one that was answered
     * @param {boolean} [isAnswered]
     */
    async ask(answers, key, isAnswered = false) {
        const data = await this.orm.silent.call("sales.script", "try_out", [
            [this.scriptId],
            this.leadId,
            this.userId,
            answers,
            key || false,
            isAnswered,
        ]);
        // What is no longer on the way is not answered any more.
        const counted = new Set(
            [...data.steps, ...data.objections]
                .filter((step) => step.answer)
                .map((step) => step.key),
        );
        this.answers = answers.filter(([known]) => counted.has(known));
        this.data = data;
        return data;
    }
}
