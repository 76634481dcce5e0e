import { Component, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { CallCard } from "./call_card";
import { CallClock } from "./call_clock/call_clock";
import { getWho, PLACES } from "./call_format";

/** Brings the focus to the card; it is never taken unasked. */
export const HOTKEY = "alt+shift+p";

/** The cards of calls over whatever screen is open; those folded away are pills. */
export class CallCards extends Component {
    static template = "sales_efficiency_telephony.CallCards";
    static components = { CallCard, CallClock };
    static props = {};

    setup() {
        this.root = useRef("root");
        this.model = useService("pbx_call_cards");
        this.state = useState(this.model.state);
        this.ui = useState(useService("ui"));
        useHotkey(HOTKEY, () => this.focusCard(), {
            global: true,
            bypassEditableProtection: true,
            isAvailable: () => this.state.cards.length > 0,
        });
    }

    get opened() {
        return this.state.cards.filter((card) => !card.isFolded);
    }

    get folded() {
        return this.state.cards.filter((card) => card.isFolded);
    }

    getElement(id) {
        return this.root.el.querySelector(`[data-call="${id}"]`);
    }

    getWho(card) {
        return getWho(card.data);
    }

    getPlace(card) {
        return PLACES[card.data.place];
    }

    /** Go to the card that is open, else open the latest one. */
    focusCard() {
        this.unfold(this.opened[0] || this.folded[0]);
    }

    unfold(card) {
        this.model.fold(card.id, false);
        this.focus(card);
    }

    /** Whoever was in the card goes on from its pill. */
    fold(card) {
        const isIn = this.getElement(card.id).contains(document.activeElement);
        this.model.fold(card.id);
        if (isIn) {
            this.focus(card);
        }
    }

    focus(card) {
        browser.requestAnimationFrame(() =>
            browser.requestAnimationFrame(() => this.getElement(card.id)?.focus()),
        );
    }
}

registry.category("main_components").add("pbx_call_cards", { Component: CallCards });
