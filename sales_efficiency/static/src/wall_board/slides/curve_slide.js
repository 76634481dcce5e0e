import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatDay, formatWall } from "../wall_format";

/** Size of the drawing in its own units; it stretches to the room there is. */
const WIDTH = 1000;
const HEIGHT = 400;

/** Plan and fact added up day by day. */
export class CurveSlide extends Component {
    static template = "sales_efficiency.WallCurveSlide";
    static props = {
        step: { type: Object },
        board: { type: Object },
        unit: { type: String },
    };

    get slide() {
        return this.props.step.slide;
    }

    get top() {
        return Math.max(...this.slide.plan, ...this.slide.fact, 1);
    }

    x(index) {
        return (index / Math.max(1, this.slide.days.length - 1)) * WIDTH;
    }

    y(value) {
        return HEIGHT - (Math.max(0, value) / this.top) * HEIGHT;
    }

    points(values) {
        return values
            .map((value, index) => `${this.x(index)},${this.y(value)}`)
            .join(" ");
    }

    /** The area under the fact, closed along the bottom. */
    area(values) {
        const last = this.x(values.length - 1);
        return `0,${HEIGHT} ${this.points(values)} ${last},${HEIGHT}`;
    }

    get isAhead() {
        const { plan, fact } = this.slide;
        return !fact.length || fact.at(-1) >= plan[fact.length - 1];
    }

    get legend() {
        const { plan, fact } = this.slide;
        const format = (value) =>
            formatWall(value, this.props.unit, this.props.board.currency_id);
        return {
            fact: _t("Fact %(amount)s", { amount: format(fact.at(-1) || 0) }),
            today: _t("Plan until today %(amount)s", {
                amount: format(plan[fact.length - 1] || 0),
            }),
            plan: _t("Plan %(amount)s", { amount: format(plan.at(-1)) }),
        };
    }

    get ends() {
        const { days, fact } = this.slide;
        return {
            first: formatDay(days[0]),
            last: formatDay(days.at(-1)),
            today: fact.length ? (this.x(fact.length - 1) / WIDTH) * 100 : null,
        };
    }
}
