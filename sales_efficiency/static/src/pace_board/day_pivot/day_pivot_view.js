import { registry } from "@web/core/registry";
import { PivotController } from "@web/views/pivot/pivot_controller";
import { pivotView } from "@web/views/pivot/pivot_view";
import { BoardBar } from "../board_bar/board_bar";

/** Pivots of pace, as at the day chosen above them. */
export class DayPivotController extends PivotController {
    static template = "sales_efficiency.DayPivot";
    static components = { ...PivotController.components, BoardBar };
}

registry.category("views").add("sales_day_pivot", {
    ...pivotView,
    Controller: DayPivotController,
});
