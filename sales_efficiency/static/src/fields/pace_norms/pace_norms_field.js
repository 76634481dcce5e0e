import { Component } from "@odoo/owl";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric } from "../metric_format";
import { useOpenFacts } from "../open_facts";

/** The day's and week's norms: done of due, and one sentence on what is left. */
export class PaceNormsField extends Component {
    static template = "sales_efficiency.PaceNormsField";
    static props = { ...standardFieldProps };

    setup() {
        this.openFacts = useOpenFacts();
    }

    get card() {
        return this.props.record.data[this.props.name] || {};
    }

    get norms() {
        return (this.card.norms || []).map((norm) => ({
            ...norm,
            title: this.getTitle(norm),
            hasDone: Boolean(norm.done),
            done: this.format(norm, norm.done),
            due: this.getDue(norm),
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

    /** Say what is asked for; nothing on a day off. */
    getDue(norm) {
        const target = this.format(norm, norm.target);
        if (norm.bound) {
            return norm.bound === "max"
                ? _t("at most %s", target)
                : _t("at least %s", target);
        }
        return norm.is_due ? _t("of %s", target) : _t("none due");
    }

    format(norm, value) {
        return formatMetric(value, norm.unit, this.props.record.data.currency_id?.id);
    }

    open(norm) {
        const { user_id: user, date } = this.props.record.data;
        this.openFacts("sales.norm", "action_view_facts", [
            [norm.norm_id],
            user.id,
            serializeDate(date),
        ]);
    }
}

registry.category("fields").add("pace_norms", {
    component: PaceNormsField,
    displayName: _t("Norms"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "user_id", type: "many2one", relation: "res.users" },
        { name: "date", type: "date" },
        { name: "currency_id", type: "many2one", relation: "res.currency" },
    ],
});
