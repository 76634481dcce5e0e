import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric } from "../metric_format";

/** The day's and week's norms: done of due, and one sentence on what is left. */
export class PaceNormsField extends Component {
    static template = "sales_efficiency.PaceNormsField";
    static props = { ...standardFieldProps };

    get card() {
        return this.props.record.data[this.props.name] || {};
    }

    get norms() {
        return (this.card.norms || []).map((norm) => ({
            ...norm,
            title: this.getTitle(norm),
            done: this.format(norm, norm.done),
            target: this.format(norm, norm.target),
        }));
    }

    getTitle(norm) {
        if (norm.is_quality) {
            return norm.name;
        }
        return norm.period === "week"
            ? _t("%s this week", norm.name)
            : _t("%s today", norm.name);
    }

    format(norm, value) {
        return formatMetric(value, norm.unit, this.props.record.data.currency_id?.id);
    }
}

registry.category("fields").add("pace_norms", {
    component: PaceNormsField,
    displayName: _t("Norms"),
    supportedTypes: ["json"],
});
