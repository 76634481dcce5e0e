import { _t } from "@web/core/l10n/translation";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { PaceBar } from "../../fields/pace_bar/pace_bar";
import { formatMetric } from "../../fields/metric_format";

/** Head of a team's column: its sum of plans and facts, when all cards are in one unit. */
export class BoardHeader extends KanbanHeader {
    static template = "sales_efficiency.BoardHeader";
    static components = { ...KanbanHeader.components, PaceBar };

    get totals() {
        const { plan, fact, expected } = this.group.aggregates;
        const records = this.group.list.records || [];
        const metrics = new Set(records.map((record) => record.data.metric_id?.id));
        if (metrics.size !== 1 || !plan) {
            return null;
        }
        const { unit, currency_id: currency } = records[0].data;
        const format = (value) => formatMetric(value, unit, currency?.id);
        return {
            plan,
            fact,
            expected,
            style: fact >= expected ? "good" : "poor",
            text: _t("%(fact)s of %(plan)s", {
                fact: format(fact),
                plan: format(plan),
            }),
        };
    }
}
