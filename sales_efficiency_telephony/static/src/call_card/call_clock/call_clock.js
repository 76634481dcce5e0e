import { Component, onMounted, onWillUnmount, useState, xml } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { formatLength } from "../call_format";

/** How long something has been going on. */
export class CallClock extends Component {
    static template = xml`<span class="o_call_clock" role="timer" t-out="text" />`;
    static props = {
        since: String,
        /** Seconds the server's clock is ahead. */
        ahead: Number,
    };

    setup() {
        this.state = useState({ now: Date.now() });
        onMounted(() => {
            this.timer = browser.setInterval(() => {
                this.state.now = Date.now();
            }, 1000);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get text() {
        const begun = deserializeDateTime(this.props.since).toMillis();
        return formatLength((this.state.now - begun) / 1000 + this.props.ahead);
    }
}
