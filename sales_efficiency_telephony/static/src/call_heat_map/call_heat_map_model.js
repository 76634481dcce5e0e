import { reactive } from "@odoo/owl";

/** Shades between nothing and the most. */
export const SHADES = 5;

/** Reads what happens at which hour of the week, and says how dark each cell is. */
export class CallHeatMapModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {Object} [params.saved] what {@link save} gave
     */
    constructor({ orm, saved }) {
        this.orm = orm;
        this.state = reactive({
            map: null,
            choices: { teams: [], people: [] },
            options: {},
            ...saved,
        });
    }

    /** @returns {Object} what brings the same picture back later */
    save() {
        return { options: { ...this.state.options } };
    }

    async start() {
        const [choices] = await Promise.all([
            this.orm.silent.call("pbx.call.report", "get_heat_choices", []),
            this.load(),
        ]);
        this.state.choices = choices;
    }

    /** The latest question has the say, in whatever order answers come. */
    async load() {
        const question = (this.question = Symbol("question"));
        const map = await this.orm.silent.call("pbx.call.report", "get_heat_map", [
            this.state.options,
        ]);
        if (question === this.question) {
            this.state.map = map;
            this.prepare();
        }
    }

    /**
     * Look at other calls.
     *
     * @param {Object} options of `pbx.call.report.get_heat_map`
     */
    async choose(options) {
        Object.assign(this.state.options, options);
        await this.load();
    }

    /** Find the cells by their place, and between what they lie. */
    prepare() {
        const { cells } = this.state.map;
        this.places = new Map(
            cells.map((cell) => [`${cell.weekday}-${cell.hour}`, cell]),
        );
        const values = cells.map((cell) => cell.value || 0);
        this.least = Math.min(...values);
        this.most = Math.max(...values);
    }

    /** @returns {number[]} from the first to the last hour of the day that has calls */
    get hours() {
        const hours = this.state.map.cells.map((cell) => cell.hour);
        const first = Math.min(...hours);
        return Array.from(
            { length: Math.max(...hours) - first + 1 },
            (_, index) => first + index,
        );
    }

    /**
     * @param {number} weekday
     * @param {number} hour
     * @returns {Object|undefined}
     */
    getCell(weekday, hour) {
        return this.places.get(`${weekday}-${hour}`);
    }

    /**
     * How dark a cell is: sums against the most, averages between least and most.
     *
     * @param {Object|undefined} cell
     * @returns {number} 0 for nothing, up to {@link SHADES}
     */
    getShade(cell) {
        if (!cell) {
            return 0;
        }
        const isSum = !["percent", "seconds"].includes(this.state.map.unit);
        const least = isSum ? 0 : this.least;
        const range = this.most - least;
        const share = range ? ((cell.value || 0) - least) / range : 1;
        return Math.max(1, Math.ceil(share * SHADES));
    }

    /**
     * @param {Object} cell
     * @returns {Array} the domain of the rows behind a cell
     */
    getDomain(cell) {
        return [
            ...this.state.map.domain,
            ["weekday", "=", String(cell.weekday)],
            ["hour", "=", cell.hour],
        ];
    }
}
