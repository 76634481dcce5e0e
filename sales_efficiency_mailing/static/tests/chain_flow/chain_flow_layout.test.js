import { expect, test } from "@odoo/hoot";
import {
    CARD_WIDTH,
    layOut,
} from "@sales_efficiency_mailing/chain_flow/chain_flow_layout";

const makeStep = (id, row, column, targets, part = "loyalty") => ({
    id,
    row,
    column,
    part,
    part_name: part,
    links: targets.map((target, index) => ({
        way_id: index || false,
        target_id: target,
    })),
});

test("cards of a row stand below the highest card before them", () => {
    const steps = [
        makeStep(1, 0, 0, [3]),
        makeStep(2, 0, 1, [3]),
        makeStep(3, 1, 0, [false]),
    ];
    const low = layOut(steps, 1, { 1: 100, 2: 100, 3: 50 });
    const high = layOut(steps, 1, { 1: 100, 2: 180, 3: 50 });
    expect(high.cards[3].y - low.cards[3].y).toBe(80);
    expect(high.cards[2].x - high.cards[1].x).toBeGreaterThan(CARD_WIDTH);
    expect(high.height - low.height).toBe(80);
});

test("a line ends above the card it leads to, and none leads to the end", () => {
    const steps = [makeStep(1, 0, 0, [2]), makeStep(2, 1, 0, [false])];
    const { lines, cards } = layOut(steps, 1, { 1: 100, 2: 100 });
    expect(lines.map((line) => line.key)).toEqual(["1-next", "first"]);
    const ends = lines[0].path.match(/,(\d+)$/)[1];
    expect(Number(ends)).toBeLessThan(cards[2].y);
});

test("a line that passes a card runs beside it", () => {
    const steps = [
        makeStep(1, 0, 0, [2, 3]),
        makeStep(2, 1, 0, [3]),
        makeStep(3, 2, 0, [false]),
    ];
    const { lines, cards } = layOut(steps, 1, { 1: 100, 2: 100, 3: 100 });
    const [, x] = lines.find((line) => line.key === "1-1").path.match(/ (\d+),\d+ V/);
    expect(Number(x)).toBeGreaterThan(cards[2].x + CARD_WIDTH);
});

test("a band is as long as its part, and none is where parts are mixed", () => {
    const steps = [
        makeStep(1, 0, 0, [2]),
        makeStep(2, 1, 0, [3, 4]),
        makeStep(3, 2, 0, [5]),
        makeStep(4, 2, 1, [5], "selling"),
        makeStep(5, 3, 0, [false], "selling"),
    ];
    const { bands, cards } = layOut(steps, 1, { 1: 90, 2: 90, 3: 90, 4: 90, 5: 90 });
    expect(bands.map((band) => band.part)).toEqual(["loyalty", "selling"]);
    expect(bands[0].top + bands[0].height).toBeLessThan(cards[3].y);
    expect(bands[1].top).toBeGreaterThan(cards[3].y);
});

test("nothing drawn has a size", () => {
    const { height, lines, bands } = layOut([], false, {});
    expect(height).toBeGreaterThan(0);
    expect(lines).toEqual([]);
    expect(bands).toEqual([]);
});
