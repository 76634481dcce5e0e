import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatWall } from "../wall_format";

/** Deals that were closed today, the latest first. */
export class WallClosed extends Component {
    static template = "sales_efficiency.WallClosed";
    static props = {
        rows: { type: Array },
        limit: { type: Number },
        unit: { type: String },
        currencyId: { type: Number },
    };

    get shown() {
        return this.props.rows.slice(0, this.props.limit);
    }

    get more() {
        return this.props.rows.length - this.shown.length;
    }

    get moreText() {
        return _t("and %(count)s more", { count: this.more });
    }

    format(value) {
        return formatWall(value, this.props.unit, this.props.currencyId);
    }
}
