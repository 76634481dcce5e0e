import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryText } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    DEBOUNCE,
    FIRST_RETRY,
    REGULAR,
    REGULAR_WITHOUT_BUS,
    WallBusy,
    WallRefused,
} from "@sales_efficiency/wall_board/wall_model";
import { mountWall, useWall, wall } from "./wall_common";

describe.current.tags("desktop");
const screen = useWall();

test("a burst of changes is read once", async () => {
    await mountWall(screen);
    expect(screen.asked).toBe(1);
    for (let index = 0; index < 5; index++) {
        screen.bus.tell({ company_id: 7 });
        await advanceTime(100);
    }
    await advanceTime(DEBOUNCE);
    expect(screen.asked).toBe(2);
});

test("another company's change is not ours", async () => {
    await mountWall(screen);
    screen.bus.tell({ company_id: 8 });
    await advanceTime(DEBOUNCE * 3);
    expect(screen.asked).toBe(1);
});

test("reads now and then without being told, more often without the bus", async () => {
    await mountWall(screen);
    await advanceTime(REGULAR_WITHOUT_BUS + 10);
    expect(screen.asked).toBe(2);
    screen.bus.trigger("BUS:CONNECT");
    await advanceTime(DEBOUNCE + 10);
    expect(screen.asked).toBe(3);
    await advanceTime(REGULAR_WITHOUT_BUS + 10);
    expect(screen.asked).toBe(3);
    await advanceTime(REGULAR);
    expect(screen.asked).toBe(4);
});

test("lost connection: the last figures stay, with their time; then it recovers", async () => {
    await mountWall(screen);
    screen.answers = () => {
        throw new Error("gone");
    };
    screen.bus.trigger("BUS:DISCONNECT");
    await advanceTime(DEBOUNCE + 10);
    await animationFrame();
    expect(queryText(".o_wall_status")).toMatch(
        /connection lost, showing (14:32|02:32)/,
    );
    expect(queryAllTexts(".o_wall_text").length).toBe(3);
    const before = screen.asked;
    await advanceTime(FIRST_RETRY + 10);
    expect(screen.asked).toBe(before + 1);
    await advanceTime(FIRST_RETRY + 10);
    expect(screen.asked).toBe(before + 1, { message: "the second try waits longer" });
    await advanceTime(FIRST_RETRY + 10);
    expect(screen.asked).toBe(before + 2);
    screen.answers = () => wall();
    await advanceTime(70000);
    await animationFrame();
    expect(queryText(".o_wall_status")).toMatch(/live/);
});

test("comes back at once when the network does", async () => {
    await mountWall(screen);
    window.dispatchEvent(new Event("offline"));
    await animationFrame();
    expect(".o_wall_lost").toHaveCount(1);
    window.dispatchEvent(new Event("online"));
    await animationFrame();
    expect(".o_wall_live").toHaveCount(1);
});

test("an answer that never comes counts as lost", async () => {
    await mountWall(screen);
    screen.answers = () => new Promise(() => {});
    screen.bus.tell({ company_id: 7 });
    await advanceTime(DEBOUNCE + 10);
    await advanceTime(21000);
    await animationFrame();
    expect(".o_wall_lost").toHaveCount(1);
});

test("refused: figures go, the reason stays", async () => {
    await mountWall(screen);
    screen.answers = () => {
        throw new WallRefused("The address is no longer valid.");
    };
    screen.bus.tell({ company_id: 7 });
    await advanceTime(DEBOUNCE + 10);
    await animationFrame();
    expect(queryText(".o_wall_message p")).toBe("The address is no longer valid.");
    expect(".o_wall_figure").toHaveCount(0);
    expect(".o_wall_text").toHaveCount(0);
});

test("no connection from the start", async () => {
    screen.answers = () => {
        throw new Error("gone");
    };
    await mountWall(screen);
    expect(queryText(".o_wall_message h1")).toBe("No connection yet");
    screen.answers = () => wall();
    await advanceTime(FIRST_RETRY + 10);
    await animationFrame();
    expect(".o_wall_rows").toHaveCount(1);
});

test("stops listening when it is closed", async () => {
    screen.model.start();
    await animationFrame();
    screen.model.stop();
    screen.bus.tell({ company_id: 7 });
    await advanceTime(REGULAR * 2);
    expect(screen.asked).toBe(1);
    expect(screen.bus.channels).toEqual([]);
});

test("changes without a pause do not put reading off", async () => {
    await mountWall(screen);
    for (let index = 0; index < 30; index++) {
        screen.bus.tell({ company_id: 7 });
        await advanceTime(100);
    }
    expect(screen.asked).toBeGreaterThan(2);
    expect(screen.asked).toBeLessThan(5);
});

test("what changes by time alone is read when its time has come", async () => {
    screen.answers = () => {
        const due = screen.asked === 1 ? Date.now() + 20000 : null;
        return wall({ due: due && new Date(due).toISOString() });
    };
    await mountWall(screen);
    await advanceTime(20000);
    expect(screen.asked).toBe(1);
    await advanceTime(DEBOUNCE + 10);
    expect(screen.asked).toBe(2);
    await advanceTime(REGULAR_WITHOUT_BUS - 1000);
    expect(screen.asked).toBe(2);
});

test("asked too often: waits as long as the server wants", async () => {
    await mountWall(screen);
    screen.answers = () => {
        throw new WallBusy(30);
    };
    screen.bus.tell({ company_id: 7 });
    await advanceTime(DEBOUNCE + 10);
    await animationFrame();
    expect(".o_wall_lost").toHaveCount(1);
    expect(queryAllTexts(".o_wall_text").length).toBe(3);
    screen.answers = () => wall();
    await advanceTime(29000);
    expect(screen.asked).toBe(2);
    await advanceTime(1100);
    await animationFrame();
    expect(screen.asked).toBe(3);
    expect(".o_wall_live").toHaveCount(1);
});
