import { Component } from "@odoo/owl";
import { formatChange, formatFactor, getStyle } from "../factor_format";

/** The same factors team by team, or person by person, worst change first. */
export class FactorTable extends Component {
    static template = "sales_efficiency.FactorTable";
    static props = {
        picture: { type: Object },
        onLook: { type: Function },
        onOpen: { type: Function },
    };

    /** Somebody's own line has nothing below it. */
    canLook(line) {
        return Boolean(line.id) && !this.props.picture.user_id;
    }

    format(figure, value) {
        return formatFactor(figure, value, this.props.picture);
    }

    formatChange(value, line) {
        return formatChange(value, line, this.props.picture);
    }

    getStyle(line) {
        return line.is_idle ? "none" : getStyle(line.change);
    }
}
