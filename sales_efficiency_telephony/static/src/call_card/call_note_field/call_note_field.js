import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** The note of a call, and whether the server has it. */
export class CallNoteField extends Component {
    static template = "sales_efficiency_telephony.CallNoteField";
    static props = { entry: Object, model: Object };

    get entry() {
        return this.props.entry;
    }

    get status() {
        return {
            saved: this.entry.note ? _t("Saved") : "",
            typed: _t("Saving…"),
            saving: _t("Saving…"),
            away: _t("Kept in this browser until the server answers"),
            refused: _t("Not saved"),
        }[this.entry.noteState];
    }

    get isWarning() {
        return ["away", "refused"].includes(this.entry.noteState);
    }

    onInput(ev) {
        this.props.model.notes.type(this.entry, ev.target.value);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.save();
        }
    }

    save() {
        this.props.model.notes.save(this.entry);
    }
}
