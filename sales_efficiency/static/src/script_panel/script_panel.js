import {
    Component,
    markup,
    onWillStart,
    onWillUpdateProps,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ScriptPanelModel } from "./script_panel_model";
import { ScriptStep } from "./script_step/script_step";

/** The script of a deal's stage, one step at a time. */
export class ScriptPanel extends Component {
    static template = "sales_efficiency.ScriptPanel";
    static components = { ScriptStep };
    static props = {
        /** Another deal needs another panel: give it a key. */
        leadId: Number,
        /** Whatever makes the script be read again when it changes. */
        reloadKey: { type: [Number, String], optional: true },
        /** Asked before something is noted; false keeps it from being noted. */
        beforeAnswer: { type: Function, optional: true },
        /** Told when an answer has been noted, with whether it filled a field. */
        onAnswered: { type: Function, optional: true },
        /** Takes the focus at once: it was opened on purpose. */
        autofocus: { type: Boolean, optional: true },
    };
    static defaultProps = {
        beforeAnswer: () => true,
        onAnswered: () => {},
    };

    setup() {
        this.action = useService("action");
        this.root = useRef("root");
        this.ui = useState({ isFocusWanted: Boolean(this.props.autofocus) });
        this.model = new ScriptPanelModel({
            orm: useService("orm"),
            leadId: this.props.leadId,
        });
        this.state = useState(this.model.state);
        onWillStart(() => this.model.load());
        onWillUpdateProps(async (next) => {
            if (next.reloadKey !== this.props.reloadKey) {
                await this.model.load();
            }
        });
        // What comes next is said to who cannot see it, and answered without a mouse.
        useEffect(
            (key, isWanted) => {
                if (isWanted) {
                    this.ui.isFocusWanted = false;
                    this.root.el.querySelector("[data-focus]")?.focus();
                }
            },
            () => [this.data?.current, this.ui.isFocusWanted],
        );
    }

    get data() {
        return this.state.data;
    }

    get percent() {
        return Math.round((100 * this.model.index) / this.model.steps.length);
    }

    get progressText() {
        return _t("%(step)s of %(steps)s", {
            step: this.model.index + 1,
            steps: this.model.steps.length,
        });
    }

    get noneText() {
        return _t("No script for the stage %s.", this.data.stage);
    }

    get outdatedText() {
        return _t(
            "Begun with version %s; there is a newer one.",
            this.data.script.version,
        );
    }

    getChangeLabel(step) {
        return _t("Change: %s", step.name);
    }

    toHtml(text) {
        return markup(text || "");
    }

    // -------------------------------------------------------------------------
    // Going through it
    // -------------------------------------------------------------------------

    async answer(step, answer) {
        if (!(await this.props.beforeAnswer())) {
            return;
        }
        const isNoted = await this.model.answer(step, answer);
        this.ui.isFocusWanted = isNoted;
        if (isNoted) {
            await this.props.onAnswered(Boolean(step.label));
        }
    }

    async back(key) {
        this.ui.isFocusWanted = await this.model.back(key);
    }

    async restart() {
        this.ui.isFocusWanted = await this.model.restart();
        await this.props.onAnswered(false);
    }

    /** Backspace and the arrow that points back, except where something is typed. */
    onKeydown(ev) {
        const arrow = localization.direction === "rtl" ? "ArrowRight" : "ArrowLeft";
        if (
            ![arrow, "Backspace"].includes(ev.key) ||
            ev.target.closest("input:not([type=checkbox]), textarea, select") ||
            !this.model.index ||
            !this.data.can_answer
        ) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        this.back();
    }

    /** Begin a script for this stage. */
    writeScript() {
        this.action.doAction("sales_efficiency.sales_script_action", {
            viewType: "form",
            additionalContext: { default_stage_ids: [this.data.stage_id] },
        });
    }
}
