import {
    Component,
    onWillStart,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { COMMENT, ReviewFormModel } from "./review_form_model";
import { ReviewQuestion } from "./review_question/review_question";
import { ReviewSide } from "./review_side/review_side";

/** A call on one side, what to listen for on the other. */
export class ReviewForm extends Component {
    static template = "sales_efficiency_telephony.ReviewForm";
    static components = { ReviewQuestion, ReviewSide };
    static props = {
        /** Another review needs another form: give it a key. */
        reviewId: Number,
        /** Told when the review is done, open again or taken note of. */
        onChanged: { type: Function, optional: true },
    };
    static defaultProps = { onChanged: () => {} };

    setup() {
        this.root = useRef("root");
        this.reply = useRef("reply");
        this.model = new ReviewFormModel({
            orm: useService("orm"),
            reviewId: this.props.reviewId,
        });
        this.state = useState(this.model.state);
        this.ui = useState({ focus: "" });
        onWillStart(() => this.model.load());
        onWillUnmount(() => this.model.flush());
        useExternalListener(window, "beforeunload", () => this.model.flush());
        useEffect(
            (key) => {
                if (key) {
                    this.ui.focus = "";
                    this.root.el
                        .querySelector(`[data-key="${key}"]`)
                        ?.focus({ preventScroll: false });
                }
            },
            () => [this.ui.focus],
        );
    }

    get data() {
        return this.state.data;
    }

    get scoreText() {
        const { score } = this.data;
        return score === null
            ? "–"
            : _t("%s %", formatFloat(score, { digits: [16, 1], trailingZeros: false }));
    }

    get levelText() {
        return { low: _t("Low"), middle: _t("Middle"), high: _t("High") }[
            this.data.level
        ];
    }

    get levelIcon() {
        return { low: "fa-arrow-down", middle: "fa-minus", high: "fa-arrow-up" }[
            this.data.level
        ];
    }

    get percent() {
        return Math.round((100 * this.data.answered) / (this.data.total || 1));
    }

    get progressText() {
        return _t("%(answered)s of %(total)s", {
            answered: this.data.answered,
            total: this.data.total,
        });
    }

    get savedText() {
        return this.state.saving ? _t("Saving…") : _t("Saved");
    }

    get cardText() {
        return _t("%(name)s, version %(version)s", this.data.scorecard);
    }

    get failedText() {
        return _t("Nothing for the whole talk: %s", this.data.failed);
    }

    get openText() {
        return _t(
            "Still open: %s. Answer what is marked, or say that it does not apply.",
            this.model.open.length,
        );
    }

    get agreementText() {
        const { share, gap } = this.data.agreement;
        const format = (value) =>
            formatFloat(value, { digits: [16, 1], trailingZeros: false });
        return gap === null
            ? _t("Reviewers agree on %s % of the answers.", format(share))
            : _t(
                  "Reviewers agree on %(share)s % of the answers; their marks are %(gap)s points apart on average.",
                  { share: format(share), gap: format(gap) },
              );
    }

    get canReply() {
        const { is_own: isOwn, is_self: isSelf, state } = this.data;
        return isOwn && !isSelf && state === "done" && !this.data.acknowledged_at;
    }

    // -------------------------------------------------------------------------
    // Marks
    // -------------------------------------------------------------------------

    /** Note an answer; by the keyboard, go on to the next question. */
    async onAnswer(key, answer, isKey) {
        if (isKey && answer) {
            this.move(key, 1);
        }
        await this.model.answer(key, answer);
    }

    /** Go to the question before or after one. */
    move(key, step) {
        const keys = this.data.questions.map((one) => one.key);
        this.ui.focus = keys[keys.indexOf(key) + step] || "";
    }

    onComment(ev) {
        this.model.type(COMMENT, ev.target.value);
    }

    async finish() {
        if (await this.model.finish()) {
            await this.props.onChanged();
        } else if (this.model.open.length) {
            this.ui.focus = this.model.open[0];
        }
    }

    async reopen() {
        if (await this.model.reopen()) {
            await this.props.onChanged();
        }
    }

    async acknowledge() {
        if (await this.model.acknowledge(this.reply.el.value)) {
            await this.props.onChanged();
        }
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey) && this.data.can_edit) {
            ev.preventDefault();
            this.finish();
        }
    }
}
