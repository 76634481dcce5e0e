import { Component } from "@odoo/owl";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatLength } from "../call_format";

/** What was before: orders, calls, letters. */
export class CallHistory extends Component {
    static template = "sales_efficiency_telephony.CallHistory";
    static props = { data: Object };

    get data() {
        return this.props.data;
    }

    get isEmpty() {
        const { calls, messages, orders } = this.data;
        return !calls.length && !messages.length && !orders?.count;
    }

    get ordersText() {
        const { count, amounts } = this.data.orders;
        return _t("Orders: %(count)s, %(amount)s", {
            count,
            amount: amounts.join(", "),
        });
    }

    getWayIcon(call) {
        const way = call.direction === "out" ? "fa-arrow-up" : "fa-arrow-down";
        return call.is_reached ? way : `${way} o_pace_bad`;
    }

    getWayName(call) {
        return call.direction === "out" ? _t("Outgoing") : _t("Incoming");
    }

    getDay(moment) {
        return formatDate(deserializeDateTime(moment));
    }

    getAbout(call) {
        const length = call.is_reached
            ? formatLength(call.talk_seconds)
            : call.state_text;
        return [length, call.user, call.outcome].filter(Boolean).join(" · ");
    }
}
