import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { contains } from "@web/../tests/web_test_helpers";
import { defineBoardModels, mountCard } from "../pace_report_model";

defineBoardModels();

const STEP = { rate: 0.29, team_rate: 0.25, own_part: 12, own_whole: 40, reason: "" };
const DEALS = {
    ...STEP,
    name: "deals",
    source: "money",
    needed: 1,
    per_day: 0.2,
    rate: 4500,
    team_rate: 4000,
    own_part: 60000,
    own_whole: 12,
};
const OFFERS = { ...STEP, name: "offers", source: "deals", needed: 5, per_day: 1 };
const CALLS = {
    ...STEP,
    name: "calls",
    source: "offers",
    needed: 148,
    per_day: 30,
    own_part: 0,
    own_whole: 0,
};
const MEETINGS = {
    name: "meetings",
    source: "offers",
    needed: null,
    per_day: null,
    reason: "none_done",
};

const mountPlan = (values) =>
    mountCard("card", "pace_backward", {
        card: {
            backward: {
                state: "behind",
                missing: 4400,
                days: 5,
                until: "2017-08-31",
                steps: [DEALS, OFFERS, MEETINGS, CALLS],
                ...values,
            },
        },
    });

test("what is left in one line, and what it is worked out from", async () => {
    await mountPlan();
    expect(".o_pace_backward_line").toHaveText(
        "To be on plan: 1 deal · 5 offers · 30 calls a day until 31 August",
    );
    expect(".o_pace_backward_line").toHaveAttribute("aria-expanded", "false");
    await contains(".o_pace_backward_line").click();
    expect(".o_pace_backward_line").toHaveAttribute("aria-expanded", "true");
    expect(queryAllTexts(".o_pace_backward_steps b")).toEqual([
        "1 deal, 0.2 a day",
        "5 offers, 1 a day",
        "148 calls, 30 a day",
    ]);
    expect(queryAllTexts(".o_pace_backward_steps li span").slice(1)).toEqual([
        "Own: 12 deals of 40 offers. Team 25 %, used 29 %.",
        "No meetings in the last 180 days: left out.",
        "Nothing of the own to go by. Team 25 %, used 29 %.",
    ]);
});

test("on pace it says so quietly", async () => {
    await mountPlan({ state: "on_pace" });
    expect(".o_pace_backward.o_pace_muted").toHaveCount(1);
    expect(".o_pace_backward_line").toHaveText(/^On pace. To be on plan: 1 deal/);
});

test("reached, and nothing to reckon from", async () => {
    await mountPlan({ state: "reached" });
    expect(".o_pace_backward").toHaveText("Plan reached");
    expect(".o_pace_backward_line").toHaveCount(0);
});

test("without any deal there is no way back", async () => {
    await mountPlan({ steps: [{ ...MEETINGS, name: "deals", reason: "no_deals" }] });
    expect(".o_pace_backward_line").toHaveText(
        "To be on plan: no deals in the last 180 days to reckon from",
    );
    await contains(".o_pace_backward_line").click();
    expect(".o_pace_backward_steps li:first").toHaveText(
        "No deals in the last 180 days.",
    );
});

test("without a plan there is no line", async () => {
    await mountCard("card", "pace_backward", { card: { norms: [] } });
    expect(".o_pace_backward").toHaveCount(0);
});
