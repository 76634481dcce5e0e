import { expect, test, describe, beforeEach, getFixture } from "@odoo/hoot";
import { keyDown, press, queryAllTexts, queryOne, queryText } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import { EventBus } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { currencies } from "@web/core/currency";
import { localization } from "@web/core/l10n/localization";
import { WallBoard } from "@sales_efficiency/wall_board/wall_board";
import { formatPercent } from "@sales_efficiency/fields/metric_format";
import { formatGap, formatWall } from "@sales_efficiency/wall_board/wall_format";
import {
    BOARD_CHANGED,
    DEBOUNCE,
    FIRST_RETRY,
    REGULAR,
    REGULAR_WITHOUT_BUS,
    WallModel,
    WallRefused,
} from "@sales_efficiency/wall_board/wall_model";
import { makeSteps } from "@sales_efficiency/wall_board/wall_rotation";

describe.current.tags("desktop");
defineMailModels();

const EUR = 1;
let answers, asked, bus, model;

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

function person(id, pace, extra = {}) {
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

function wall(values = {}) {
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
    asked = 0;
    answers = () => wall();
    bus = new FakeBus();
    model = new WallModel({
        load: async () => {
            asked++;
            return answers();
        },
        bus,
        channel: "the channel",
    });
});

async function mountWall(props = {}) {
    await mountWithCleanup(WallBoard, { props: { model, ...props } });
    await animationFrame();
}

describe("what is shown", () => {
    test("totals, ranking, deals and clock", async () => {
        await mountWall();
        expect(queryAllTexts(".o_wall_figure small")).toEqual([
            "Department, day 11 of 23",
            "Closed this month",
            "Today still needed",
            "Norms of the day",
        ]);
        expect(queryAllTexts(".o_wall_number").slice(1)).toEqual([
            "€ 412,300",
            "€ 23,900",
        ]);
        expect(queryText(".o_wall_total .o_wall_number bdi")).toBe("96 %");
        expect(queryAllTexts(".o_wall_text")).toEqual([
            "Person 1",
            "Person 2",
            "Person 3",
        ]);
        expect(queryAllTexts(".o_wall_pace bdi")).toEqual(["110 %", "90 %", "70 %"]);
        expect(queryAllTexts(".o_wall_note")).toEqual(["+€ 50", "-€ 50", "-€ 150"]);
        expect(queryText(".o_wall_side .o_wall_deal")).toMatch(/Person 1\s*Isdom/);
        expect(queryText(".o_wall_clock")).toMatch(/14:32|02:32/);
        expect(queryText(".o_wall_status")).toMatch(/live/);
        expect(bus.channels).toEqual(["the channel"]);
    });

    test("status is told in words, not by colour alone", async () => {
        await mountWall();
        expect(queryAllTexts(".o_wall_row .o_wall_hidden")).toEqual([
            "ahead",
            "far behind",
            "far behind",
        ]);
    });

    test("who is away is said to be away", async () => {
        answers = () =>
            wall({
                slides: [
                    {
                        id: 1,
                        type: "pace",
                        title: "Pace",
                        seconds: 30,
                        rows: [person(1, 80, { leave_until: "2025-10-17" })],
                    },
                ],
            });
        await mountWall();
        expect(queryText(".o_wall_note")).toMatch(/^away until /);
    });

    test("no plan yet: says what to do", async () => {
        answers = () => wall({ total: null, slides: [], norms: [], closed: [] });
        await mountWall();
        expect(queryText(".o_wall_message h1")).toBe(
            "No confirmed plan for October 2025 yet",
        );
        expect(queryText(".o_wall_message p")).toMatch(/Plans/);
        expect(".o_wall_figure").toHaveCount(3);
    });

    test("no board: says who makes one", async () => {
        answers = () => ({ board: null });
        await mountWall();
        expect(queryText(".o_wall_message p")).toMatch(/Wall Screens/);
    });

    test("text is shown as text", async () => {
        answers = () =>
            wall({
                slides: [
                    { id: 1, type: "text", title: "", seconds: 9, text: "<b>Go</b>" },
                ],
            });
        await mountWall();
        expect(queryText(".o_wall_announcement")).toBe("<b>Go</b>");
        expect(".o_wall_announcement b").toHaveCount(0);
        expect(".o_wall_side").toHaveCount(0);
    });
});

describe("figures", () => {
    test("money is rounded, and shortened once it is long", async () => {
        await mountWall();
        expect(formatWall(412300.49, "money", EUR)).toBe("€\u00a0412,300");
        expect(formatWall(9999999, "money", EUR)).toBe("€\u00a09,999,999");
        expect(formatWall(12345678, "money", EUR)).toBe("€\u00a012.3M");
        expect(formatWall(-12345678, "money", EUR)).toBe("-€\u00a012.3M");
        expect(formatWall(0, "money", EUR)).toBe("€\u00a00");
    });

    test("counts, percent and what is unknown", async () => {
        await mountWall();
        expect(formatWall(1234, "count")).toBe("1,234");
        expect(formatWall(null, "money", EUR)).toBe("–");
        expect(`${formatPercent(94.7)}`).toBe("94 %");
        expect(formatPercent(null)).toBe("–");
        expect(formatGap(50, "money", EUR)).toBe("+€\u00a050");
        expect(formatGap(-50, "money", EUR)).toBe("-€\u00a050");
    });
});

describe("rotation", () => {
    test("slides follow each other, each as long as it says", async () => {
        await mountWall();
        expect(queryText(".o_wall_slide h2")).toBe("Pace");
        await advanceTime(29000);
        expect(queryText(".o_wall_slide h2")).toBe("Pace");
        await advanceTime(1500);
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Contest");
        await advanceTime(10500);
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Pace");
    });

    test("long rankings are cut into pages", () => {
        const rows = Array.from({ length: 40 }, (_, index) => person(index, 100));
        const steps = makeSteps([{ id: 1, type: "pace", seconds: 5, rows }]);
        expect(steps.length).toBe(5);
        expect(steps.map((step) => step.rows.length)).toEqual([8, 8, 8, 8, 8]);
        expect(steps[4].rows.at(-1).id).toBe(39);
        expect(makeSteps([])).toEqual([]);
    });

    test("keys step, pause and leave", async () => {
        const left = [];
        await mountWall({ onLeave: () => left.push("left") });
        await press("ArrowRight");
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Contest");
        await press("ArrowLeft");
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Pace");
        await press(" ");
        await animationFrame();
        expect(".o_wall_paused").toHaveCount(1);
        await advanceTime(60000);
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Pace");
        await press(" ");
        await advanceTime(30500);
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Contest");
        await keyDown("Escape");
        expect(left).toEqual(["left"]);
    });

    test("new figures do not make the screen jump", async () => {
        await mountWall();
        await press("ArrowRight");
        await animationFrame();
        answers = () => wall({ closed: [] });
        bus.tell({ company_id: 7 });
        await advanceTime(DEBOUNCE + 10);
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Contest");
        await press("ArrowLeft");
        await animationFrame();
        expect(queryText(".o_wall_quiet")).toBe("Nothing yet: who is first?");
    });

    test("pointer and buttons go away and come back", async () => {
        await mountWall();
        await advanceTime(3500);
        await animationFrame();
        expect(".o_wall").toHaveClass("o_wall_idle");
        queryOne(".o_wall").dispatchEvent(new Event("pointermove"));
        await animationFrame();
        expect(".o_wall").not.toHaveClass("o_wall_idle");
        expect(
            getFixture().querySelectorAll(".o_wall_controls button[aria-label]").length,
        ).toBe(getFixture().querySelectorAll(".o_wall_controls button").length);
    });
});

describe("staying up to date", () => {
    test("a burst of changes is read once", async () => {
        await mountWall();
        expect(asked).toBe(1);
        for (let index = 0; index < 5; index++) {
            bus.tell({ company_id: 7 });
            await advanceTime(100);
        }
        await advanceTime(DEBOUNCE);
        expect(asked).toBe(2);
    });

    test("another company's change is not ours", async () => {
        await mountWall();
        bus.tell({ company_id: 8 });
        await advanceTime(DEBOUNCE * 3);
        expect(asked).toBe(1);
    });

    test("reads now and then without being told, more often without the bus", async () => {
        await mountWall();
        await advanceTime(REGULAR_WITHOUT_BUS + 10);
        expect(asked).toBe(2);
        bus.trigger("BUS:CONNECT");
        await advanceTime(DEBOUNCE + 10);
        expect(asked).toBe(3);
        await advanceTime(REGULAR_WITHOUT_BUS + 10);
        expect(asked).toBe(3);
        await advanceTime(REGULAR);
        expect(asked).toBe(4);
    });

    test("lost connection: the last figures stay, with their time; then it recovers", async () => {
        await mountWall();
        answers = () => {
            throw new Error("gone");
        };
        bus.trigger("BUS:DISCONNECT");
        await advanceTime(DEBOUNCE + 10);
        await animationFrame();
        expect(queryText(".o_wall_status")).toMatch(
            /connection lost, showing (14:32|02:32)/,
        );
        expect(queryAllTexts(".o_wall_text").length).toBe(3);
        const before = asked;
        await advanceTime(FIRST_RETRY + 10);
        expect(asked).toBe(before + 1);
        await advanceTime(FIRST_RETRY + 10);
        expect(asked).toBe(before + 1, { message: "the second try waits longer" });
        await advanceTime(FIRST_RETRY + 10);
        expect(asked).toBe(before + 2);
        answers = () => wall();
        await advanceTime(70000);
        await animationFrame();
        expect(queryText(".o_wall_status")).toMatch(/live/);
    });

    test("comes back at once when the network does", async () => {
        await mountWall();
        window.dispatchEvent(new Event("offline"));
        await animationFrame();
        expect(".o_wall_lost").toHaveCount(1);
        window.dispatchEvent(new Event("online"));
        await animationFrame();
        expect(".o_wall_live").toHaveCount(1);
    });

    test("an answer that never comes counts as lost", async () => {
        await mountWall();
        answers = () => new Promise(() => {});
        bus.tell({ company_id: 7 });
        await advanceTime(DEBOUNCE + 10);
        await advanceTime(21000);
        await animationFrame();
        expect(".o_wall_lost").toHaveCount(1);
    });

    test("refused: figures go, the reason stays", async () => {
        await mountWall();
        answers = () => {
            throw new WallRefused("The address is no longer valid.");
        };
        bus.tell({ company_id: 7 });
        await advanceTime(DEBOUNCE + 10);
        await animationFrame();
        expect(queryText(".o_wall_message p")).toBe("The address is no longer valid.");
        expect(".o_wall_figure").toHaveCount(0);
        expect(".o_wall_text").toHaveCount(0);
    });

    test("no connection from the start", async () => {
        answers = () => {
            throw new Error("gone");
        };
        await mountWall();
        expect(queryText(".o_wall_message h1")).toBe("No connection yet");
        answers = () => wall();
        await advanceTime(FIRST_RETRY + 10);
        await animationFrame();
        expect(".o_wall_rows").toHaveCount(1);
    });

    test("stops listening when it is closed", async () => {
        model.start();
        await animationFrame();
        model.stop();
        bus.tell({ company_id: 7 });
        await advanceTime(REGULAR * 2);
        expect(asked).toBe(1);
        expect(bus.channels).toEqual([]);
    });
});
