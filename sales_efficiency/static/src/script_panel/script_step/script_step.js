import { Component, markup, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { formatFloat } from "@web/views/fields/formatters";
import { parseFloat } from "@web/views/fields/parsers";

const { DateTime } = luxon;
/** Choices that get a button and a number each; more of them make a list. */
const MOST_BUTTONS = 9;
const LOCAL = "yyyy-MM-dd'T'HH:mm";
const NUMBERS = ["integer", "float", "monetary"];

/** One step: what to say, and what to answer it with. */
export class ScriptStep extends Component {
    static template = "sales_efficiency.ScriptStep";
    static components = { RecordSelector };
    static props = {
        step: Object,
        isSaving: Boolean,
        isFirst: Boolean,
        onAnswer: Function,
        onBack: Function,
    };

    setup() {
        this.root = useRef("root");
        this.state = useState({ value: this.getValue(this.props.step) });
        onWillUpdateProps((next) => {
            // What was typed stays; what nobody touched follows the deal.
            if (next.step.key !== this.props.step.key || this.isUntouched) {
                this.state.value = this.getValue(next.step);
            }
        });
    }

    get step() {
        return this.props.step;
    }

    get text() {
        return this.step.text ? markup(this.step.text) : "";
    }

    get kindName() {
        return {
            say: _t("Say"),
            ask: _t("Ask"),
            check: _t("Check"),
            objection: _t("Objection"),
        }[this.step.kind];
    }

    get icon() {
        return {
            say: "fa-commenting-o",
            ask: "fa-question-circle-o",
            check: "fa-check-square-o",
            objection: "fa-shield",
        }[this.step.kind];
    }

    /** Answers to choose from: the script's own, or those of the field. */
    get choices() {
        const { options, choices, answer, type, current_value } = this.step;
        if (options.length) {
            return options.map(({ key, name }) => ({
                key,
                name,
                answer: { option: key },
                isChosen: answer && answer.option === key,
            }));
        }
        const pairs =
            type === "boolean" && this.step.label
                ? [
                      ["yes", _t("Yes")],
                      ["no", _t("No")],
                  ]
                : choices;
        const held =
            type === "boolean" ? (current_value ? "yes" : "no") : current_value;
        return pairs.map(([value, name]) => ({
            key: value,
            name,
            answer: { value },
            isChosen: Boolean(answer) && value === held,
        }));
    }

    get fillsText() {
        return _t("Fills “%s” of the deal", this.step.label);
    }

    get isList() {
        return this.choices.length > MOST_BUTTONS;
    }

    get hasInput() {
        return this.step.kind === "ask" && !this.choices.length;
    }

    get isUntouched() {
        return this.state.value === this.getValue(this.step);
    }

    get inputType() {
        return { date: "date", datetime: "datetime-local" }[this.step.type] || "text";
    }

    get inputMode() {
        return NUMBERS.includes(this.step.type) ? "decimal" : "text";
    }

    /** What stands in the input at first: what the deal holds, or was answered before. */
    getValue(step) {
        if (step.kind === "check") {
            return Boolean(step.answer && step.answer.value);
        }
        const value = step.label ? step.current_value : step.answer && step.answer.raw;
        if (step.type === "datetime" && value) {
            return deserializeDateTime(value).toFormat(LOCAL);
        }
        if (NUMBERS.includes(step.type)) {
            return value ? formatFloat(value, { trailingZeros: false }) : "";
        }
        return value || (step.type === "many2one" ? false : "");
    }

    /** What is sent; what cannot be read goes as it is, the server says what it wants. */
    getAnswer() {
        const { value } = this.state;
        const { kind, type } = this.step;
        if (kind === "check") {
            return { value };
        }
        if (!this.hasInput) {
            return {};
        }
        // The deal may hold something newer by now: it is not written over.
        if (this.step.label && this.isUntouched) {
            return { confirmed: true };
        }
        if (type === "datetime" && value) {
            return { value: serializeDateTime(DateTime.fromISO(value)) };
        }
        if (NUMBERS.includes(type) && value.trim()) {
            try {
                return { value: parseFloat(value) };
            } catch {
                return { value };
            }
        }
        return { value: value || "" };
    }

    next() {
        this.props.onAnswer(this.step, this.getAnswer());
    }

    skip() {
        this.props.onAnswer(this.step, {});
    }

    choose(choice) {
        this.props.onAnswer(this.step, choice.answer);
    }

    chooseFromList(ev) {
        const choice = this.choices.find(({ key }) => key === ev.target.value);
        if (choice) {
            this.choose(choice);
        }
    }

    /** Numbers choose, Enter goes on; neither where they mean something to what is typed. */
    onKeydown(ev) {
        const isTyped = ev.target.matches(
            "input:not([type=checkbox]), textarea, select",
        );
        const choice = this.isList ? null : this.choices[Number(ev.key) - 1];
        if (choice && !isTyped && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            ev.preventDefault();
            ev.stopPropagation();
            this.choose(choice);
        } else if (ev.key === "Enter" && this.isNextKey(ev)) {
            ev.preventDefault();
            ev.stopPropagation();
            this.next();
        }
    }

    isNextKey(ev) {
        if (this.choices.length || ev.target.closest("button, .o_record_selector")) {
            return false;
        }
        return !ev.target.matches("textarea") || ev.ctrlKey || ev.metaKey;
    }
}
