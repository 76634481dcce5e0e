import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { KanbanRecord } from "@web/views/kanban/kanban_record";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { formatMetric } from "../fields/metric_format";
import { BoardBar } from "./board_bar/board_bar";
import { BoardHeader } from "./board_header/board_header";

export class PaceBoardController extends KanbanController {
    static template = "sales_efficiency.PaceBoard";
    static components = { ...KanbanController.components, BoardBar };

    /** Ask for the columns' sums as well. */
    get modelParams() {
        const params = super.modelParams;
        params.config.fieldsToAggregate = [
            "plan",
            "fact",
            "expected",
            "pace",
            "urgency",
        ];
        return params;
    }

    /** A card opens what it is made of, not a form. */
    async openRecord(record) {
        await this.actionService.doActionButton({
            type: "object",
            name: "action_view_facts",
            resModel: record.resModel,
            resId: record.resId,
            context: {
                ...record.context,
                sales_board_date: record.data.date.toISODate(),
            },
        });
    }
}

export class PaceBoardRecord extends KanbanRecord {
    /** What the card is about and how far the days are, below the name. */
    get renderingContext() {
        const {
            is_main: isMain,
            metric_id: metric,
            scope,
            team_id: team,
        } = this.props.record.data;
        const { worked_days: worked, working_days: days } = this.props.record.data;
        const parts = isMain ? [] : [metric.display_name, scope];
        if (isMain && this.props.groupByField?.name !== "team_id") {
            parts.push(team?.display_name);
        }
        const format = (number) => formatMetric(number, "count");
        parts.push(
            _t("%(worked)s of %(days)s days", {
                worked: format(worked),
                days: format(days),
            }),
        );
        return {
            ...super.renderingContext,
            lineTitle: parts.filter(Boolean).join(" · "),
        };
    }
}

export class PaceBoardRenderer extends KanbanRenderer {
    static components = {
        ...KanbanRenderer.components,
        KanbanHeader: BoardHeader,
        KanbanRecord: PaceBoardRecord,
    };
}

registry.category("views").add("sales_pace_board", {
    ...kanbanView,
    Controller: PaceBoardController,
    Renderer: PaceBoardRenderer,
});
