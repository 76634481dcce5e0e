import { Component, useState } from "@odoo/owl";
import { formatMetric } from "../../fields/metric_format";

/** The segments of the funnel, one row each, to be put side by side. */
export class FunnelSegments extends Component {
    static template = "sales_efficiency.FunnelSegments";
    static props = { model: Object, openDeals: Function };

    setup() {
        this.state = useState(this.props.model.state);
    }

    get segments() {
        return this.props.model.segments;
    }

    getWeakest(column) {
        return this.state.picture.stages[column.weakest]?.name || "–";
    }

    format(value, unit = "count") {
        return formatMetric(value, unit, this.state.picture.currency_id);
    }

    /** Put two segments beside each other, or one beside all deals. */
    compare(column) {
        const { model } = this.props;
        const [first] = this.state.keys;
        const others = this.segments.map((one) => one.key);
        if (others.includes(first) && first !== column.key) {
            model.show(1, column.key);
        } else {
            model.show(0, column.key);
            model.show(1, "all");
        }
    }

    open(column, part) {
        this.props.openDeals(column.name, [...column.domain, [part, "=", 1]]);
    }
}
