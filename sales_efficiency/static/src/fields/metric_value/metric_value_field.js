import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { formatMetric } from "../metric_format";

/** A figure with the unit of its metric, read from the record. */
export class MetricValueField extends Component {
    static template = "sales_efficiency.MetricValueField";
    static props = { ...standardFieldProps };

    get text() {
        const data = this.props.record.data;
        // Different clients are counted over many records; a single one has no figure.
        const value = data.measure === "client" ? null : data[this.props.name];
        return formatMetric(value, data.unit, data.currency_id?.id);
    }
}

registry.category("fields").add("metric_value", {
    component: MetricValueField,
    displayName: _t("Figure with its unit"),
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "unit", type: "selection" },
        { name: "measure", type: "selection" },
        { name: "currency_id", type: "many2one", relation: "res.currency" },
    ],
});
