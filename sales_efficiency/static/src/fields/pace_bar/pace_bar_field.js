import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric } from "../metric_format";
import { STATUS } from "../pace_status/pace_status_field";
import { PaceBar } from "./pace_bar";

/** Plan against fact of one person, with what is needed a day and the forecast. */
export class PaceBarField extends Component {
    static template = "sales_efficiency.PaceBarField";
    static components = { PaceBar };
    static props = { ...standardFieldProps };

    get data() {
        return this.props.record.data;
    }

    get style() {
        return this.data.card?.leave_until
            ? "none"
            : STATUS[this.data.status]?.style || "none";
    }

    get label() {
        return _t("%(fact)s of %(plan)s done, %(expected)s expected to date", {
            fact: this.format("fact"),
            plan: this.format("plan"),
            expected: this.format("expected"),
        });
    }

    get gap() {
        return (this.data.gap > 0 ? "+" : "") + this.format("gap");
    }

    /** Write a figure, a dash where it is undefined (the record has a zero then). */
    format(name) {
        const isBlank = (this.data.blank || "").split(",").includes(name);
        const value = isBlank ? null : this.data[name];
        return formatMetric(value, this.data.unit, this.data.currency_id?.id);
    }
}

registry.category("fields").add("pace_bar", {
    component: PaceBarField,
    displayName: _t("Plan and fact"),
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "plan", type: "float" },
        { name: "fact", type: "float" },
        { name: "expected", type: "float" },
        { name: "gap", type: "float" },
        { name: "needed_per_day", type: "float" },
        { name: "forecast", type: "float" },
        { name: "blank", type: "char" },
        { name: "card", type: "json" },
        { name: "status", type: "selection" },
        { name: "unit", type: "selection" },
        { name: "currency_id", type: "many2one", relation: "res.currency" },
    ],
});
