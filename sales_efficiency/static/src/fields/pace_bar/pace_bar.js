import { Component } from "@odoo/owl";

/** A bar from nothing to the plan, filled up to the fact, with a tick where today should be. */
export class PaceBar extends Component {
    static template = "sales_efficiency.PaceBar";
    static props = {
        plan: { type: Number },
        fact: { type: Number },
        expected: { type: [Number, Boolean], optional: true },
        style: { type: String, optional: true },
        label: { type: String, optional: true },
    };

    get filled() {
        return this.share(this.props.fact);
    }

    get tick() {
        return this.share(this.props.expected || 0);
    }

    share(value) {
        if (!this.props.plan) {
            return 0;
        }
        return Math.max(0, Math.min(100, (value / this.props.plan) * 100));
    }
}
