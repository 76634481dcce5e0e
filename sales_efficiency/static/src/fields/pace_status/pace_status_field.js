import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatPercent } from "../metric_format";

/**
 * Icon and word of each status, most urgent first as in `tools/pace.py`: nobody has to
 * tell colours apart.
 */
export const STATUS = {
    far_behind: { icon: "▼▼", word: _t("far behind"), style: "bad" },
    behind: { icon: "▼", word: _t("behind"), style: "poor" },
    on_pace: { icon: "●", word: _t("on pace"), style: "fair" },
    ahead: { icon: "▲", word: _t("ahead"), style: "good" },
    not_started: { icon: "○", word: _t("not started"), style: "none" },
    off: { icon: "○", word: _t("no working day"), style: "none" },
    no_plan: { icon: "○", word: _t("no plan"), style: "none" },
};

/** The pace in percent with an icon and a word. */
export class PaceStatusField extends Component {
    static template = "sales_efficiency.PaceStatusField";
    static props = { ...standardFieldProps };

    get status() {
        return STATUS[this.props.record.data.status] || STATUS.no_plan;
    }

    get isAway() {
        return Boolean(this.props.record.data.card?.leave_until);
    }

    get number() {
        const { pace, status } = this.props.record.data;
        const known = ["ahead", "on_pace", "behind", "far_behind"].includes(status);
        return known ? formatPercent(pace) : "–";
    }
}

/** The status alone, with its icon, as a column of a list. */
export class PaceWordField extends Component {
    static template = "sales_efficiency.PaceWordField";
    static props = { ...standardFieldProps };

    get status() {
        return STATUS[this.props.record.data[this.props.name]] || STATUS.no_plan;
    }
}

registry.category("fields").add("pace_word", {
    component: PaceWordField,
    displayName: _t("Status in words"),
    supportedTypes: ["selection"],
});

registry.category("fields").add("pace_status", {
    component: PaceStatusField,
    displayName: _t("Pace in words"),
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "status", type: "selection" },
        { name: "card", type: "json" },
    ],
});
