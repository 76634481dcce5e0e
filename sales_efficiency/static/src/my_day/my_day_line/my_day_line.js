import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import {
    deserializeDate,
    deserializeDateTime,
    formatDate,
    formatDateTime,
} from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { useService } from "@web/core/utils/hooks";

/** One thing that waits, with what one can do about it at once. */
export class MyDayLine extends Component {
    static template = "sales_efficiency.MyDayLine";
    static components = { Dropdown, DropdownItem };
    static props = {
        line: { type: Object },
        model: { type: Object },
        today: { type: String },
        isOwn: { type: Boolean },
    };

    setup() {
        this.action = useService("action");
    }

    get line() {
        return this.props.line;
    }

    /** Whom it is about, said once. */
    get about() {
        const { name, client, place, person } = this.line;
        const parts = [name === this.line.title ? "" : name];
        if (client && !name?.includes(client)) {
            parts.push(client);
        }
        parts.push(place, person && _t("left by %s", person));
        return parts.filter(Boolean).join(" · ");
    }

    get when() {
        const { group, moment, hours, allday } = this.line;
        if (group === "meeting") {
            return allday
                ? _t("all day")
                : formatDateTime(deserializeDateTime(moment), {
                      format: localization.timeFormat.replace(":ss", ""),
                  });
        }
        if (group === "letter") {
            return _t("waits %s h", formatFloat(hours, { digits: [16, 1] }));
        }
        if (group === "response") {
            const due = deserializeDateTime(moment).toRelative();
            return this.line.is_late ? _t("was due %s", due) : _t("due %s", due);
        }
        if (moment.length > 10) {
            return _t("since %s", formatDate(deserializeDateTime(moment)));
        }
        return this.getLateness(deserializeDate(moment));
    }

    getLateness(day) {
        const days = Math.round(
            deserializeDate(this.props.today).diff(day, "days").days,
        );
        if (days <= 0) {
            return _t("today");
        }
        return days === 1 ? _t("yesterday") : _t("%s days ago", days);
    }

    get canDo() {
        const { activity_id: activity, can_hold: canHold } = this.line;
        return this.props.isOwn && Boolean(activity || canHold);
    }

    get canSnooze() {
        return this.props.isOwn && Boolean(this.line.activity_id);
    }

    get doneLabel() {
        return this.line.can_hold ? _t("Held") : _t("Done");
    }

    get phoneLink() {
        return this.line.phone && `tel:${this.line.phone.replace(/[^\d+]/g, "")}`;
    }

    /**
     * Call the line's number, by the link or its key; meant to be extended, where there
     * is another way to call than the computer's own.
     *
     * @param {Event} ev
     */
    call(ev) {
        if (ev.type !== "click") {
            window.open(this.phoneLink, "_self");
        }
    }

    open() {
        const { res_model: model, res_id: id, action } = this.line;
        if (action) {
            this.action.doAction(action);
        } else if (this.line.can_open) {
            this.action.doAction({
                type: "ir.actions.act_window",
                res_model: model,
                res_id: id,
                views: [[false, "form"]],
            });
        }
    }

    /** Write to the client on the record, and look at the day again after it. */
    write() {
        const { res_model: model, res_id: id, partner_id: partner } = this.line;
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Write"),
                res_model: "mail.compose.message",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_model: model,
                    default_res_ids: [id],
                    default_composition_mode: "comment",
                    default_partner_ids: partner ? [partner] : [],
                    default_subject:
                        this.line.group === "letter" ? this.line.title : "",
                },
            },
            { onClose: () => this.props.model.load() },
        );
    }

    get canWrite() {
        return this.line.can_open && Boolean(this.line.email);
    }

    onKeydown(ev) {
        // Buttons and menus inside have keys of their own.
        if (ev.target !== ev.currentTarget || ev.ctrlKey || ev.metaKey || ev.altKey) {
            return;
        }
        const acts = {
            Enter: () => this.open(),
            d: () => this.canDo && this.props.model.markDone(this.line),
            s: () => this.canSnooze && this.props.model.snooze(this.line, "tomorrow"),
            n: () =>
                this.canSnooze && this.props.model.snooze(this.line, "working_day"),
            w: () => this.canWrite && this.write(),
            c: () => this.phoneLink && this.call(ev),
        };
        if (acts[ev.key]) {
            ev.preventDefault();
            acts[ev.key]();
        }
    }
}
