import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CallHeatMapModel } from "./call_heat_map_model";

const { Info } = luxon;

/** Keys that lead from cell to cell: [hours, days], days as they are read. */
const STEPS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
};

/** When clients call: hours by weekdays, as dark as there is much of it. */
export class CallHeatMap extends Component {
    static template = "sales_efficiency_telephony.CallHeatMap";
    static components = { DateTimeInput, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.ui = useService("ui");
        this.table = useRef("table");
        this.model = new CallHeatMapModel({
            orm: useService("orm"),
            saved: this.props.state,
        });
        this.state = useState(this.model.state);
        this.place = useState({ weekday: null, hour: null });
        useSetupAction({ getLocalState: () => this.model.save() });
        onWillStart(() => this.model.start());
    }

    get map() {
        return this.state.map;
    }

    get isEmpty() {
        return !this.map.cells.length;
    }

    get label() {
        return this.map.measures.find((one) => one.name === this.map.measure).label;
    }

    get captionText() {
        return _t("%(measure)s by hour and weekday, on the clock of the team", {
            measure: this.label,
        });
    }

    /** Seven whole names have no room on a phone. */
    getName(weekday) {
        return this.ui.isSmall ? Info.weekdays("short")[weekday.key - 1] : weekday.name;
    }

    getDay(name) {
        return deserializeDate(this.map[name]);
    }

    /** A first day after the last one is no period: the other one moves along. */
    chooseDay(name, day) {
        if (!day) {
            return;
        }
        const days = { date_from: this.map.date_from, date_to: this.map.date_to };
        days[name] = serializeDate(day);
        if (days.date_from > days.date_to) {
            days.date_from = days.date_to = days[name];
        }
        return this.model.choose(days);
    }

    /** Look at the calls of a team or a person; 0: of all. */
    chooseWhose(name, id) {
        return this.model.choose({ [name]: Number(id) });
    }

    format(value) {
        if (value === null || value === undefined || value === false) {
            return "–";
        }
        const isWhole = Number.isInteger(value) || value >= 100;
        const text = formatFloat(value, { digits: [16, isWhole ? 0 : 1] });
        return this.map.unit === "percent"
            ? _t("%(number)s %", { number: text })
            : text;
    }

    formatHour(hour) {
        return _t("%(hour)s:00", { hour: String(hour).padStart(2, "0") });
    }

    /** What a reader who sees no colours hears. */
    describe(weekday, hour, cell) {
        const told = {
            day: weekday.name,
            hour: this.formatHour(hour),
            value: this.format(cell.value),
            measure: this.label,
            count: cell.count,
        };
        return ["percent", "seconds"].includes(this.map.unit)
            ? _t("%(day)s, %(hour)s: %(value)s (%(measure)s), of %(count)s", told)
            : _t("%(day)s, %(hour)s: %(value)s (%(measure)s)", told);
    }

    /** One cell can be reached by the tab key, the others from there by the arrows. */
    isReachable(weekday, hour) {
        const { place } = this;
        if (this.model.getCell(place.weekday, place.hour)) {
            return place.weekday === weekday && place.hour === hour;
        }
        const [first] = this.buttons;
        return first.weekday === weekday && first.hour === hour;
    }

    /** Cells with something in them, hour by hour. */
    get buttons() {
        return this.model.hours.flatMap((hour) =>
            this.map.weekdays
                .map(({ key }) => this.model.getCell(key, hour))
                .filter(Boolean),
        );
    }

    onKeydown(ev, cell) {
        if (!(ev.key in STEPS)) {
            return;
        }
        ev.preventDefault();
        const turn = localization.direction === "rtl" ? -1 : 1;
        const [down, step] = STEPS[ev.key];
        const along = step * turn;
        let { weekday, hour } = cell;
        const { hours } = this.model;
        do {
            weekday += along;
            hour += down;
            if (this.model.getCell(weekday, hour)) {
                Object.assign(this.place, { weekday, hour });
                this.table.el.querySelector(`[data-cell="${weekday}-${hour}"]`).focus();
                return;
            }
        } while (weekday >= 1 && weekday <= 7 && hours.includes(hour));
    }

    /**
     * Open the calls behind a cell.
     *
     * @param {Object} weekday
     * @param {number} hour
     * @param {Object} cell
     */
    open(weekday, hour, cell) {
        Object.assign(this.place, { weekday: weekday.key, hour });
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("%(day)s, %(hour)s", {
                day: weekday.name,
                hour: this.formatHour(hour),
            }),
            res_model: this.map.model,
            views: [
                [false, "list"],
                [false, "pivot"],
                [false, "graph"],
            ],
            domain: this.model.getDomain(cell),
        });
    }
}

registry
    .category("actions")
    .add("sales_efficiency_telephony.call_heat_map", CallHeatMap);
