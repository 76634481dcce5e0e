import { Component } from "@odoo/owl";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric } from "../metric_format";
import { useOpenFacts } from "../open_facts";
import { PaceBar } from "../pace_bar/pace_bar";
import { STATUS } from "../pace_status/pace_status_field";

/** The reader's other targets, one line each: meetings, new clients, a product group. */
export class PaceTargetsField extends Component {
    static template = "sales_efficiency.PaceTargetsField";
    static components = { PaceBar };
    static props = { ...standardFieldProps };

    setup() {
        this.openFacts = useOpenFacts();
    }

    get targets() {
        const targets = this.props.record.data[this.props.name]?.targets || [];
        return targets.map((target) => {
            const format = (value) =>
                formatMetric(value, target.unit, target.currency_id);
            return {
                ...target,
                ...STATUS[target.status],
                title: target.scope ? `${target.name}, ${target.scope}` : target.name,
                text: _t("%(fact)s of %(plan)s", {
                    fact: format(target.fact),
                    plan: format(target.plan),
                }),
            };
        });
    }

    open(target) {
        this.openFacts("sales.pace.report", "action_view_facts", [[target.line_id]], {
            sales_board_date: serializeDate(this.props.record.data.date),
        });
    }
}

registry.category("fields").add("pace_targets", {
    component: PaceTargetsField,
    displayName: _t("Other targets"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "date", type: "date" }],
});
