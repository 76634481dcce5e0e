import { expect, test, describe, getFixture } from "@odoo/hoot";
import { keyDown, press, queryAllTexts, queryOne, queryText } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { formatPercent } from "@sales_efficiency/fields/metric_format";
import { formatGap, formatWall } from "@sales_efficiency/wall_board/wall_format";
import { DEBOUNCE } from "@sales_efficiency/wall_board/wall_model";
import { makeSteps } from "@sales_efficiency/wall_board/wall_rotation";
import { EUR, mountWall, person, useWall, wall } from "./wall_common";

describe.current.tags("desktop");
const screen = useWall();

describe("what is shown", () => {
    test("totals, ranking, deals and clock", async () => {
        await mountWall(screen);
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
        expect(screen.bus.channels).toEqual(["the channel"]);
    });

    test("status is told in words, not by colour alone", async () => {
        await mountWall(screen);
        expect(queryAllTexts(".o_wall_row .o_wall_hidden")).toEqual([
            "ahead",
            "far behind",
            "far behind",
        ]);
    });

    test("who is away is said to be away", async () => {
        screen.answers = () =>
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
        await mountWall(screen);
        expect(queryText(".o_wall_note")).toMatch(/^away until /);
    });

    test("no plan yet: says what to do", async () => {
        screen.answers = () => wall({ total: null, slides: [], norms: [], closed: [] });
        await mountWall(screen);
        expect(queryText(".o_wall_message h1")).toBe(
            "No confirmed plan for October 2025 yet",
        );
        expect(queryText(".o_wall_message p")).toMatch(/Plans/);
        expect(".o_wall_figure").toHaveCount(3);
    });

    test("no board: says who makes one", async () => {
        screen.answers = () => ({ board: null });
        await mountWall(screen);
        expect(queryText(".o_wall_message p")).toMatch(/Wall Screens/);
    });

    test("text is shown as text", async () => {
        screen.answers = () =>
            wall({
                slides: [
                    { id: 1, type: "text", title: "", seconds: 9, text: "<b>Go</b>" },
                ],
            });
        await mountWall(screen);
        expect(queryText(".o_wall_announcement")).toBe("<b>Go</b>");
        expect(".o_wall_announcement b").toHaveCount(0);
        expect(".o_wall_side").toHaveCount(0);
    });
});

describe("figures", () => {
    test("money is rounded, and shortened once it is long", async () => {
        await mountWall(screen);
        expect(formatWall(412300.49, "money", EUR)).toBe("€\u00a0412,300");
        expect(formatWall(9999999, "money", EUR)).toBe("€\u00a09,999,999");
        expect(formatWall(12345678, "money", EUR)).toBe("€\u00a012.3M");
        expect(formatWall(-12345678, "money", EUR)).toBe("-€\u00a012.3M");
        expect(formatWall(0, "money", EUR)).toBe("€\u00a00");
    });

    test("counts, percent and what is unknown", async () => {
        await mountWall(screen);
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
        await mountWall(screen);
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
        await mountWall(screen, { onLeave: () => left.push("left") });
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
        await mountWall(screen);
        await press("ArrowRight");
        await animationFrame();
        screen.answers = () => wall({ closed: [] });
        screen.bus.tell({ company_id: 7 });
        await advanceTime(DEBOUNCE + 10);
        await animationFrame();
        expect(queryText(".o_wall_slide h2")).toBe("Contest");
        await press("ArrowLeft");
        await animationFrame();
        expect(queryText(".o_wall_quiet")).toBe("Nothing yet: who is first?");
    });

    test("pointer and buttons go away and come back", async () => {
        await mountWall(screen);
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
