import { _t } from "@web/core/l10n/translation";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { formatMetric, formatPercent } from "../../fields/metric_format";
import { PaceBar } from "../../fields/pace_bar/pace_bar";
import { STATUS } from "../../fields/pace_status/pace_status_field";

/** Head of a team's column: its sum of plans and facts, when all cards are in one unit. */
export class BoardHeader extends KanbanHeader {
    static template = "sales_efficiency.BoardHeader";
    static components = { ...KanbanHeader.components, PaceBar };

    get totals() {
        const { plan, fact, expected, pace, urgency } = this.group.aggregates;
        const records = this.group.list.records || [];
        const metrics = new Set(records.map((record) => record.data.metric_id?.id));
        if (metrics.size !== 1 || !plan || !records[0].data.adds_up) {
            return null;
        }
        const { unit, currency_id: currency } = records[0].data;
        const format = (value) => formatMetric(value, unit, currency?.id);
        return {
            plan,
            fact,
            expected,
            ...Object.values(STATUS)[urgency],
            pace: expected ? formatPercent(pace) : "",
            text: _t("%(fact)s of %(plan)s", {
                fact: format(fact),
                plan: format(plan),
            }),
        };
    }
}
