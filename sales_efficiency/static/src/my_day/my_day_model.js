import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { BOARD_CHANGED } from "../wall_board/wall_model";

/** Told by Odoo when an activity of one's own came or went. */
export const ACTIVITY_CHANGED = "mail.activity/updated";
/** Milliseconds. */
export const DEBOUNCE = 800;

/** Reads one person's day, and reads it again when something may have changed. */
export class MyDayModel {
    /**
     * @param {Object} params
     * @param {Object} params.orm the orm service
     * @param {Object} params.bus the bus service
     */
    constructor({ orm, bus }) {
        this.orm = orm;
        this.bus = bus;
        this.state = reactive({ day: null, userId: null, date: null });
        this.onChanged = () => this.notify();
        this.onFocus = () => this.notify();
    }

    start() {
        this.bus.addChannel(BOARD_CHANGED);
        this.bus.subscribe(BOARD_CHANGED, this.onChanged);
        this.bus.subscribe(ACTIVITY_CHANGED, this.onChanged);
        browser.addEventListener("focus", this.onFocus);
    }

    stop() {
        this.stopped = true;
        browser.clearTimeout(this.timer);
        this.bus.unsubscribe(BOARD_CHANGED, this.onChanged);
        this.bus.unsubscribe(ACTIVITY_CHANGED, this.onChanged);
        this.bus.deleteChannel(BOARD_CHANGED);
        browser.removeEventListener("focus", this.onFocus);
    }

    /** Read again soon; many changes in a row are one. */
    notify() {
        this.timer ??= browser.setTimeout(() => {
            this.timer = null;
            if (!this.stopped) {
                this.load();
            }
        }, DEBOUNCE);
    }

    /** The latest question has the say, in whatever order answers come. */
    async load() {
        const { date, userId } = this.state;
        const question = (this.question = Symbol("question"));
        const day = await this.orm.silent.call("sales.my.day", "get_my_day", [
            date,
            userId,
        ]);
        if (question === this.question) {
            this.state.day = day;
        }
    }

    /** Look at the day of somebody else, or at the own one again. */
    async look(userId) {
        this.state.userId = userId;
        await this.load();
    }

    async markDone(line) {
        if (line.can_hold) {
            await this.orm.call("calendar.event", "action_sales_held", [[line.res_id]]);
        } else {
            await this.orm.call("mail.activity", "action_feedback", [
                [line.activity_id],
            ]);
        }
        await this.load();
    }

    /**
     * @param {Object} line
     * @param {"tomorrow"|"working_day"} until
     */
    async snooze(line, until) {
        await this.orm.call("sales.my.day", "snooze", [line.activity_id, until]);
        await this.load();
    }
}
