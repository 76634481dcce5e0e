import { Component } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatMetric } from "../../fields/metric_format";
import { PaceBackwardField } from "../../fields/pace_backward/pace_backward_field";
import { PaceBar } from "../../fields/pace_bar/pace_bar";
import { PaceNormsField } from "../../fields/pace_norms/pace_norms_field";
import { PaceStatusField, STATUS } from "../../fields/pace_status/pace_status_field";

/** Pace and norms beside the list, drawn by what draws the board's cards. */
export class MyDaySide extends Component {
    static template = "sales_efficiency.MyDaySide";
    static components = {
        PaceBackwardField,
        PaceBar,
        PaceNormsField,
        PaceStatusField,
    };
    static props = { day: { type: Object } };

    /** What fields of a card ask of their record. */
    get record() {
        const { card, pace, user, date, currency_id: currency } = this.props.day;
        return {
            data: {
                card,
                pace: pace?.pace,
                status: pace?.status || "no_plan",
                user_id: { id: user.id },
                date: deserializeDate(date),
                currency_id: { id: currency },
            },
        };
    }

    get style() {
        return STATUS[this.record.data.status].style;
    }

    get text() {
        const { pace, metric, currency_id: currency } = this.props.day;
        const format = (value) => formatMetric(value, metric.unit, currency);
        return _t("%(fact)s of %(plan)s", {
            fact: format(pace.fact),
            plan: format(pace.plan),
        });
    }
}
