import { registry } from "@web/core/registry";
import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";

const { Renderer } = crmKanbanView;

/** The head of a person's column: how many deals, beside what they are worth. */
class LoadBoardHeader extends Renderer.components.KanbanHeader {
    static template = "sales_efficiency.LoadBoardHeader";
}

class LoadBoardRenderer extends Renderer {
    static components = { ...Renderer.components, KanbanHeader: LoadBoardHeader };
}

registry.category("views").add("sales_load_board", {
    ...crmKanbanView,
    Renderer: LoadBoardRenderer,
});
