import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

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
        return _t("The last %s days", this.values.length);
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
});
