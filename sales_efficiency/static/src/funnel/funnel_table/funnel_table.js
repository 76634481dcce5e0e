import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatMetric } from "../../fields/metric_format";

/** What a bar consists of, in this order. */
const PARTS = [
    ["passed", _t("got further")],
    ["won", _t("won")],
    ["open", _t("still there")],
    ["lost", _t("lost there")],
];

/** One row for each stage: bars of the columns that are looked at, and their figures. */
export class FunnelTable extends Component {
    static template = "sales_efficiency.FunnelTable";
    static props = { model: Object, openDeals: Function };

    setup() {
        this.state = useState(this.props.model.state);
        this.parts = PARTS;
    }

    get stages() {
        return this.state.picture.stages;
    }

    get shown() {
        return this.props.model.shown;
    }

    /** Bars of columns of unlike size compare by their shapes. */
    getWidth(column, count) {
        return column.deals ? (100 * count) / column.deals : 0;
    }

    /** @returns {Object[]} the parts of a bar that there are */
    getParts(column, step, stage) {
        return PARTS.filter(([part]) => step[part]).map(([part, name]) => ({
            part,
            width: this.getWidth(column, step[part]),
            label: _t("%(stage)s: %(count)s %(what)s", {
                stage: stage.name,
                count: formatMetric(step[part], "count"),
                what: name,
            }),
        }));
    }

    getSide(column) {
        return this.state.keys.indexOf(column.key);
    }

    /** @returns {Object[]} the columns whose weakest step this is */
    getWeakest(index) {
        return this.shown.filter((column) => column.weakest === index);
    }

    format(value, unit = "count") {
        return formatMetric(value, unit, this.state.picture.currency_id);
    }

    formatDays(step) {
        if (step.days_median === null) {
            return "–";
        }
        return this.format(Math.round(step.days_median * 10) / 10);
    }

    getSlowest(step) {
        return _t(
            "Half of the deals stayed no longer than %(median)s days, nine of ten no " +
                "longer than %(most)s.",
            {
                median: this.formatDays(step),
                most: this.format(Math.round(step.days_p90 * 10) / 10),
            },
        );
    }

    open(column, stage, part) {
        const domain = [...column.domain, ["stage_id", "=", stage.id]];
        this.props.openDeals(
            `${column.name}: ${stage.name}`,
            part ? [...domain, [part, "=", 1]] : domain,
        );
    }
}
