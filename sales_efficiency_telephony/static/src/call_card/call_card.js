import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { CallDeals } from "./call_deals/call_deals";
import { CallHead } from "./call_head/call_head";
import { CallHints } from "./call_hints/call_hints";
import { CallHistory } from "./call_history/call_history";
import { CallNoteField } from "./call_note_field/call_note_field";
import { CallStep } from "./call_step/call_step";
import { CallWho } from "./call_who/call_who";

/** All that is known of one call, and all that is to be noted of it. */
export class CallCard extends Component {
    static template = "sales_efficiency_telephony.CallCard";
    static components = {
        CallDeals,
        CallHead,
        CallHints,
        CallHistory,
        CallNoteField,
        CallStep,
        CallWho,
    };
    static props = { entry: Object, model: Object, onFold: Function };

    setup() {
        this.dialler = useService("pbx_dial");
        this.dialling = useState(this.dialler.state);
    }

    get entry() {
        return this.props.entry;
    }

    get data() {
        return this.entry.data;
    }

    get model() {
        return this.props.model;
    }

    get isUnknown() {
        return !this.data.client && this.data.can_write;
    }

    get hasDeals() {
        return Boolean(this.data.client || this.data.deals.length);
    }

    get canCallBack() {
        const { place, direction, number } = this.data;
        const isTried = place === "ended" && direction === "out";
        return this.dialler.canDial && number && (place === "missed" || isTried);
    }

    fold() {
        this.props.onFold(this.entry);
    }

    close() {
        this.model.close(this.entry.id);
    }

    async callBack() {
        await this.dialler.dial(this.data.number, "pbx.call", this.entry.id);
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && !ev.defaultPrevented) {
            ev.stopPropagation();
            this.fold();
        }
    }
}
