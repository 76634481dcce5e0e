import { Component, onWillStart, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FunnelModel } from "./funnel_model";
import { FunnelSegments } from "./funnel_segments/funnel_segments";
import { FunnelSides } from "./funnel_sides/funnel_sides";
import { FunnelSummary } from "./funnel_summary/funnel_summary";
import { FunnelTable } from "./funnel_table/funnel_table";

const { DateTime } = luxon;

/** Periods to choose from: `[name, (today) => [first day, last day]]`. */
const PERIODS = [
    [_t("Last 30 days"), (today) => [today.minus({ days: 29 }), today]],
    [_t("Last 90 days"), (today) => [today.minus({ days: 89 }), today]],
    [_t("Last 12 months"), (today) => [today.minus({ years: 1, days: -1 }), today]],
    [_t("This month"), (today) => [today.startOf("month"), today]],
    [
        _t("Last month"),
        (today) => [
            today.minus({ months: 1 }).startOf("month"),
            today.minus({ months: 1 }).endOf("month"),
        ],
    ],
    [_t("This quarter"), (today) => [today.startOf("quarter"), today]],
    [_t("This year"), (today) => [today.startOf("year"), today]],
];

/** How far deals get, stage by stage, and where they are lost. */
export class FunnelScreen extends Component {
    static template = "sales_efficiency.FunnelScreen";
    static components = {
        DateTimeInput,
        Dropdown,
        DropdownItem,
        FunnelSegments,
        FunnelSides,
        FunnelSummary,
        FunnelTable,
        Layout,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.model = new FunnelModel({
            orm: useService("orm"),
            saved: this.props.state,
            funnelId: this.props.action.params?.funnel_id,
        });
        this.state = useState(this.model.state);
        this.periods = PERIODS;
        this.comparisons = [
            ["before", _t("Period before")],
            ["year", _t("A year before")],
        ];
        useSetupAction({ getLocalState: () => this.model.save() });
        onWillStart(() => this.model.start());
    }

    get picture() {
        return this.state.picture;
    }

    get cohorts() {
        return Object.entries(this.picture.funnel.cohorts);
    }

    get team() {
        return this.getChoice("teams", "team_id");
    }

    get person() {
        return this.getChoice("people", "user_id");
    }

    getChoice(list, name) {
        const id = this.state.options[name];
        return this.state.choices[list].find((one) => one.id === id)?.name;
    }

    getDay(name) {
        return deserializeDate(this.picture[name]);
    }

    choosePeriod(getDays) {
        const [first, last] = getDays(DateTime.local());
        return this.model.choose({
            date_from: serializeDate(first),
            date_to: serializeDate(last),
        });
    }

    /** A first day after the last one is no period: the other one moves along. */
    chooseDay(name, day) {
        if (!day) {
            return;
        }
        const days = {
            date_from: this.picture.date_from,
            date_to: this.picture.date_to,
        };
        days[name] = serializeDate(day);
        if (days.date_from > days.date_to) {
            days.date_from = days.date_to = days[name];
        }
        return this.model.choose(days);
    }

    /**
     * Open the deals behind a figure.
     *
     * @param {string} name
     * @param {Array} domain on `sales.funnel.report`
     */
    openDeals(name, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "sales.funnel.report",
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "pivot"],
                [false, "graph"],
            ],
            domain,
        });
    }

    openFunnel() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sales.funnel",
            res_id: this.picture.funnel.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("sales_efficiency.funnel", FunnelScreen);
