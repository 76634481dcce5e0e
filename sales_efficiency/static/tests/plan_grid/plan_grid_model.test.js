import { expect, test } from "@odoo/hoot";
import {
    compare,
    getSections,
    getTarget,
    mergeChanges,
    placeBlock,
    splitBlock,
    sumPeople,
} from "@sales_efficiency/plan_grid/plan_grid_model";

const people = [
    { id: 1, name: "Anna", team_id: 5, can_edit: true },
    { id: 2, name: "Boris", team_id: 5, can_edit: true },
    { id: 3, name: "Carl", team_id: false, can_edit: true },
];
const grid = {
    teams: [
        { id: 5, name: "North", can_edit: true },
        { id: 6, name: "Empty", can_edit: true },
        { id: 7, name: "Foreign", can_edit: false },
    ],
    people,
    cells: { "u1-9": { target: 100 }, "u2-9": { target: 50 }, "t5-9": { target: 150 } },
    changes: { "u2-9": null, "u3-9": 25 },
};
const place = {
    metrics: [
        { id: 9, name: "Revenue" },
        { id: 8, name: "Meetings" },
    ],
    rows: [
        { owner: "t5", name: "North", can_edit: true },
        { owner: "u1", name: "Anna", can_edit: true, isPerson: true },
        { owner: "u2", name: "Boris", can_edit: true, isPerson: true },
        { owner: "t6", name: "South", can_edit: true },
        { owner: "u3", name: "Carl", can_edit: true, isPerson: true },
    ],
    owner: "u1",
    metricId: 9,
};
const parse = (text) => {
    const number = Number(text.replace(/,/g, ""));
    if (Number.isNaN(number)) {
        throw new Error("no number");
    }
    return number;
};

test("a change stands before what is stored", () => {
    expect(getTarget(grid, "u1-9")).toBe(100);
    expect(getTarget(grid, "u2-9")).toBe(null);
    expect(getTarget(grid, "u3-9")).toBe(25);
    expect(getTarget(grid, "d-9")).toBe(null);
});

test("back to what is stored is no change", () => {
    expect(mergeChanges(grid, { "u2-9": 50, "u1-9": 1 })).toEqual({
        "u1-9": 1,
        "u3-9": 25,
    });
    expect(mergeChanges(grid, { "u3-9": null })).toEqual({ "u2-9": null });
});

test("people stand under their teams", () => {
    const names = (sections) =>
        sections.map(({ team, people: rows }) => [
            team && team.name,
            rows.map((row) => row.name).join(),
        ]);
    expect(names(getSections(grid))).toEqual([
        ["North", "Anna,Boris"],
        ["Empty", ""],
        [null, "Carl"],
    ]);
    expect(names(getSections(grid, [], " bor"))).toEqual([["North", "Boris"]]);
});

test("sum of people beside the whole", () => {
    expect(sumPeople(grid, people, 9)).toBe(125);
    expect(sumPeople(grid, people, 8)).toBe(null);
    expect(compare(125, 150)).toEqual({ kind: "short", amount: 25 });
    expect(compare(0.1 + 0.2, 0.3)).toEqual({ kind: "even", amount: 0 });
    expect(compare(200, 150)).toEqual({ kind: "over", amount: 50 });
    expect(compare(null, 150)).toBe(null);
    expect(compare(10, null)).toBe(null);
});

test("a block goes down through people, over teams", () => {
    const block = splitBlock("1,000\t5\r\n2,000\t6\r\n3,000\t\r\n");
    expect(placeBlock(block, place, parse)).toEqual({
        changes: { "u1-9": 1000, "u1-8": 5, "u2-9": 2000, "u2-8": 6, "u3-9": 3000 },
        problems: [],
    });
});

test("a block with names goes to whom it names", () => {
    const block = splitBlock("Name\tMeetings\tRevenue\ncarl\t7\t70\nNorth\t8\t80");
    expect(placeBlock(block, place, parse)).toEqual({
        changes: { "u3-8": 7, "u3-9": 70, "t5-8": 8, "t5-9": 80 },
        problems: [],
    });
});

test("what has no place or is no number is told", () => {
    const block = splitBlock("1\nx\n-3\n4\n5");
    expect(placeBlock(block, place, parse).problems).toEqual(["x", "-3", "4", "5"]);
    const named = splitBlock("Zoe\t5\nAnna\t6\t7\t8");
    expect(placeBlock(named, place, parse).problems).toEqual(["Zoe", "8"]);
});
