import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { WebClient } from "@web/webclient/webclient";
import { DEBOUNCE } from "@sales_efficiency/my_day/my_day_model";

defineMailModels();

const LINE = {
    title: "Call back",
    res_model: "res.partner",
    res_id: 7,
    activity_id: 3,
    icon: "fa-phone",
    hours: null,
    is_late: false,
    name: "Prospect",
    client: "Prospect",
    partner_id: 7,
    phone: "+32 2 555 01",
    email: "prospect@example.com",
    can_open: true,
};

const DAY = {
    date: "2017-08-16",
    today: "2017-08-16",
    user: { id: 5, name: "Anna" },
    is_own: true,
    members: [],
    next: "",
    metric: { name: "Revenue", unit: "count" },
    currency_id: 1,
    pace: { plan: 1000, fact: 500, expected: 500, pace: 100, status: "on_pace" },
    card: { norms: [], todo: "Left for today: 2 × Calls" },
    lines: [
        { ...LINE, key: "a", group: "overdue", moment: "2017-08-14", is_late: true },
        {
            ...LINE,
            key: "b",
            group: "letter",
            title: "A question",
            moment: "2017-08-15 13:00:00",
            hours: 3.5,
            activity_id: false,
        },
        {
            ...LINE,
            key: "c",
            group: "meeting",
            title: "Tasting",
            moment: "2017-08-16 09:00:00",
            activity_id: false,
            can_hold: true,
        },
    ],
};

let asked;
let answer;

beforeEach(() => {
    mockDate("2017-08-16 08:00:00", +0);
    asked = [];
    answer = DAY;
    onRpc("sales.my.day", "get_my_day", ({ args }) => {
        asked.push(args);
        return answer;
    });
});

async function mountDay() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sales_efficiency.my_day",
        name: "My Day",
    });
    await animationFrame();
}

test("what waits in order, with norms and pace beside it", async () => {
    await mountDay();
    expect(queryAllTexts(".o_my_day_group h2")).toEqual([
        "Overdue promises1",
        "Unanswered letters1",
        "Meetings1",
    ]);
    expect(queryAllTexts(".o_my_day_title")).toEqual([
        "Call back",
        "A question",
        "Tasting",
    ]);
    expect(queryAllTexts(".o_my_day_when").map((text) => text.trim())).toEqual([
        "2 days ago",
        "waits 3.5 h",
        "09:00",
    ]);
    expect(".o_my_day_late").toHaveCount(1);
    expect(".o_my_day_late [aria-label=Late]").toHaveCount(1);
    expect(".o_pace_todo").toHaveText("Left for today: 2 × Calls");
    expect(".o_my_day_side .o_pace_word").toHaveText("on pace");
    expect(".o_my_day_line:first a[href='tel:+32255501']").toHaveCount(1);
});

test("done, held, put off", async () => {
    onRpc("mail.activity", "action_feedback", ({ args }) => {
        expect.step(`done ${args[0]}`);
        return false;
    });
    onRpc("calendar.event", "action_sales_held", ({ args }) => {
        expect.step(`held ${args[0]}`);
        return true;
    });
    onRpc("sales.my.day", "snooze", ({ args }) => {
        expect.step(`snooze ${args}`);
        return "2017-08-17";
    });
    await mountDay();
    // A letter nobody was reminded of has nothing to tick off.
    expect(".o_my_day_done").toHaveCount(2);
    await contains(".o_my_day_overdue .o_my_day_snooze").click();
    await contains(".o-dropdown--menu .dropdown-item:last").click();
    await contains(".o_my_day_meeting .o_my_day_done").click();
    answer = { ...DAY, lines: [], next: "Tasting, tomorrow" };
    await contains(".o_my_day_overdue .o_my_day_done").click();
    expect.verifySteps(["snooze 3,working_day", "held 7", "done 3"]);
    expect(".o_my_day_empty").toHaveText("Nothing waits.\n\nNext: Tasting, tomorrow");
});

test("by the keyboard", async () => {
    mockService("action", {
        doAction(action, options) {
            if (action.tag) {
                return super.doAction(action, options);
            }
            expect.step(`open ${action.res_model}`);
        },
    });
    onRpc("sales.my.day", "snooze", ({ args }) => {
        expect.step(`snooze ${args}`);
        return "2017-08-17";
    });
    await mountDay();
    queryFirst(".o_my_day_line").focus();
    await press("ArrowDown");
    expect(".o_my_day_letter .o_my_day_line").toBeFocused();
    await press("w");
    await press("Enter");
    // Nothing to put off: no harm done.
    await press("s");
    await press("ArrowUp");
    expect(".o_my_day_overdue .o_my_day_line").toBeFocused();
    await press("s");
    expect.verifySteps([
        "open mail.compose.message",
        "open res.partner",
        "snooze 3,tomorrow",
    ]);
});

test("a line of several records opens what they are in", async () => {
    mockService("action", {
        doAction(action, options) {
            if (action.tag) {
                return super.doAction(action, options);
            }
            expect.step(`${action.name} ${JSON.stringify(action.domain)}`);
        },
    });
    const action = { name: "Proposals", domain: [["user_id", "=", 5]] };
    answer = {
        ...DAY,
        lines: [{ ...DAY.lines[0], activity_id: false, can_open: false, action }],
    };
    await mountDay();
    await contains(".o_my_day_text").click();
    queryFirst(".o_my_day_line").focus();
    await press("Enter");
    const opened = 'Proposals [["user_id","=",5]]';
    expect.verifySteps([opened, opened]);
});

test("read again when one comes back to it or something changed", async () => {
    await mountDay();
    expect(asked.length).toBe(1);
    browser.dispatchEvent(new Event("focus"));
    browser.dispatchEvent(new Event("focus"));
    await advanceTime(DEBOUNCE + 10);
    expect(asked.length).toBe(2);
});

test("a leader looks at a member's day, and does nothing there", async () => {
    answer = { ...DAY, members: [{ id: 6, name: "Boris" }] };
    await mountDay();
    answer = { ...answer, is_own: false, user: { id: 6, name: "Boris" } };
    await contains(".o_my_day_who").click();
    await contains(".o-dropdown--menu .dropdown-item:contains(Boris)").click();
    expect(asked.at(-1)).toEqual([null, 6]);
    expect(".o_my_day_head p").toHaveText("The day of Boris");
    expect(".o_my_day_done").toHaveCount(0);
    expect(".o_my_day_snooze").toHaveCount(0);
});

test("no plan, no norms", async () => {
    answer = { ...DAY, pace: null, card: { norms: [], todo: "" } };
    await mountDay();
    expect(".o_my_day_side").toHaveText("No plan for this period.");
});
