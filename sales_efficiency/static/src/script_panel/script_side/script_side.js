import { Component, onMounted, onWillUnmount, useRef } from "@odoo/owl";
import { ScriptPanel } from "../script_panel";

/** The script of a deal beside the pipeline; on a phone over it. */
export class ScriptSide extends Component {
    static template = "sales_efficiency.ScriptSide";
    static components = { ScriptPanel };
    static props = {
        record: Object,
        close: Function,
        onAnswered: Function,
    };

    setup() {
        this.root = useRef("root");
        this.onEscape = (ev) => {
            if (ev.key === "Escape" && this.root.el.contains(ev.target)) {
                ev.stopPropagation();
                this.props.close();
            }
        };
        onMounted(() => window.addEventListener("keydown", this.onEscape, true));
        onWillUnmount(() => window.removeEventListener("keydown", this.onEscape, true));
    }

    get record() {
        return this.props.record;
    }
}
