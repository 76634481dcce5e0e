import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { PaceBar } from "@sales_efficiency/fields/pace_bar/pace_bar";
import { SLIDES } from "@sales_efficiency/wall_board/slides/slides";
import { PAGE_ROWS } from "@sales_efficiency/wall_board/wall_rotation";

/** So few rows that they can be large. */
const FEW = 4;

/** Heads by the calls they have listened to, of those drawn for them. */
export class ListeningSlide extends Component {
    static template = "sales_efficiency_telephony.ListeningSlide";
    static components = { PaceBar };
    static props = { step: Object, board: Object, unit: String };

    get isFew() {
        return this.props.step.pages === 1 && this.props.step.rows.length <= FEW;
    }

    style(row) {
        if (row.overdue) {
            return "bad";
        }
        return row.open ? "fair" : "good";
    }

    text(row) {
        return _t("%(done)s of %(total)s", row);
    }

    note(row) {
        if (row.overdue) {
            return _t("overdue: %s", row.overdue);
        }
        return row.open ? _t("to listen to: %s", row.open) : _t("all done");
    }
}

SLIDES.listening = ListeningSlide;
PAGE_ROWS.listening = 6;
