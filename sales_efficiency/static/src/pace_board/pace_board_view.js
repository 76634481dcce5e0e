import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { BoardHeader } from "./board_header/board_header";
import { DayPicker } from "./day_picker/day_picker";
import { WallButton } from "../wall_board/wall_button/wall_button";

export class PaceBoardController extends KanbanController {
    static components = { ...KanbanController.components, DayPicker, WallButton };

    /** Ask for the columns' sums as well. */
    get modelParams() {
        const params = super.modelParams;
        params.config.fieldsToAggregate = ["plan", "fact", "expected"];
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

export class PaceBoardRenderer extends KanbanRenderer {
    static components = { ...KanbanRenderer.components, KanbanHeader: BoardHeader };
}

registry.category("views").add("sales_pace_board", {
    ...kanbanView,
    Controller: PaceBoardController,
    Renderer: PaceBoardRenderer,
    buttonTemplate: "sales_efficiency.PaceBoard.Buttons",
});
