import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";

/** Milliseconds without a key before clients are looked for. */
const PAUSE = 250;
const LIMIT = 6;

/** Who a number is: clients that have it to choose from, or one that is looked for. */
export class CallWho extends Component {
    static template = "sales_efficiency_telephony.CallWho";
    static props = { entry: Object, model: Object };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ text: "", clients: null });
    }

    get data() {
        return this.props.entry.data;
    }

    get clients() {
        return this.state.clients || this.data.candidates || [];
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.search(), PAUSE);
    }

    /** The latest question has the say. */
    async search() {
        const { text } = this.state;
        if (!text.trim()) {
            this.state.clients = null;
            return;
        }
        const found = await this.orm.silent.call("res.partner", "name_search", [], {
            name: text,
            limit: LIMIT,
        });
        if (text === this.state.text) {
            this.state.clients = found.map(([id, name]) => ({ id, name }));
        }
    }

    async link(client) {
        const { model, entry } = this.props;
        await model.act(entry, "link_card_client", client.id);
    }

    async makeDeal() {
        const { model, entry } = this.props;
        await model.act(entry, "make_card_deal");
    }
}
