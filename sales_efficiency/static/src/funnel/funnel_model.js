import { reactive } from "@odoo/owl";

/** The columns that are shown side by side at first, by their keys. */
const FIRST_KEYS = ["all", "before"];

/** Reads the picture of a funnel and knows which two columns of it are looked at. */
export class FunnelModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {Object} [params.saved] what {@link save} gave
     * @param {number} [params.funnelId] that is opened
     */
    constructor({ orm, saved, funnelId }) {
        this.orm = orm;
        this.state = reactive({
            picture: null,
            choices: { teams: [], people: [] },
            options: funnelId ? { funnel_id: funnelId } : {},
            keys: [...FIRST_KEYS],
            ...saved,
        });
    }

    /** @returns {Object} what brings the same picture back later */
    save() {
        return { options: { ...this.state.options }, keys: [...this.state.keys] };
    }

    async start() {
        const [choices] = await Promise.all([
            this.orm.silent.call("sales.funnel", "get_choices", []),
            this.load(),
        ]);
        this.state.choices = choices;
    }

    /** The latest question has the say, in whatever order answers come. */
    async load() {
        const question = (this.question = Symbol("question"));
        const picture = await this.orm.silent.call("sales.funnel", "get_picture", [
            this.state.options,
        ]);
        if (question === this.question) {
            this.state.picture = picture;
            this.forgetMissing();
        }
    }

    /**
     * Look at other deals.
     *
     * @param {Object} options of `sales.funnel.get_picture`
     */
    async choose(options) {
        Object.assign(this.state.options, options);
        await this.load();
    }

    /**
     * Put a column into one of the two places.
     *
     * @param {number} place 0 or 1
     * @param {string} key of the column; empty: nothing beside the first one
     */
    show(place, key) {
        this.state.keys[place] = key;
    }

    /** Segments of another funnel are none of this one. */
    forgetMissing() {
        const keys = new Set(this.state.picture.columns?.map((column) => column.key));
        this.state.keys = this.state.keys.map((key, place) =>
            !key || keys.has(key) ? key : FIRST_KEYS[place],
        );
    }

    /** @returns {Object[]} the columns that are looked at, one or two */
    get shown() {
        const { columns } = this.state.picture;
        return this.state.keys
            .map((key) => columns.find((column) => column.key === key))
            .filter((column, place, all) => column && all.indexOf(column) === place);
    }

    /** @returns {Object[]} the segments of the split */
    get segments() {
        return this.state.picture.columns.filter(
            (column) => !FIRST_KEYS.includes(column.key),
        );
    }
}
