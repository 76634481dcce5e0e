import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryAllValues } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const STEP = {
    visited: 0,
    skipped: 0,
    passed: 0,
    lost: 0,
    open: 0,
    won: 0,
    went_back: 0,
    expected_amount: 0,
    conversion: null,
    days_median: null,
    days_p90: null,
};

/** A column of two stages: all of its deals reach the first one, some the second. */
function makeColumn(key, name, deals, passed, weakest = null) {
    return {
        key,
        name,
        deals,
        weakest,
        won: passed,
        lost: deals - passed,
        open: 0,
        rate: (100 * passed) / deals,
        days_to_win: 4,
        actual: 100,
        expected: 80,
        domain: [["user_id", "=", key]],
        steps: [
            {
                ...STEP,
                stage_id: 1,
                reached: deals,
                passed,
                lost: deals - passed,
                conversion: (100 * passed) / deals,
                skipped: 1,
            },
            { ...STEP, stage_id: 2, reached: passed, won: passed },
        ],
    };
}

const PICTURE = {
    funnels: [
        { id: 7, name: "By Salesperson" },
        { id: 8, name: "By Channel" },
    ],
    funnel: {
        id: 7,
        name: "By Salesperson",
        split: "Salesperson",
        cohort: "created",
        cohorts: { created: "Came in", moved: "Entered a stage" },
        can_edit: false,
    },
    date_from: "2017-06-01",
    date_to: "2017-08-15",
    before: ["2017-03-17", "2017-05-31"],
    currency_id: 1,
    stages: [
        { id: 1, name: "Talk", is_won: false },
        { id: 2, name: "Won", is_won: true },
    ],
    columns: [
        makeColumn("all", "All deals", 30, 12, 0),
        makeColumn("before", "Period before", 20, 10),
        makeColumn("user_id:5", "Anna", 18, 6),
        makeColumn("user_id:6", "Boris", 12, 6),
    ],
    sides: [],
    domain: [],
};

let asked;
let opened;

beforeEach(() => {
    mockDate("2017-08-15 12:00:00", +0);
    asked = [];
    opened = [];
    onRpc("sales.funnel", "get_choices", () => ({ teams: [], people: [] }));
    onRpc("sales.funnel", "get_picture", ({ args }) => {
        asked.push({ ...args[0] });
        return PICTURE;
    });
});

async function mountFunnel() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sales_efficiency.funnel",
        name: "Funnel",
        params: { funnel_id: 7 },
    });
    await animationFrame();
}

test("two columns side by side, the weakest step marked", async () => {
    await mountFunnel();
    expect(asked).toEqual([{ funnel_id: 7 }]);
    expect(queryAllValues(".o_funnel_summary select")).toEqual(["all", "before"]);
    expect(queryAllTexts(".o_funnel_badge")).toEqual(["Weakest step: All deals"]);
    expect(queryAllTexts(".o_funnel_row td[data-label=Reached]")).toEqual([
        "30",
        "20",
        "12",
        "10",
    ]);
    expect(queryAllTexts(".o_funnel_row td[data-label='To next']")).toEqual([
        "40 %",
        "50 %",
        "–",
        "–",
    ]);
    expect(".o_funnel_part_passed:eq(0)").toHaveAttribute("style", "width: 40%");
});

test("a segment beside another one", async () => {
    await mountFunnel();
    await contains(".o_funnel_segments tbody tr:eq(0) .btn-secondary").click();
    expect(queryAllValues(".o_funnel_summary select")).toEqual(["user_id:5", "all"]);
    await contains(".o_funnel_segments tbody tr:eq(1) .btn-secondary").click();
    expect(queryAllValues(".o_funnel_summary select")).toEqual([
        "user_id:5",
        "user_id:6",
    ]);
    await contains(".o_funnel_summary select:eq(1)").select("");
    expect(".o_funnel_row").toHaveCount(2);
});

test("a bar opens its deals", async () => {
    mockService("action", {
        doAction(request) {
            if (request.res_model) {
                opened.push([request.name, request.res_model, request.domain]);
                return Promise.resolve();
            }
            return super.doAction(...arguments);
        },
    });
    await mountFunnel();
    await contains(".o_funnel_side_1 .o_funnel_part_lost").click();
    await contains(".o_funnel_stage .o_funnel_open").click();
    expect(opened).toEqual([
        [
            "Period before: Talk",
            "sales.funnel.report",
            [
                ["user_id", "=", "before"],
                ["stage_id", "=", 1],
                ["lost", "=", 1],
            ],
        ],
        [
            "All deals: Talk",
            "sales.funnel.report",
            [
                ["user_id", "=", "all"],
                ["stage_id", "=", 1],
                ["skipped", "=", 1],
            ],
        ],
    ]);
});

test("another period, and deals that entered a stage in it", async () => {
    await mountFunnel();
    await contains(".o_funnel_options .dropdown-toggle:eq(0)").click();
    await contains(".o-dropdown-item:contains(Last month)").click();
    await contains(".o_funnel_select:eq(0)").select("moved");
    expect(asked.slice(1)).toEqual([
        { funnel_id: 7, date_from: "2017-07-01", date_to: "2017-07-31" },
        {
            funnel_id: 7,
            date_from: "2017-07-01",
            date_to: "2017-07-31",
            cohort: "moved",
        },
    ]);
});

test("no funnel at all", async () => {
    onRpc("sales.funnel", "get_picture", () => ({ funnels: [], funnel: null }));
    await mountFunnel();
    expect(".o_funnel_empty p:eq(0)").toHaveText("There is no funnel.");
});
