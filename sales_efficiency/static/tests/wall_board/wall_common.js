import { beforeEach } from "@odoo/hoot";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { EventBus } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { currencies } from "@web/core/currency";
import { localization } from "@web/core/l10n/localization";
import { WallBoard } from "@sales_efficiency/wall_board/wall_board";
import { BOARD_CHANGED, WallModel } from "@sales_efficiency/wall_board/wall_model";

export const EUR = 1;

/** A bus in the page: tests say what happens on it. */
class FakeBus extends EventBus {
    handlers = new Map();
    channels = [];
    subscribe(type, handler) {
        this.handlers.set(type, handler);
    }
    unsubscribe(type) {
        this.handlers.delete(type);
    }
    addChannel(channel) {
        this.channels.push(channel);
    }
    deleteChannel(channel) {
        this.channels = this.channels.filter((one) => one !== channel);
    }
    tell(payload) {
        this.handlers.get(BOARD_CHANGED)?.(payload);
    }
}

export function person(id, pace, extra = {}) {
    return {
        id,
        place: id,
        name: `Person ${id}`,
        avatar: "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        status: pace >= 105 ? "ahead" : pace >= 95 ? "on_pace" : "far_behind",
        pace,
        plan: 1000,
        fact: 5 * pace,
        expected: 500,
        gap: 5 * pace - 500,
        leave_until: null,
        ...extra,
    };
}

export function wall(values = {}) {
    return {
        board: {
            id: 1,
            name: "Sales Room",
            company: "Efficient",
            company_id: 7,
            currency_id: EUR,
            theme: "dark",
            zone: "Europe/Brussels",
        },
        now: new Date(Date.now()).toISOString(),
        period: { type: "month", name: "October 2025" },
        date: "2025-10-15",
        working_day: 11,
        working_days: 23,
        metric: { name: "Revenue", unit: "money" },
        total: {
            ...person(1, 96),
            label: "Department",
            plan: 897000,
            fact: 412300,
            gap: -16700,
        },
        today: { needed: 23900, done: 15100 },
        norms: [{ name: "Calls", unit: "count", done: 187, norm: 240, share: 77.92 }],
        closed: [{ user: "Person 1", client: "Isdom", amount: 4821 }],
        slides: [
            {
                id: 1,
                type: "pace",
                title: "Pace",
                seconds: 30,
                rows: [1, 2, 3].map((id) => person(id, 130 - id * 20)),
            },
            { id: 2, type: "text", title: "Contest", seconds: 10, text: "A day off" },
        ],
        ...values,
    };
}

/**
 * Prepare a screen before each test of a file.
 *
 * @returns {Object} its `model` and `bus`, how often it `asked`, and `answers`, what it
 *  gets, to be replaced by tests
 */
export function useWall() {
    const screen = {};
    defineMailModels();
    beforeEach(() => {
        mockDate("2025-10-15T12:32:00", +0);
        patchWithCleanup(currencies, {
            [EUR]: { symbol: "€", position: "before", digits: [69, 2] },
        });
        patchWithCleanup(localization, {
            decimalPoint: ".",
            thousandsSep: ",",
            grouping: [3, 0],
        });
        screen.asked = 0;
        screen.answers = () => wall();
        screen.bus = new FakeBus();
        screen.model = new WallModel({
            load: async () => {
                screen.asked++;
                return screen.answers();
            },
            bus: screen.bus,
            channel: "the channel",
        });
    });
    return screen;
}

export async function mountWall({ model }, props = {}) {
    await mountWithCleanup(WallBoard, { props: { model, ...props } });
    await animationFrame();
}
