import { Component, onWillStart, useEffect, useState, useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { ScriptSide } from "./script_side";

const { Controller } = crmKanbanView;

Controller.template = "sales_efficiency.ScriptKanbanView";
Controller.components = { ...Controller.components, ScriptSide };

patch(Controller.prototype, {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.salesScript = useState({
            record: null,
            stageIds: [],
            isAnswered: false,
            closedId: null,
        });
        useSubEnv({
            salesScript: this.salesScript,
            openSalesScript: (record) => (this.salesScript.record = record),
        });
        useEffect(
            (closedId) => {
                if (closedId) {
                    this.salesScript.closedId = null;
                    this.rootRef.el
                        .querySelector(`.o_script_button[data-lead="${closedId}"]`)
                        ?.focus();
                }
            },
            () => [this.salesScript.closedId],
        );
        onWillStart(async () => {
            this.salesScript.stageIds = await this.orm.call(
                "crm.lead",
                "get_sales_script_stages",
                [],
            );
        });
    },

    /** What an answer filled is seen on the card at once. */
    async onSalesScriptAnswered(isFilled) {
        this.salesScript.isAnswered ||= isFilled;
        if (isFilled) {
            await this.salesScript.record.load();
        }
    },

    /** Sums of columns may have changed; the focus goes back to where it came from. */
    async closeSalesScript() {
        const { record, isAnswered } = this.salesScript;
        Object.assign(this.salesScript, { record: null, isAnswered: false });
        if (isAnswered) {
            await this.model.load();
        }
        this.salesScript.closedId = record.resId;
    },
});

/** Opens the script of a card's deal. */
export class ScriptButton extends Component {
    static template = "sales_efficiency.ScriptButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.salesScript = this.env.salesScript && useState(this.env.salesScript);
    }

    get isShown() {
        const { resId, data } = this.props.record;
        return this.salesScript?.stageIds.includes(data.stage_id?.id) && Boolean(resId);
    }

    get isOpen() {
        return this.salesScript.record?.resId === this.props.record.resId;
    }

    open() {
        this.env.openSalesScript(this.props.record);
    }
}

registry.category("view_widgets").add("sales_script_button", {
    component: ScriptButton,
    fieldDependencies: [
        { name: "name", type: "char" },
        { name: "stage_id", type: "many2one" },
    ],
});
