import { Component, useState } from "@odoo/owl";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatMetric } from "../../fields/metric_format";

/** What became of the deals of the two columns, and which two these are. */
export class FunnelSummary extends Component {
    static template = "sales_efficiency.FunnelSummary";
    static props = { model: Object, openDeals: Function };

    setup() {
        this.state = useState(this.props.model.state);
    }

    /** @returns {Object[]} the two places, the second one perhaps empty */
    get places() {
        const { columns } = this.state.picture;
        return this.state.keys.map((key, place) => ({
            place,
            key,
            name: place ? _t("Second column") : _t("First column"),
            column: columns.find((column) => column.key === key),
        }));
    }

    get choices() {
        return this.state.picture.columns;
    }

    getDays(column) {
        const { before, date_from: first, date_to: last } = this.state.picture;
        const days = column.key === "before" ? before : [first, last];
        return days.map((day) => formatDate(deserializeDate(day))).join(" – ");
    }

    /** @returns {Object[]} the figures of a column, those of deals with what opens them */
    getFigures(column) {
        const { currency_id: currency } = this.state.picture;
        return [
            {
                id: "deals",
                name: _t("Deals"),
                text: formatMetric(column.deals, "count"),
            },
            {
                id: "won",
                name: _t("Won"),
                text: formatMetric(column.won, "count"),
                more: formatMetric(column.rate, "percent"),
                domain: [["won", "=", 1]],
            },
            {
                id: "lost",
                name: _t("Lost"),
                text: formatMetric(column.lost, "count"),
                domain: [["lost", "=", 1]],
            },
            {
                id: "open",
                name: _t("Open"),
                text: formatMetric(column.open, "count"),
                domain: [["open", "=", 1]],
            },
            {
                id: "days",
                name: _t("Days to win"),
                text: formatMetric(column.days_to_win, "count"),
                hint: _t("Half of the won deals took no longer."),
            },
            {
                id: "actual",
                name: _t("Brought"),
                text: formatMetric(column.actual, "money", currency),
                more: _t(
                    "expected %s",
                    formatMetric(column.expected, "money", currency),
                ),
                hint: _t(
                    "Confirmed orders of won deals without taxes; where there are none, " +
                        "what was expected. Beside it what was expected when they came in.",
                ),
            },
        ];
    }

    open(column, figure) {
        this.props.openDeals(`${column.name}: ${figure.name}`, [
            ...column.domain,
            ...figure.domain,
        ]);
    }
}
