import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ChainFlow } from "./chain_flow";

/** The drawing of the chain on a form: `<widget name="mailing_chain_flow"/>`. */
export class ChainFlowWidget extends Component {
    static template = "sales_efficiency_mailing.ChainFlowWidget";
    static components = { ChainFlow };
    static props = { ...standardWidgetProps };

    /** Another version, or another state: the drawing is looked at anew. */
    get key() {
        const { draft_version_id, version_id, state } = this.props.record.data;
        const ids = [draft_version_id?.id, version_id?.id];
        return [this.props.record.resId, ...ids, state].join();
    }

    save() {
        return this.props.record.save();
    }
}

registry.category("view_widgets").add("mailing_chain_flow", {
    component: ChainFlowWidget,
    fieldDependencies: [
        { name: "draft_version_id", type: "many2one" },
        { name: "version_id", type: "many2one" },
        { name: "state", type: "selection" },
    ],
});
