import { reactive } from "@odoo/owl";

/** Reads a chain as it is drawn, and draws: what is shown comes from the server. */
export class ChainFlowModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {number} params.chainId
     */
    constructor({ orm, chainId }) {
        this.orm = orm;
        this.chainId = chainId;
        this.state = reactive({ flow: null, versionId: false, focusId: false });
    }

    /** The latest question has the say, in whatever order answers come. */
    async load() {
        const question = (this.question = Symbol("question"));
        const flow = await this.orm.call("mailing.chain", "get_flow", [
            this.chainId,
            this.state.versionId,
        ]);
        if (question === this.question) {
            this.state.flow = flow;
        }
    }

    /**
     * Look at another version.
     *
     * @param {number} versionId
     */
    async show(versionId) {
        this.state.versionId = versionId;
        await this.load();
    }

    /**
     * Put a new step into a way.
     *
     * @param {string} kind
     * @param {number|false} sourceId the step behind which it comes; false: the first
     * @param {number|false} wayId the way out of that step; false: where it goes on
     * @returns {Promise<number>} the id of the new step
     */
    async draw(kind, sourceId = false, wayId = false) {
        const id = await this.orm.call("mailing.chain.step", "draw", [
            this.state.flow.version.id,
            kind,
            sourceId,
            wayId,
        ]);
        this.state.focusId = id;
        await this.load();
        return id;
    }

    async takeOut(stepId) {
        await this.orm.call("mailing.chain.step", "take_out", [[stepId]]);
        await this.load();
    }

    async moveUp(stepId) {
        await this.orm.call("mailing.chain.step", "move_up", [[stepId]]);
        this.state.focusId = stepId;
        await this.load();
    }

    getStep(id) {
        return this.state.flow.steps.find((step) => step.id === id);
    }

    /** @returns {number|undefined} the step that can come later by changing places */
    getLater(step) {
        const next = this.getStep(step.links.at(-1)?.target_id);
        return next?.can_move_up && step.links.length === 1 ? next.id : undefined;
    }
}
