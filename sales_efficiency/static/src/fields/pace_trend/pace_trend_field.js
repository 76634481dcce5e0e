import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric } from "../metric_format";

const WIDTH = 72;
const HEIGHT = 22;

/** A small curve of what the last days brought, summed up day by day. */
export class PaceTrendField extends Component {
    static template = "sales_efficiency.PaceTrendField";
    static props = { ...standardFieldProps };

    get values() {
        return this.props.record.data[this.props.name]?.trend || [];
    }

    get label() {
        const { unit, currency_id: currency } = this.props.record.data;
        const sum = this.values.reduce((total, value) => total + value, 0);
        return _t("%(sum)s in the last %(days)s days", {
            sum: formatMetric(sum, unit, currency?.id),
            days: this.values.length,
        });
    }

    get points() {
        let sum = 0;
        const sums = this.values.map((value) => (sum += value));
        const low = Math.min(0, ...sums);
        const range = Math.max(0, ...sums) - low || 1;
        const step = WIDTH / Math.max(1, sums.length - 1);
        return sums
            .map((value, index) => {
                const y = HEIGHT - 2 - ((value - low) / range) * (HEIGHT - 4);
                return `${(index * step).toFixed(1)},${y.toFixed(1)}`;
            })
            .join(" ");
    }
}

registry.category("fields").add("pace_trend", {
    component: PaceTrendField,
    displayName: _t("Trend"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "unit", type: "selection" },
        { name: "currency_id", type: "many2one", relation: "res.currency" },
    ],
});
