import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ScriptPanel } from "@sales_efficiency/script_panel/script_panel";
import { LIVE } from "../call_cards_model";

const FOLDED = "sales_efficiency_telephony.script_folded";

/** What the call is about: the client's open deals, and the script of the one it is. */
export class CallDeals extends Component {
    static template = "sales_efficiency_telephony.CallDeals";
    static components = { ScriptPanel };
    static props = { entry: Object, model: Object };

    setup() {
        this.action = useService("action");
        this.state = useState({
            isFolded: Boolean(browser.localStorage.getItem(FOLDED)),
            isOpenedAfter: false,
        });
    }

    /** A script is for the talk; after it one may still look it up. */
    get isScriptShown() {
        return LIVE.includes(this.data.place)
            ? !this.state.isFolded
            : this.state.isOpenedAfter;
    }

    get data() {
        return this.props.entry.data;
    }

    async choose(deal) {
        if (deal.id !== this.data.lead_id) {
            const { model, entry } = this.props;
            await model.act(entry, "choose_card_deal", deal.id);
        }
    }

    async makeDeal() {
        const { model, entry } = this.props;
        await model.act(entry, "make_card_deal");
    }

    open(deal) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            res_id: deal.id,
            views: [[false, "form"]],
        });
    }

    getAbout(deal) {
        return [deal.stage, deal.amount, deal.owner].filter(Boolean).join(" · ");
    }

    getOpenLabel(deal) {
        return _t("Open the deal %s", deal.name);
    }

    foldScript() {
        if (!LIVE.includes(this.data.place)) {
            this.state.isOpenedAfter = !this.state.isOpenedAfter;
            return;
        }
        this.state.isFolded = !this.state.isFolded;
        if (this.state.isFolded) {
            browser.localStorage.setItem(FOLDED, "1");
        } else {
            browser.localStorage.removeItem(FOLDED);
        }
    }

    /** An answer may have filled a field that the card shows. */
    async onAnswered() {
        await this.props.model.refresh(this.props.entry.id);
    }
}
