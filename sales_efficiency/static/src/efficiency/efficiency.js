import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useOpenFacts } from "../fields/open_facts";
import { FactorTable } from "./factor_table/factor_table";
import { formatChange, formatFactor, getStyle } from "./factor_format";
import { Waterfall } from "./waterfall/waterfall";

/** Periods to choose from, as `sales.efficiency.get_picture` names them. */
export const PERIODS = {
    last_month: _t("Last month"),
    this_month: _t("This month so far"),
    quarter: _t("Last 3 months"),
    year: _t("Last 12 months"),
    days: _t("Any two periods"),
};

/** Salespeople x meetings of each x result of a meeting, in two periods. */
export class Efficiency extends Component {
    static template = "sales_efficiency.Efficiency";
    static components = { FactorTable, Layout, Waterfall };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.openFacts = useOpenFacts();
        this.periods = Object.entries(PERIODS);
        this.options = { period: "last_month", measure: "money" };
        this.state = useState({ picture: null });
        onWillStart(() => this.load());
    }

    /** The latest question has the say, in whatever order answers come. */
    async load(changes = {}) {
        const options = { ...this.options, ...changes };
        const question = (this.question = Symbol("question"));
        const picture = await this.orm.call("sales.efficiency", "get_picture", [
            options,
        ]);
        if (question === this.question) {
            this.options = options;
            this.state.picture = picture;
        }
    }

    get picture() {
        return this.state.picture;
    }

    get total() {
        return this.picture.total;
    }

    /** Whether there is anything to draw: a change from what to what. */
    get hasChange() {
        const { before, now, is_idle: isIdle } = this.total;
        return !isIdle && Boolean(before.value || now.value);
    }

    get isMoney() {
        return this.picture.measure === "money";
    }

    /** Which end of a period a day is. */
    getEdgeLabel(name) {
        return name.endsWith("_from") ? _t("From") : _t("To");
    }

    get periodText() {
        const [now, before] = [this.picture.now, this.picture.before].map((days) =>
            days.map((day) => formatDate(deserializeDate(day))),
        );
        return _t("%(from)s to %(to)s, beside %(before_from)s to %(before_to)s", {
            from: now[0],
            to: now[1],
            before_from: before[0],
            before_to: before[1],
        });
    }

    get factors() {
        const { before, now, parts } = this.total;
        const titles = {
            people: _t("Salespeople"),
            meetings: _t("Meetings of each"),
            result: this.isMoney
                ? _t("Revenue of a meeting")
                : _t("Deals of a meeting"),
        };
        const figures = {
            people: "people",
            meetings: "meetings_each",
            result: "result",
        };
        return Object.entries(figures).map(([id, name]) => ({
            id,
            title: titles[id],
            before: this.format(name, before[name]),
            now: this.format(name, now[name]),
            part: this.formatChange(parts[id]),
            style: this.total.is_idle ? "none" : getStyle(parts[id]),
        }));
    }

    format(figure, value) {
        return formatFactor(figure, value, this.picture);
    }

    formatChange(value) {
        return formatChange(value, this.total, this.picture);
    }

    setPeriod(period) {
        const { now, before } = this.picture;
        const days = {
            date_from: now[0],
            date_to: now[1],
            before_from: before[0],
            before_to: before[1],
        };
        return this.load({ period, ...(period === "days" ? days : {}) });
    }

    setDay(name, value) {
        return value ? this.load({ [name]: value }) : null;
    }

    setTeam(id) {
        return this.load({ team_id: Number(id) || false, user_id: false });
    }

    setUser(id) {
        return this.load({ user_id: Number(id) || false });
    }

    /** From a team to its people, from a person to the own factors. */
    look(line) {
        return this.picture.by_person ? this.setUser(line.id) : this.setTeam(line.id);
    }

    openLine(figure, line) {
        const owner = this.picture.by_person
            ? [this.picture.team_id || null, line.id]
            : [line.id, null];
        return this.open(figure, owner);
    }

    openTotal(figure) {
        const { team_id: team, user_id: user } = this.picture;
        return this.open(figure, [team || null, user || null]);
    }

    open(figure, owner) {
        return this.openFacts("sales.efficiency", "action_view_facts", [
            this.options,
            figure,
            ...owner,
        ]);
    }

    openMonths() {
        return this.action.doAction("sales_efficiency.sales_efficiency_report_action");
    }
}

registry.category("actions").add("sales_efficiency.efficiency", Efficiency);
