import { registry } from "@web/core/registry";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { BoardBar } from "../board_bar/board_bar";

/** The list of the board, as at the day chosen above it. */
export class BoardListController extends ListController {
    static template = "sales_efficiency.BoardList";
    static components = { ...ListController.components, BoardBar };
}

registry.category("views").add("sales_board_list", {
    ...listView,
    Controller: BoardListController,
});
