import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** From left to right they point to us, away from us, and both ways. */
const ICONS = { in: "fa-sign-in", out: "fa-sign-out", internal: "fa-exchange" };

/** The direction of a call as an icon, with its word for readers and on touch. */
export class CallDirectionField extends Component {
    static template = "sales_efficiency_telephony.CallDirectionField";
    static props = {
        ...standardFieldProps,
        showWord: { type: Boolean, optional: true },
    };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get icon() {
        return ICONS[this.value] || "";
    }

    get word() {
        const { selection } = this.props.record.fields[this.props.name];
        return selection.find(([key]) => key === this.value)?.[1] || "";
    }
}

registry.category("fields").add("pbx_direction", {
    component: CallDirectionField,
    displayName: _t("Direction of a call"),
    supportedTypes: ["selection"],
    supportedOptions: [
        { label: _t("Show the word"), name: "show_word", type: "boolean" },
    ],
    extractProps: ({ options }) => ({ showWord: Boolean(options.show_word) }),
});
