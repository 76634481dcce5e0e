import { expect, test } from "@odoo/hoot";
import { queryFirst } from "@odoo/hoot-dom";
import { defineBoardModels, mountCard } from "../pace_report_model";

defineBoardModels();

const mountTrend = (trend) =>
    mountCard("card", "pace_trend", { unit: "count", card: { trend } });

const heights = () =>
    queryFirst(".o_pace_trend polyline")
        .getAttribute("points")
        .split(" ")
        .map((point) => Number(point.split(",")[1]));

test("the curve sums the days up and says so", async () => {
    await mountTrend([1, 0, 3]);
    expect(heights()).toEqual([15.5, 15.5, 2]);
    expect(".o_pace_trend").toHaveAttribute("aria-label", "4 in the last 3 days");
});

test("a day that takes away goes down", async () => {
    await mountTrend([4, -2]);
    expect(heights()).toEqual([2, 11]);
});

test("nothing at all is a flat line", async () => {
    await mountTrend([0, 0]);
    expect(queryFirst(".o_pace_trend polyline").getAttribute("points")).toBe(
        "0.0,20.0 72.0,20.0",
    );
});

test("without figures there is no curve", async () => {
    await mountTrend([]);
    expect(".o_pace_trend").toHaveCount(0);
});
