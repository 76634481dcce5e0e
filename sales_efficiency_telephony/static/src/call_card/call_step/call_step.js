import { Component, useState } from "@odoo/owl";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/** What the talk came to, and what is done next. */
export class CallStep extends Component {
    static template = "sales_efficiency_telephony.CallStep";
    static props = { entry: Object, model: Object };

    setup() {
        const { activityTypes } = this.model.state;
        const call = activityTypes.find((kind) => kind.is_call) || activityTypes[0];
        this.state = useState({
            isOpen: false,
            typeId: call?.id,
            day: serializeDate(DateTime.local().plus({ days: 1 })),
            summary: "",
        });
    }

    get model() {
        return this.props.model;
    }

    get data() {
        return this.props.entry.data;
    }

    /** What can be chosen, and what was, though it can be no more. */
    get outcomes() {
        const { outcomes } = this.model.state;
        const chosen = this.data.outcome;
        return chosen && !outcomes.some(({ id }) => id === chosen.id)
            ? [...outcomes, chosen]
            : outcomes;
    }

    get canPlan() {
        return Boolean(this.data.lead_id || this.data.client);
    }

    get nextText() {
        const { name, day } = this.data.next_step;
        return _t("%(what)s, %(day)s", {
            what: name,
            day: formatDate(deserializeDate(day)),
        });
    }

    async setOutcome(outcome) {
        const id = outcome.id === this.data.outcome?.id ? false : outcome.id;
        await this.model.act(this.props.entry, "set_card_outcome", id);
    }

    onType(ev) {
        this.state.typeId = Number(ev.target.value);
    }

    async plan() {
        const { typeId, day, summary } = this.state;
        const isPlanned = await this.model.act(
            this.props.entry,
            "plan_card_step",
            typeId,
            day,
            summary,
        );
        if (isPlanned) {
            Object.assign(this.state, { isOpen: false, summary: "" });
        }
    }
}
