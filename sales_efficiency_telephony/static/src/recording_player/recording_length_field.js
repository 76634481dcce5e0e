import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatTime } from "./recording_time";

/** Seconds as clocks show them. */
export class RecordingLengthField extends Component {
    static template = "sales_efficiency_telephony.RecordingLengthField";
    static props = { ...standardFieldProps };

    get text() {
        const seconds = this.props.record.data[this.props.name];
        return seconds ? formatTime(seconds) : "";
    }
}

registry.category("fields").add("pbx_recording_length", {
    component: RecordingLengthField,
    displayName: _t("Length of a Recording"),
    supportedTypes: ["float", "integer"],
});
