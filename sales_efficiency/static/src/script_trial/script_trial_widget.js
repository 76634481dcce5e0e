import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ScriptPanel } from "../script_panel/script_panel";
import { ScriptPanelModel } from "../script_panel/script_panel_model";
import { ScriptTrial } from "./script_trial";

/** The panel of a deal's script, with a draft in it and nothing kept. */
export class ScriptTrialPanel extends ScriptPanel {
    static props = { ...ScriptPanel.props, scriptId: Number, userId: Number };

    setup() {
        super.setup();
        const { leadId, scriptId, userId } = this.props;
        const orm = new ScriptTrial({
            orm: useService("orm"),
            leadId,
            scriptId,
            userId,
        });
        this.model = new ScriptPanelModel({ orm, leadId });
        this.state = useState(this.model.state);
    }
}

/** Shows the script of the record for its deal, as its salesperson would see it. */
export class ScriptTrialWidget extends Component {
    static template = "sales_efficiency.ScriptTrialWidget";
    static components = { ScriptTrialPanel };
    static props = { ...standardWidgetProps };

    get ids() {
        const { script_id, lead_id, user_id } = this.props.record.data;
        return { scriptId: script_id?.id, leadId: lead_id?.id, userId: user_id?.id };
    }

    get key() {
        return Object.values(this.ids).join("-");
    }

    get isReady() {
        return Object.values(this.ids).every(Boolean);
    }
}

registry.category("view_widgets").add("sales_script_trial", {
    component: ScriptTrialWidget,
    fieldDependencies: ["script_id", "lead_id", "user_id"].map((name) => ({
        name,
        type: "many2one",
    })),
});
