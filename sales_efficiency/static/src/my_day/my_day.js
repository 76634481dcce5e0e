import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { MyDayLine } from "./my_day_line/my_day_line";
import { MyDayModel } from "./my_day_model";
import { MyDaySide } from "./my_day_side/my_day_side";

/** Kinds of lines in the order of `tools/urgency.py`, and what stands above them. */
export const GROUPS = {
    escalated: _t("Escalated to you"),
    overdue: _t("Overdue promises"),
    letter: _t("Unanswered letters"),
    response: _t("New leads"),
    meeting: _t("Meetings"),
    today: _t("For today"),
    no_next_step: _t("Deals without a next step"),
    quiet: _t("Quiet deals"),
    forgotten: _t("Clients out of touch"),
};

/** One list of what waits, most urgent first, beside the day's norms and the pace. */
export class MyDay extends Component {
    static template = "sales_efficiency.MyDay";
    static components = { Dropdown, DropdownItem, Layout, MyDayLine, MyDaySide };
    static props = { ...standardActionServiceProps };

    setup() {
        this.root = useRef("list");
        this.model = new MyDayModel({
            orm: useService("orm"),
            bus: useService("bus_service"),
        });
        this.state = useState(this.model.state);
        this.state.userId = this.props.action.params?.user_id || null;
        onWillStart(() => this.model.load());
        onMounted(() => this.model.start());
        onWillUnmount(() => this.model.stop());
    }

    get day() {
        return this.state.day;
    }

    get title() {
        return formatDate(deserializeDate(this.day.date), {
            format: "cccc, d LLLL",
        });
    }

    get groups() {
        return Object.entries(GROUPS)
            .map(([id, name]) => ({
                id,
                name,
                lines: this.day.lines.filter((line) => line.group === id),
            }))
            .filter((group) => group.lines.length);
    }

    /** Arrows go from line to line; letters are handled by the line itself. */
    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!step || ev.target.closest(".o-dropdown--menu, input")) {
            return;
        }
        const lines = [...this.root.el.querySelectorAll(".o_my_day_line")];
        const index = lines.indexOf(ev.target.closest(".o_my_day_line"));
        const next = lines[index + step];
        if (next) {
            ev.preventDefault();
            next.focus();
        }
    }
}

registry.category("actions").add("sales_efficiency.my_day", MyDay);
