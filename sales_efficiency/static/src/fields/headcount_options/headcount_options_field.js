import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** How many hires it takes by the month they begin in: the later, the more. */
export class HeadcountOptionsField extends Component {
    static template = "sales_efficiency.HeadcountOptionsField";
    static props = { ...standardFieldProps };

    get options() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("headcount_options", {
    component: HeadcountOptionsField,
    displayName: _t("Months to hire in"),
    supportedTypes: ["json"],
});
