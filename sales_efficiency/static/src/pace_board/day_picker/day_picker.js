import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Chooses the day the board is looked at, and says which working day that is. */
export class DayPicker extends Component {
    static template = "sales_efficiency.DayPicker";
    static components = { DateTimeInput };
    static props = { domain: { type: Array } };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ frame: null });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((nextProps) => this.load(nextProps));
    }

    get day() {
        return this.state.frame && deserializeDate(this.state.frame.date);
    }

    get caption() {
        const { working_day: day, working_days: days } = this.state.frame;
        return _t("working day %(day)s of %(days)s", { day, days });
    }

    async load({ domain }) {
        const chosen = domain.find((leaf) => Array.isArray(leaf) && leaf[0] === "date");
        this.state.frame = await this.orm.call("sales.board", "get_board_frame", [
            chosen ? chosen[2] : false,
        ]);
    }

    shift(days) {
        this.choose(this.day.plus({ days }));
    }

    /** Replace the facet of the day; the present day needs none. */
    choose(day) {
        const { searchModel } = this.env;
        for (const item of searchModel.getSearchItems((item) => item.isActive)) {
            if (item.isBoardDay) {
                searchModel.deactivateGroup(item.groupId);
            }
        }
        if (day && serializeDate(day) !== this.state.frame.today) {
            searchModel.createNewFilters([
                {
                    description: _t("As at %s", formatDate(day)),
                    domain: [["date", "=", serializeDate(day)]],
                    isBoardDay: true,
                },
            ]);
        }
    }
}
