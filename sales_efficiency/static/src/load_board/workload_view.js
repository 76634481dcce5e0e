import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** Who leads nobody reads what would stand here, instead of no columns at all. */
class WorkloadRenderer extends KanbanRenderer {
    get showNoContentHelper() {
        return !this.props.list.hasData;
    }
}

registry.category("views").add("sales_workload", {
    ...kanbanView,
    Renderer: WorkloadRenderer,
});
