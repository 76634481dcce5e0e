import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ScriptPanel } from "./script_panel";

const FOLDED = "sales_efficiency.script_folded";

/** The script on the deal's form, for the stage that is saved. */
export class ScriptWidget extends Component {
    static template = "sales_efficiency.ScriptWidget";
    static components = { ScriptPanel };
    static props = { ...standardWidgetProps };

    setup() {
        this.state = useState({
            saves: 0,
            isFolded: Boolean(browser.localStorage.getItem(FOLDED)),
        });
        let wasDirty = false;
        // Stage, team, product: any of them may bring another script once it is saved.
        useRecordObserver((record) => {
            const { dirty } = record;
            if (wasDirty && !dirty) {
                this.state.saves++;
            }
            wasDirty = dirty;
        });
    }

    get record() {
        return this.props.record;
    }

    fold() {
        this.state.isFolded = !this.state.isFolded;
        if (this.state.isFolded) {
            browser.localStorage.setItem(FOLDED, "1");
        } else {
            browser.localStorage.removeItem(FOLDED);
        }
    }

    /** What is being edited is saved first, as buttons do. */
    async save() {
        return this.record.save();
    }

    async onAnswered(isFilled) {
        if (isFilled) {
            await this.record.load();
        }
    }
}

registry.category("view_widgets").add("sales_script_panel", {
    component: ScriptWidget,
    fieldDependencies: [{ name: "stage_id", type: "many2one" }],
});
