import { expect, test } from "@odoo/hoot";
import { queryFirst, queryText } from "@odoo/hoot-dom";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { PaceBar } from "@sales_efficiency/fields/pace_bar/pace_bar";
import { defineBoardModels, mountCard } from "../pace_report_model";

defineBoardModels();

const mountBar = (values) => mountCard("gap", "pace_bar", values);

test("the fill stands for the fact and the tick for what is expected", async () => {
    await mountWithCleanup(PaceBar, {
        props: { plan: 200, fact: 50, expected: 100, label: "50 of 200" },
    });
    expect(queryFirst(".o_pace_bar_fill").style.width).toBe("25%");
    expect(queryFirst(".o_pace_bar_tick").style.insetInlineStart).toBe("50%");
    expect(".o_pace_bar").toHaveAttribute("role", "img");
    expect(".o_pace_bar").toHaveAttribute("aria-label", "50 of 200");
});

test("more than the plan fills the bar, less than nothing leaves it empty", async () => {
    await mountWithCleanup(PaceBar, { props: { plan: 100, fact: 250 } });
    expect(queryFirst(".o_pace_bar_fill").style.width).toBe("100%");
    await mountWithCleanup(PaceBar, { props: { plan: 100, fact: -5 } });
    expect(queryFirst(".o_pace_bar:eq(1) .o_pace_bar_fill").style.width).toBe("0%");
});

test("without a plan there is no tick", async () => {
    await mountWithCleanup(PaceBar, { props: { plan: 0, fact: 10, expected: 0 } });
    expect(".o_pace_bar_tick").toHaveCount(0);
});

test("figures carry their unit, and the gap its sign", async () => {
    await mountBar({ unit: "count" });
    expect(queryText(".o_pace_fact")).toBe("8,800 of 23,000");
    expect(queryText(".o_pace_figures > :nth-child(2)")).toBe("gap -2,200");
});

test("a gap that is good has its sign too", async () => {
    await mountBar({ unit: "count", gap: 5 });
    expect(queryText(".o_pace_figures > :nth-child(2)")).toBe("gap +5");
});

test("what is undefined is a dash and not a zero", async () => {
    await mountBar({
        unit: "count",
        needed_per_day: 0,
        forecast: 0,
        blank: "needed_per_day,forecast",
    });
    expect(queryText(".o_pace_figures > :nth-child(3)")).toBe("needs – a day");
    expect(queryText(".o_pace_figures > :nth-child(4)")).toBe("forecast –");
});

test("who is away is not coloured as behind", async () => {
    await mountBar({ card: { leave_until: "2017-08-20" } });
    expect(".o_pace_bar").toHaveClass("o_pace_none");
});
