import { Component } from "@odoo/owl";
import { formatMetric } from "../../fields/metric_format";

/** What each product group takes of the work beside what it brings of the money. */
export class SizeEffort extends Component {
    static template = "sales_efficiency.SizeEffort";
    static props = { effort: Object, currencyId: Number, open: Function };

    money(value) {
        return formatMetric(value, "money", this.props.currencyId);
    }

    percent(share) {
        return formatMetric(share === null ? null : Math.round(share), "percent");
    }

    width(share) {
        return `width: ${share || 0}%`;
    }
}
