import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const BEFORE = { people: 10, meetings: 200, meetings_each: 20, result: 2, value: 400 };
const NOW = { people: 11, meetings: 176, meetings_each: 16, result: null, value: 352 };
const TOTAL = {
    before: BEFORE,
    now: NOW,
    change: -48,
    percent: -12,
    parts: { people: 35.8, meetings: -83.8, result: 0 },
    has_meetings: true,
    sentence: "−12 %: people +9, meetings −21, result 0",
};
const PICTURE = {
    period: "last_month",
    now: ["2017-08-01", "2017-08-31"],
    before: ["2017-07-01", "2017-07-31"],
    measure: "deals",
    metric: "Won deals",
    currency_id: 1,
    team_id: false,
    user_id: false,
    teams: [
        { id: 1, name: "North" },
        { id: 2, name: "South" },
    ],
    users: [{ id: 5, name: "Anna" }],
    by_person: false,
    total: TOTAL,
    rows: [{ ...TOTAL, id: 1, name: "North" }],
};

let asked;
let answer;

beforeEach(() => {
    asked = [];
    answer = PICTURE;
    onRpc("sales.efficiency", "get_picture", ({ args }) => {
        asked.push(args[0]);
        return answer;
    });
});

async function mountEfficiency() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sales_efficiency.efficiency",
        name: "Efficiency",
    });
    await animationFrame();
}

test("the sentence, the factors and the table", async () => {
    await mountEfficiency();
    expect(".o_efficiency_head h1").toHaveText(TOTAL.sentence);
    expect(queryAllTexts(".o_efficiency_factor .o_efficiency_now")).toEqual([
        "11",
        "16",
        "–",
        "352",
    ]);
    expect(queryAllTexts(".o_efficiency_factor b")).toEqual([
        "+35.8",
        "−83.8",
        "0",
        "−48",
    ]);
    expect(".o_efficiency_waterfall canvas").toHaveAttribute(
        "aria-label",
        TOTAL.sentence,
    );
    expect(".o_efficiency_row").toHaveCount(1);
});

test("choices ask again; a team leads to its people", async () => {
    await mountEfficiency();
    await contains(".o_efficiency_period").select("this_month");
    answer = { ...PICTURE, team_id: 1, by_person: true };
    await contains(".o_efficiency_row th .btn-link").click();
    expect(asked).toEqual([
        { period: "last_month", measure: "money" },
        { period: "this_month", measure: "money" },
        { period: "this_month", measure: "money", team_id: 1, user_id: false },
    ]);
});

test("any two periods begin with those that were shown", async () => {
    await mountEfficiency();
    answer = { ...PICTURE, period: "days" };
    await contains(".o_efficiency_period").select("days");
    expect("input[type=date]").toHaveCount(4);
    expect(queryFirst("input[type=date]").value).toBe("2017-08-01");
    expect(asked.at(-1).before_to).toBe("2017-07-31");
});

test("figures open their facts", async () => {
    onRpc("sales.efficiency", "action_view_facts", ({ args }) => {
        expect.step(args.slice(1).join());
        return { type: "ir.actions.act_window_close" };
    });
    await mountEfficiency();
    await contains(".o_efficiency_total").click();
    await contains(".o_efficiency_row td .btn-link").click();
    expect.verifySteps(["deals,,", "meetings,1,"]);
});

test("nothing to compare without a working day", async () => {
    const total = { ...TOTAL, is_idle: true, sentence: "No working day" };
    answer = { ...PICTURE, total, rows: [{ ...total, id: 1, name: "North" }] };
    await mountEfficiency();
    expect(".o_efficiency_head h1").toHaveText("No working day");
    expect("canvas").toHaveCount(0);
    expect(queryAllTexts(".o_efficiency_factor b")).toEqual(["–", "–", "–", "–"]);
    expect(queryAllTexts(".o_efficiency_row td").slice(0, 4)).toEqual([
        "–",
        "–",
        "–",
        "–",
    ]);
    expect(".o_efficiency_row .o_pace_bad").toHaveCount(0);
});

test("nothing to draw, nobody to list", async () => {
    const nothing = { ...BEFORE, value: 0 };
    answer = {
        ...PICTURE,
        teams: [],
        users: [],
        rows: [],
        total: { ...TOTAL, before: nothing, now: nothing, has_meetings: false },
    };
    await mountEfficiency();
    expect("canvas").toHaveCount(0);
    expect(".o_efficiency_nobody").toHaveCount(1);
    expect(".o_efficiency_note").toHaveCount(1);
    expect(".o_efficiency_team, .o_efficiency_user").toHaveCount(0);
});
