import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";

/** One target: typed, moved through with the keyboard, pasted into. */
export class PlanGridCell extends Component {
    static template = "sales_efficiency.PlanGridCell";
    static props = {
        cell: String,
        column: Number,
        value: { type: [Number, { value: null }] },
        text: String,
        label: String,
        note: { type: String, optional: true },
        readonly: Boolean,
        changed: Boolean,
        onTyping: Function,
        onCommit: Function,
        onPaste: Function,
        onMove: Function,
        onUndo: Function,
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ problem: "" });
        this.isDirty = false;
        useEffect(
            () => this.reset(),
            () => [this.props.value, this.props.text, this.props.readonly],
        );
    }

    get title() {
        return this.state.problem || this.props.note || undefined;
    }

    /** Show the value of the record again. */
    reset() {
        this.isDirty = false;
        this.state.problem = "";
        if (this.input.el) {
            this.input.el.value = this.props.text;
        }
    }

    onFocus() {
        this.input.el.select();
    }

    onInput() {
        this.isDirty = this.input.el.value !== this.props.text;
        this.props.onTyping(this);
    }

    /** Hand what was typed to the table; what is no number stays and says why. */
    commit() {
        if (this.isDirty) {
            this.isDirty = false;
            this.state.problem = this.props.onCommit(
                this.props.cell,
                this.input.el.value,
            );
            if (!this.state.problem) {
                this.input.el.value = this.props.text;
            }
        }
    }

    onPaste(ev) {
        const text = ev.clipboardData.getData("text/plain");
        if (/[\t\n\r]./.test(text)) {
            ev.preventDefault();
            this.props.onPaste(this.props.cell, text);
        }
    }

    onKeydown(ev) {
        const { el } = this.input;
        const isWhole = el.selectionStart === 0 && el.selectionEnd === el.value.length;
        const forward = localization.direction === "rtl" ? -1 : 1;
        const move = {
            ArrowDown: [1, 0],
            ArrowUp: [-1, 0],
            Enter: [ev.shiftKey ? -1 : 1, 0],
            ArrowRight: [0, forward],
            ArrowLeft: [0, -forward],
        }[ev.key];
        if (move && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            if (move[1] && !isWhole) {
                return;
            }
            ev.preventDefault();
            ev.stopPropagation();
            this.commit();
            this.props.onMove(el, ...move);
        } else if (ev.key === "Escape" && this.isDirty) {
            ev.preventDefault();
            ev.stopPropagation();
            this.reset();
            this.props.onTyping(this);
            el.select();
        } else if (ev.key === "z" && (ev.ctrlKey || ev.metaKey) && !this.isDirty) {
            ev.preventDefault();
            this.props.onUndo();
        }
    }
}
