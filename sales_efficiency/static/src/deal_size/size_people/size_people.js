import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatMetric } from "../../fields/metric_format";

/** What `judge` in `tools/deal_size.py` answers: a word, a sign and a colour. */
export const VERDICTS = {
    lower: { name: _t("Holds back"), icon: "fa-arrow-down", color: "bad" },
    even: { name: _t("As the team"), icon: "fa-minus", color: "none" },
    higher: { name: _t("Goes beyond"), icon: "fa-arrow-up", color: "good" },
    few: { name: _t("Too few to tell"), icon: "fa-ellipsis-h", color: "none" },
};

/** Everybody's sizes, who holds back most first. */
export class SizePeople extends Component {
    static template = "sales_efficiency.SizePeople";
    static props = {
        people: Array,
        userId: { type: [Number, { value: null }] },
        currencyId: Number,
        look: Function,
    };

    setup() {
        this.verdicts = VERDICTS;
    }

    money(value) {
        return formatMetric(value, "money", this.props.currencyId);
    }

    number(value) {
        return formatMetric(value, "count");
    }

    percent(share) {
        return formatMetric(share === null ? null : Math.round(share), "percent");
    }

    share(row) {
        return row.above === null ? null : (100 * row.above) / row.offers;
    }
}
