import { Component, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric } from "../metric_format";

/** How much of each step is left, in words; calls are said by the day. */
const COUNTS = {
    deals: (count) => (count === 1 ? _t("1 deal") : _t("%s deals", write(count))),
    offers: (count) => (count === 1 ? _t("1 offer") : _t("%s offers", write(count))),
    meetings: (count) =>
        count === 1 ? _t("1 meeting") : _t("%s meetings", write(count)),
    calls: (count) => (count === 1 ? _t("1 call") : _t("%s calls", write(count))),
};
/** What became of what: the step counted from, then the step. */
const RATES = {
    "deals offers": (values) => _t("Own: %(part)s deals of %(whole)s offers.", values),
    "deals meetings": (values) =>
        _t("Own: %(part)s deals of %(whole)s meetings.", values),
    "deals calls": (values) => _t("Own: %(part)s deals of %(whole)s calls.", values),
    "offers meetings": (values) =>
        _t("Own: %(part)s offers of %(whole)s meetings.", values),
    "offers calls": (values) => _t("Own: %(part)s offers of %(whole)s calls.", values),
    "meetings calls": (values) =>
        _t("Own: %(part)s meetings of %(whole)s calls.", values),
};
const UNKNOWN = {
    deals: _t("No deals in the last 180 days."),
    offers: _t("No offers in the last 180 days: left out."),
    meetings: _t("No meetings in the last 180 days: left out."),
    calls: _t("No calls in the last 180 days: left out."),
};

function write(number) {
    return formatFloat(number, { digits: [16, Number.isInteger(number) ? 0 : 1] });
}

function writePercent(rate) {
    const digits = rate < 0.1 ? 1 : 0;
    return _t("%(number)s %", {
        number: formatFloat(100 * rate, { digits: [16, digits] }),
    });
}

/** What is left to do to reach the plan, and what it is worked out from. */
export class PaceBackwardField extends Component {
    static template = "sales_efficiency.PaceBackwardField";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ isOpen: false });
    }

    get plan() {
        return this.props.record.data[this.props.name]?.backward;
    }

    get known() {
        return this.plan.steps.filter((step) => step.needed !== null);
    }

    get isQuiet() {
        return this.plan.state !== "behind";
    }

    get text() {
        if (this.plan.state === "reached") {
            return _t("Plan reached");
        }
        if (!this.known.length) {
            return _t("To be on plan: no deals in the last 180 days to reckon from");
        }
        const values = {
            list: this.known.map((step) => this.say(step)).join(" · "),
            day: formatDate(deserializeDate(this.plan.until), { format: "d MMMM" }),
        };
        return this.isQuiet
            ? _t("On pace. To be on plan: %(list)s until %(day)s", values)
            : _t("To be on plan: %(list)s until %(day)s", values);
    }

    say(step) {
        if (step.name === "calls" && step.per_day !== null) {
            return step.per_day === 1
                ? _t("1 call a day")
                : _t("%s calls a day", write(step.per_day));
        }
        return COUNTS[step.name](step.needed);
    }

    get details() {
        return this.plan.steps.map((step) => ({
            name: step.name,
            title: step.needed === null ? "" : this.getTitle(step),
            text: step.needed === null ? this.getUnknown(step) : this.explain(step),
        }));
    }

    getTitle(step) {
        const count = COUNTS[step.name](step.needed);
        return step.per_day
            ? _t("%(count)s, %(number)s a day", { count, number: write(step.per_day) })
            : count;
    }

    getUnknown(step) {
        return step.reason === "no_deals" ? UNKNOWN.deals : UNKNOWN[step.name];
    }

    explain(step) {
        const isMoney = step.source === "money";
        const format = isMoney ? (value) => this.formatMoney(value) : writePercent;
        const rates = _t("Team %(team)s, used %(used)s.", {
            team: format(step.team_rate),
            used: format(step.rate),
        });
        if (!step.own_whole) {
            return _t("Nothing of the own to go by. %s", rates);
        }
        const own = isMoney
            ? _t("Own average deal: %(average)s of %(whole)s deals.", {
                  average: this.formatMoney(step.own_part / step.own_whole),
                  whole: write(step.own_whole),
              })
            : RATES[`${step.source} ${step.name}`]({
                  part: write(step.own_part),
                  whole: write(step.own_whole),
              });
        return `${own} ${rates}`;
    }

    formatMoney(value) {
        return formatMetric(value, "money", this.props.record.data.currency_id?.id);
    }

    toggle() {
        this.state.isOpen = !this.state.isOpen;
    }
}

registry.category("fields").add("pace_backward", {
    component: PaceBackwardField,
    displayName: _t("What is left to do"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "currency_id", type: "many2one", relation: "res.currency" },
    ],
});
