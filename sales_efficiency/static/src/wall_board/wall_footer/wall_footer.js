import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

/** More steps than this are counted instead of drawn as dots. */
const DOTS = 16;

/** Which slide is on, whose screen it is, the time there, and whether figures are fresh. */
export class WallFooter extends Component {
    static template = "sales_efficiency.WallFooter";
    static props = {
        data: { type: [Object, { value: null }] },
        status: { type: String },
        loadedAt: { type: [Number, { value: null }] },
        clockOffset: { type: Number },
        steps: { type: Number },
        index: { type: Number },
        paused: { type: Boolean },
    };

    setup() {
        this.state = useState({ now: Date.now() });
        onMounted(() => {
            this.ticker = browser.setInterval(
                () => (this.state.now = Date.now()),
                1000,
            );
        });
        onWillUnmount(() => browser.clearInterval(this.ticker));
    }

    get hasDots() {
        return this.props.steps > 1 && this.props.steps <= DOTS;
    }

    get position() {
        return _t("%(number)s of %(total)s", {
            number: this.props.index + 1,
            total: this.props.steps,
        });
    }

    /** A moment of this device, as the company's clock shows it. */
    local(moment) {
        const zone = this.props.data?.board?.zone;
        const time = luxon.DateTime.fromMillis(moment + this.props.clockOffset);
        return zone ? time.setZone(zone) : time;
    }

    formatTime(moment) {
        return this.local(moment).toLocaleString({
            hour: "2-digit",
            minute: "2-digit",
        });
    }

    get clock() {
        const day = this.local(this.state.now).toLocaleString({
            weekday: "long",
            day: "numeric",
            month: "long",
        });
        return _t("%(day)s, %(time)s", { day, time: this.formatTime(this.state.now) });
    }

    get isLive() {
        return this.props.status === "live";
    }

    get statusText() {
        if (this.isLive) {
            return _t("live");
        }
        if (this.props.status === "lost") {
            return _t("connection lost, showing %(time)s", {
                time: this.formatTime(this.props.loadedAt),
            });
        }
        return this.props.status === "unreachable" ? _t("connection lost") : "";
    }
}
