import { Component } from "@odoo/owl";
import { formatFloat } from "@web/core/utils/numbers";
import { _t } from "@web/core/l10n/translation";
import { STATUS } from "../../fields/pace_status/pace_status_field";
import { formatPercent } from "../../fields/metric_format";
import { formatWall } from "../wall_format";

/** Norms there is room for above the slides. */
const NORMS = 2;

/** The totals above the slides: pace, plan and fact, what today needs, the day's norms. */
export class WallFigures extends Component {
    static template = "sales_efficiency.WallFigures";
    static props = { data: { type: Object } };

    get total() {
        return this.props.data.total;
    }

    get status() {
        return STATUS[this.total?.status] || STATUS.no_plan;
    }

    get pace() {
        return formatPercent(this.total?.pace);
    }

    get heading() {
        const { working_day: day, working_days: days, board } = this.props.data;
        const format = (number) =>
            formatFloat(number, { digits: [16, 1], trailingZeros: false });
        return _t("%(who)s, day %(day)s of %(days)s", {
            who: this.total?.label || board.company,
            day: format(day),
            days: format(days),
        });
    }

    get gap() {
        const gap = this.total?.gap;
        if (gap === null || gap === undefined) {
            return this.status.word;
        }
        const amount = this.format(Math.abs(gap));
        if (Math.round(Math.abs(gap)) === 0) {
            return _t("just on plan");
        }
        return gap < 0
            ? _t("%(amount)s short", { amount })
            : _t("%(amount)s more", { amount });
    }

    get closedTitle() {
        return {
            month: _t("Closed this month"),
            quarter: _t("Closed this quarter"),
            year: _t("Closed this year"),
        }[this.props.data.period.type];
    }

    get norms() {
        return this.props.data.norms.slice(0, NORMS);
    }

    of(value) {
        return _t("of %(total)s", { total: value });
    }

    format(value) {
        return formatWall(
            value,
            this.props.data.metric.unit,
            this.props.data.board.currency_id,
        );
    }

    formatNorm(norm, value) {
        return formatWall(value, norm.unit, this.props.data.board.currency_id);
    }

    get doneText() {
        return _t("done %(amount)s", {
            amount: this.format(this.props.data.today.done),
        });
    }
}
