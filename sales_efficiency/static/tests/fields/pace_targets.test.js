import { expect, test } from "@odoo/hoot";
import { queryText } from "@odoo/hoot-dom";
import { contains, mockService, onRpc } from "@web/../tests/web_test_helpers";
import { defineBoardModels, mountCard, squeeze } from "../pace_report_model";

defineBoardModels();

const MEETINGS = {
    line_id: 12,
    name: "Meetings",
    scope: "",
    unit: "count",
    plan: 24,
    fact: 6,
    expected: 12,
    status: "far_behind",
};

const mountTargets = (...targets) =>
    mountCard("card", "pace_targets", { card: { targets } });

test("the other targets stand with bar, figures and word", async () => {
    await mountTargets(MEETINGS);
    expect(".o_pace_target_title").toHaveText("Meetings");
    expect(".o_pace_target_figures").toHaveText("6 of 24");
    expect(squeeze(queryText(".o_pace_target_word"))).toBe("▼▼farbehind");
    expect(".o_pace_target .o_pace_bar").toHaveClass("o_pace_bad");
});

test("without other targets there is nothing", async () => {
    await mountTargets();
    expect(".o_pace_targets").toHaveCount(0);
});

test("a target opens its facts as at the board's day", async () => {
    mockService("action", { doAction: () => expect.step("open") });
    onRpc("sales.pace.report", "action_view_facts", ({ args, kwargs }) => {
        expect.step(`${JSON.stringify(args)} ${kwargs.context.sales_board_date}`);
        return {};
    });
    await mountTargets(MEETINGS);
    await contains(".o_pace_target").click();
    expect.verifySteps(["[[12]] 2017-08-15", "open"]);
});
