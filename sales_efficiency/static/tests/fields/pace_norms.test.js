import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { contains, mockService, onRpc } from "@web/../tests/web_test_helpers";
import { defineBoardModels, mountCard, squeeze } from "../pace_report_model";

defineBoardModels();

const CALLS = {
    norm_id: 3,
    name: "Calls",
    unit: "count",
    period: "day",
    target: 8,
    done: 8,
    is_quality: false,
    bound: null,
    is_due: true,
    is_met: true,
};

const mountNorms = (...norms) =>
    mountCard("card", "pace_norms", {
        card: { norms, todo: "Left for today: 2 × Calls" },
    });

const figures = () => queryAllTexts(".o_pace_norm_figures").map(squeeze);

test("done of due, by day and by week, and what is left", async () => {
    await mountNorms(CALLS, {
        ...CALLS,
        norm_id: 4,
        name: "Meetings",
        period: "week",
        target: 2.4,
        done: 1,
        is_met: false,
    });
    expect(queryAllTexts(".o_pace_norm_title")).toEqual([
        "Calls today",
        "Meetings this week",
    ]);
    expect(figures()).toEqual(["8of8", "1of2.4"]);
    expect(".o_pace_norm:eq(0) .fa-check").toHaveAttribute("aria-label", "Done");
    expect(".o_pace_norm:eq(1) .fa-check").toHaveCount(0);
    expect(".o_pace_todo").toHaveText("Left for today: 2 × Calls");
});

test("a quality norm says its bound, before the first deal as well", async () => {
    const quality = { ...CALLS, name: "Average deal", is_quality: true, bound: "min" };
    await mountNorms(
        { ...quality, done: 7.5, target: 5 },
        { ...quality, norm_id: 4, bound: "max", done: null, is_met: null, target: 5 },
    );
    expect(figures()).toEqual(["7.5atleast5", "–atmost5"]);
});

test("on a day off nothing is due", async () => {
    await mountNorms({ ...CALLS, target: 0, done: 0, is_due: false, is_met: null });
    expect(figures()).toEqual(["nonedue"]);
});

test("a norm opens what was done of it", async () => {
    mockService("action", {
        doAction: (action) => expect.step(`open ${action.res_model}`),
    });
    onRpc("sales.norm", "action_view_facts", ({ args }) => {
        expect.step(JSON.stringify(args));
        return { type: "ir.actions.act_window", res_model: "sales.fact" };
    });
    await mountNorms(CALLS);
    await contains(".o_pace_norm").click();
    expect.verifySteps(['[[3],2017,"2017-08-15"]', "open sales.fact"]);
});
