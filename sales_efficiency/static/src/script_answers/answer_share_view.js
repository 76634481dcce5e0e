import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";

/** Knows what is counted in it, so that it opens no more than that. */
class ShareRecord extends RelationalModel.Record {
    get context() {
        return {
            ...super.context,
            sales_script_counted: this.model.root?.domain || [],
        };
    }
}

class ShareModel extends RelationalModel {
    static Record = ShareRecord;
}

registry.category("views").add("sales_script_share_list", {
    ...listView,
    Model: ShareModel,
});

registry.category("views").add("sales_script_share_kanban", {
    ...kanbanView,
    Model: ShareModel,
});
