import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatTalkTime } from "./talk_time";

/** A length in seconds, as people write how long a talk was. */
export class TalkTimeField extends Component {
    static template = "sales_efficiency_telephony.TalkTimeField";
    static props = { ...standardFieldProps };

    get text() {
        return formatTalkTime(this.props.record.data[this.props.name]);
    }
}

registry.category("fields").add("pbx_talk_time", {
    component: TalkTimeField,
    displayName: _t("Talk time"),
    supportedTypes: ["float", "integer"],
    isEmpty: () => false,
});

// Sums of lists, and measures of graphs and pivots.
registry.category("formatters").add("pbx_talk_time", formatTalkTime);
