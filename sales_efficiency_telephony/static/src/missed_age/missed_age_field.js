import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** How long a missed call waits; overdue is said in words, by a sign and by colour. */
export class MissedAgeField extends Component {
    static template = "sales_efficiency_telephony.MissedAgeField";
    static props = { ...standardFieldProps };

    get age() {
        return this.props.record.data[this.props.name];
    }

    get late() {
        return this.props.record.data.missed_late;
    }

    get lateText() {
        return _t("overdue by %(age)s", { age: this.late });
    }
}

registry.category("fields").add("missed_age", {
    component: MissedAgeField,
    displayName: _t("Age of a missed call"),
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "missed_late", type: "char" }],
});
