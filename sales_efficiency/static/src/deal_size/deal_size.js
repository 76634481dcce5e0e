import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { formatMetric } from "../fields/metric_format";
import { SizeClasses } from "./size_classes/size_classes";
import { SizeEffort } from "./size_effort/size_effort";
import { SizePeople } from "./size_people/size_people";

/** Periods that end today. */
export const PERIODS = {
    30: _t("30 days"),
    90: _t("90 days"),
    180: _t("Half a year"),
    365: _t("A year"),
};

/** How large deals are: one person beside the team, all people, and product groups. */
export class DealSize extends Component {
    static template = "sales_efficiency.DealSize";
    static components = { Layout, SizeClasses, SizeEffort, SizePeople };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.page = useRef("page");
        this.periods = PERIODS;
        const { user_id, team_id, kind } = this.props.action.params || {};
        this.state = useState({ data: null, days: 90 });
        this.options = { user_id, team_id, kind: kind || "offer", days: 90 };
        onWillStart(() => this.load({}));
    }

    get data() {
        return this.state.data;
    }

    /** The latest question has the say, in whatever order answers come. */
    async load(changes) {
        Object.assign(this.options, changes);
        const question = (this.question = Symbol("question"));
        const data = await this.orm.call("sales.deal.size", "get_deal_sizes", [
            this.options,
        ]);
        if (question === this.question) {
            this.state.data = data;
            this.state.days = this.options.days;
        }
    }

    /** The period as its option has it, empty where days were entered. */
    get chosenPeriod() {
        return String(this.state.days || "");
    }

    onPeriod(ev) {
        const days = Number(ev.target.value);
        return this.load({ days, date_from: null, date_to: null });
    }

    onDay(name, ev) {
        if (!ev.target.value) {
            return;
        }
        const { date_from, date_to } = this.data;
        const dates = { date_from, date_to, [name]: ev.target.value };
        if (dates.date_from > dates.date_to) {
            dates.date_from = dates.date_to = ev.target.value;
        }
        return this.load({ ...dates, days: null });
    }

    /** Whoever is chosen in the list below is shown above it. */
    async look(userId) {
        await this.load({ user_id: Number(userId) || null });
        this.page.el?.scrollIntoView({ block: "start" });
    }

    onTeam(ev) {
        return this.load({ team_id: Number(ev.target.value) || null, user_id: null });
    }

    money(value) {
        return formatMetric(value, "money", this.data.currency_id);
    }

    /** What stands in the tiles: a figure, what it means, and the team's beside it. */
    get tiles() {
        const { figures, others, kind } = this.data;
        const beside = (name) =>
            others
                ? _t("Team: %s", this.money(others[name]))
                : this.data.user
                  ? _t("No team to compare with")
                  : "";
        return [
            {
                name: kind === "order" ? _t("Average Order") : _t("Average Offer"),
                value: this.money(figures.average),
                note: beside("average"),
            },
            {
                name: _t("Median"),
                value: this.money(figures.median),
                note: beside("median"),
                title: _t("Half of them are larger."),
            },
            {
                name: _t("Largest"),
                value: this.money(figures.largest),
                note: others && !("largest" in others) ? "" : beside("largest"),
            },
            {
                name: _t("Items per Order"),
                value: formatMetric(figures.items, "count"),
                note: _t("%(orders)s orders of %(offers)s offers", figures),
            },
            ...this.thresholdTiles,
        ];
    }

    get thresholdTiles() {
        const { figures, user } = this.data;
        const row = user && this.data.people.find((one) => one.id === user.id);
        const tiles = [
            {
                name: _t("Threshold"),
                value: this.money(figures.threshold),
                title: _t("Nine of ten offers stay at or below it."),
                note:
                    figures.threshold === null
                        ? _t("%s offers are needed", this.data.least)
                        : _t("%(above)s of %(offers)s offers were larger", figures),
            },
        ];
        if (row) {
            tiles.push({
                name: _t("Team Above It"),
                value: formatMetric(row.others_share, "percent"),
                title: _t("Share of the team's offers above the person's threshold."),
                note:
                    row.others_share === null
                        ? _t("No team to compare with")
                        : row.others_count
                          ? _t("of %s offers", row.others_count)
                          : "",
            });
            tiles.push({
                name: _t("Above the Former One"),
                value: formatMetric(figures.former_share, "percent"),
                title: _t("Offers above the threshold of the period before."),
                note:
                    figures.former_threshold === null
                        ? _t("Too few offers before")
                        : _t("It was %s", this.money(figures.former_threshold)),
            });
        }
        return tiles;
    }

    /** Open the offers or orders of a class, or all of them. */
    openOffers(size = null) {
        const domain = [...this.data.domain];
        if (this.data.kind === "order") {
            domain.push(["won", "=", 1]);
        }
        if (size && size !== this.data.classes[0]) {
            domain.push(["amount", ">=", size.from]);
        }
        if (size && size.to !== null) {
            domain.push(["amount", "<", size.to]);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: this.data.kind === "order" ? _t("Orders") : _t("Offers"),
            res_model: "sales.offer.report",
            views: ["list", "kanban", "pivot", "graph"].map((view) => [false, view]),
            domain,
            context: this.data.context,
        });
    }

    openEffort(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Effort and Result"),
            res_model: "sales.effort.report",
            views: ["list", "pivot", "graph"].map((view) => [false, view]),
            domain: [...this.data.effort.domain, ["product_categ_id", "=", row.id]],
        });
    }
}

registry.category("actions").add("sales_efficiency.deal_size", DealSize);
