import { Component, useEffect, useState, useSubEnv } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
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
        this.salesScript = useState({
            record: null,
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

    /** Only the pipeline and what extends it has a place for the script. */
    get isShown() {
        return Boolean(this.salesScript && this.props.record.resId);
    }

    get isOpen() {
        return this.salesScript.record?.resId === this.props.record.resId;
    }

    get label() {
        return _t("Script of %s", this.props.record.data.name);
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
