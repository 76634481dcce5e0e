import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { CallClock } from "../call_clock/call_clock";
import { formatLength, getWho, isolate, PLACES } from "../call_format";

/** The top of a card: how the call stands, and who it is. */
export class CallHead extends Component {
    static template = "sales_efficiency_telephony.CallHead";
    static components = { CallClock };
    static props = {
        data: Object,
        ahead: Number,
        titleId: String,
        onFold: Function,
        onClose: Function,
    };

    setup() {
        this.action = useService("action");
    }

    get data() {
        return this.props.data;
    }

    get client() {
        return this.data.client;
    }

    get place() {
        return PLACES[this.data.place];
    }

    get who() {
        return getWho(this.data);
    }

    /** How a call ended that was not talked in, and how long the talk was. */
    get endText() {
        const { place, talk_seconds: seconds, state_text: state } = this.data;
        if (place !== "ended") {
            return "";
        }
        return seconds ? formatLength(seconds) : state;
    }

    get about() {
        return [this.client.function, this.client.company].filter(Boolean).join(" · ");
    }

    get way() {
        const { line, queue } = this.data;
        return [
            line && _t("on %s", isolate(line)),
            queue && _t("queue %s", queue),
        ].filter(Boolean);
    }

    get ownerText() {
        const { owner } = this.data;
        return owner.is_me ? _t("Your client") : _t("Client of %s", owner.name);
    }

    openClient() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: this.client.id,
            views: [[false, "form"]],
        });
    }
}
