import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** One question of a scorecard, answered by a click or a key. */
export class ReviewQuestion extends Component {
    static template = "sales_efficiency_telephony.ReviewQuestion";
    static props = {
        question: Object,
        answer: { type: [Object, Boolean] },
        isEditable: Boolean,
        /** It was forgotten. */
        isMissing: Boolean,
        onAnswer: Function,
        onMove: Function,
        onType: Function,
        onLeave: Function,
    };

    get question() {
        return this.props.question;
    }

    get nameId() {
        return `o_review_question_${this.question.key}`;
    }

    /** What can be chosen: label, key of the keyboard, answer. */
    get choices() {
        const { kind, points, options, skip } = this.question;
        const choices = [];
        if (kind === "range") {
            for (let point = 0; point <= points; point++) {
                choices.push({
                    label: `${point}`,
                    key: `${point}`,
                    answer: { points: point },
                });
            }
        } else if (kind === "yes_no") {
            choices.push(
                { label: _t("Yes"), key: "1", answer: { points: 1 } },
                { label: _t("No"), key: "0", answer: { points: 0 } },
            );
        } else {
            options.forEach((option, index) =>
                choices.push({
                    label: option.name,
                    key: `${index + 1}`,
                    answer: { option: option.key },
                }),
            );
        }
        if (skip && kind !== "text") {
            choices.push({
                label: _t("N/A"),
                key: "n",
                answer: { na: true },
                isNa: true,
            });
        }
        return choices;
    }

    get weightText() {
        const { weight, critical } = this.question;
        return critical ? _t("Critical") : _t("Weight %s", weight);
    }

    isChosen(choice) {
        const { answer } = this.props;
        return (
            Boolean(answer) &&
            Object.keys(choice.answer).every(
                (name) => answer[name] === choice.answer[name],
            )
        );
    }

    /** The same again takes it back. */
    choose(choice, isKey = false) {
        const answer = this.isChosen(choice) && !isKey ? false : choice.answer;
        this.props.onAnswer(this.question.key, answer, isKey);
    }

    onKeydown(ev) {
        if (ev.ctrlKey || ev.metaKey || ev.altKey || ev.target.closest("textarea")) {
            return;
        }
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (step) {
            ev.preventDefault();
            this.props.onMove(this.question.key, step);
            return;
        }
        if (!this.props.isEditable) {
            return;
        }
        const key = ev.key.toLowerCase();
        const isYes = key === "y" && this.question.kind === "yes_no";
        const choice = this.choices.find((one) => one.key === (isYes ? "1" : key));
        if (choice) {
            ev.preventDefault();
            this.choose(choice, true);
        } else if (["Backspace", "Delete"].includes(ev.key)) {
            ev.preventDefault();
            this.props.onAnswer(this.question.key, false, true);
        }
    }
}
