import { expect, test } from "@odoo/hoot";
import { queryText } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getFacetTexts,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {
    BEHIND,
    SalesPaceReport,
    defineBoardModels,
    mockBoardFrame,
    squeeze,
} from "../pace_report_model";

defineBoardModels();

const ARCH = `
    <kanban js_class="sales_pace_board" class="o_sales_pace_board">
        <field name="is_main"/><field name="is_own"/><field name="metric_id"/>
        <field name="scope"/><field name="team_id"/><field name="worked_days"/>
        <field name="working_days"/><field name="unit"/><field name="plan"/>
        <field name="fact"/><field name="expected"/><field name="urgency"/>
        <field name="adds_up"/><field name="date"/><field name="currency_id"/>
        <templates><t t-name="card">
            <div class="o_pace_line" t-out="lineTitle"/>
            <field name="pace" widget="pace_status"/>
        </t></templates>
    </kanban>`;

async function mountBoard(params = {}) {
    mockBoardFrame();
    onRpc("has_group", () => true);
    await mountView({
        type: "kanban",
        resModel: "sales.pace.report",
        arch: ARCH,
        ...params,
    });
}

const plain = (selector) => squeeze(queryText(selector));

test.tags("desktop");
test("a column's head sums its people up, with pace, word and tick", async () => {
    SalesPaceReport._records = [
        // The mock server adds up what the real one divides.
        { ...BEHIND, unit: "count", pace: 60 },
        { ...BEHIND, id: 2, unit: "count", fact: 2200, pace: 20 },
    ];
    await mountBoard({ groupBy: ["team_id"] });
    expect(plain(".o_board_totals .text-end")).toBe("11,000of46,000");
    expect(plain(".o_board_pace")).toBe("▼80%behind");
    expect(".o_board_totals .o_pace_bar_tick").toHaveCount(1);
});

test.tags("desktop");
test("a column of several metrics has no sum", async () => {
    SalesPaceReport._records = [
        { ...BEHIND },
        { ...BEHIND, id: 2, metric_id: 2, is_main: false },
    ];
    await mountBoard({ groupBy: ["team_id"] });
    expect(".o_board_totals").toHaveCount(0);
});

test.tags("desktop");
test("a column of a ratio has no sum", async () => {
    SalesPaceReport._records = [{ ...BEHIND, adds_up: false }];
    await mountBoard({ groupBy: ["team_id"] });
    expect(".o_board_totals").toHaveCount(0);
});

test.tags("desktop");
test("the team stands on the card", async () => {
    SalesPaceReport._records = [{ ...BEHIND }];
    await mountBoard();
    expect(".o_pace_line").toHaveText("North · 11 of 23 days");
});

test.tags("desktop");
test("in its team's column a card does not repeat the team", async () => {
    SalesPaceReport._records = [{ ...BEHIND }];
    await mountBoard({ groupBy: ["team_id"] });
    expect(".o_pace_line").toHaveText("11 of 23 days");
});

test.tags("desktop");
test("the day picker steps through days and shows which working day it is", async () => {
    SalesPaceReport._records = [
        { ...BEHIND },
        { ...BEHIND, id: 2, date: "2017-08-14" },
    ];
    await mountBoard();
    expect(".o_board_day_caption").toHaveText("working day 11 of 23");
    expect(getFacetTexts()).toEqual([]);
    await contains(".o_board_day button[aria-label='Day before']").click();
    await animationFrame();
    expect(getFacetTexts()).toEqual(["As at 08/14/2017"]);
    expect(".o_board_day_input input").toHaveValue("08/14/2017");
    expect(".o_kanban_record:not(.o_kanban_ghost)").toHaveCount(1);
    await contains(".o_board_day button[aria-label='Day after']").click();
    await animationFrame();
    expect(getFacetTexts()).toEqual([]);
});

test.tags("desktop");
test("a card opens the facts of its line as at the day", async () => {
    SalesPaceReport._records = [{ ...BEHIND }];
    onRpc("sales.pace.report", "action_view_facts", ({ args, kwargs }) => {
        expect.step(`${args[0]} ${kwargs.context.sales_board_date}`);
        return { type: "ir.actions.act_window_close" };
    });
    await mountBoard();
    await contains(".o_kanban_record").click();
    expect.verifySteps(["1 2017-08-15"]);
});

test.tags("desktop");
test("the list has the day above it too", async () => {
    SalesPaceReport._records = [
        { ...BEHIND },
        { ...BEHIND, id: 2, date: "2017-08-14" },
    ];
    await mountBoard({
        type: "list",
        arch: `<list js_class="sales_board_list"><field name="user_id"/></list>`,
    });
    expect(".o_board_day_caption").toHaveText("working day 11 of 23");
    await contains(".o_board_day button[aria-label='Day before']").click();
    await animationFrame();
    expect(getFacetTexts()).toEqual(["As at 08/14/2017"]);
    expect(".o_data_row").toHaveCount(1);
});

test.tags("desktop");
test("so has the pivot", async () => {
    SalesPaceReport._records = [
        { ...BEHIND },
        { ...BEHIND, id: 2, date: "2017-08-14", fact: 7 },
    ];
    await mountBoard({
        type: "pivot",
        arch: `<pivot js_class="sales_day_pivot"><field name="fact" type="measure"/></pivot>`,
    });
    expect(".o_board_bar .o_wall_button").toHaveCount(1);
    await contains(".o_board_day button[aria-label='Day before']").click();
    await animationFrame();
    expect(".o_pivot_cell_value").toHaveText("7.00");
});
