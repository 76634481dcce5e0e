import { Component, whenReady, xml } from "@odoo/owl";
import { mountComponent } from "@web/env";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";
import { WallBoard } from "../wall_board";
import { WallBusy, WallModel, WallRefused } from "../wall_model";

/** The wall screen without a login: it has its link and nothing else. */
export class WallPage extends Component {
    static template = xml`<WallBoard model="model"/>`;
    static components = { WallBoard };
    static props = {};

    setup() {
        this.model = new WallModel({
            load: () => this.load(),
            bus: useService("bus_service"),
            channel: session.sales_wall.channel,
        });
    }

    async load() {
        const response = await browser.fetch(session.sales_wall.data, {
            cache: "no-store",
        });
        if ([403, 404].includes(response.status)) {
            throw new WallRefused(
                _t(
                    "Its address is no longer valid: ask whoever looks after it for a new one.",
                ),
            );
        }
        if (response.status === 429) {
            throw new WallBusy(Number(response.headers.get("Retry-After")) || 0);
        }
        if (!response.ok) {
            throw new Error(`The server answered ${response.status}`);
        }
        return response.json();
    }
}

/** Milliseconds; many screens do not come back at the same moment as a new version. */
const RELOAD_WITHIN = 5 * 60 * 1000;

// The bus tells people by a notification to reload a page that has become too old for the
// server. Nobody stands at a wall to click on it: it reloads by itself.
registry.category("services").add("notification", {
    start() {
        const reload = () => browser.location.reload();
        return { add: () => browser.setTimeout(reload, Math.random() * RELOAD_WITHIN) };
    },
});

whenReady(() => mountComponent(WallPage, document.body));
