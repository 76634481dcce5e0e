import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineParams,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sat", "Sun"];

/** Ten calls on Monday at nine, two at eleven, five on Wednesday at nine. */
const MAP = {
    date_from: "2017-07-19",
    date_to: "2017-08-15",
    measure: "incoming_count",
    unit: "count",
    measures: [
        { name: "incoming_count", label: "Incoming" },
        { name: "answered_share", label: "Answered, %" },
    ],
    weekdays: DAYS.map((name, index) => ({ key: index + 1, name })),
    cells: [
        { weekday: 1, hour: 9, value: 10 },
        { weekday: 1, hour: 11, value: 2 },
        { weekday: 3, hour: 9, value: 5 },
    ],
    days: { 1: 12, 3: 5 },
    hours: { 9: 15, 11: 2 },
    total: 17,
    model: "pbx.call.report",
    domain: [["kind", "=", "call"]],
};

let asked;
let map;

beforeEach(() => {
    mockDate("2017-08-15 12:00:00", +0);
    asked = [];
    map = MAP;
    onRpc("pbx.call.report", "get_heat_choices", () => ({
        teams: [
            { id: 1, name: "North" },
            { id: 2, name: "South" },
        ],
        people: [],
    }));
    onRpc("pbx.call.report", "get_heat_map", ({ args }) => {
        asked.push({ ...args[0] });
        return map;
    });
});

async function mountMap() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sales_efficiency_telephony.call_heat_map",
        name: "Calls by Hour",
    });
    await animationFrame();
}

test("hours by weekdays, the more the darker, the number in each cell", async () => {
    await mountMap();
    expect(".o_call_heat caption").toHaveText(
        "Incoming by hour and weekday, on the clock of the team",
    );
    expect(queryAllTexts(".o_call_heat tbody th")).toEqual(["09:00", "10:00", "11:00"]);
    expect(queryAllTexts(".o_call_heat_cell")).toEqual(["10", "5", "2"]);
    expect("[data-cell='1-9']").toHaveClass("o_call_heat_5");
    expect("[data-cell='3-9']").toHaveClass("o_call_heat_3");
    expect("[data-cell='1-11']").toHaveClass("o_call_heat_1");
    expect(queryAllTexts(".o_call_heat tfoot td")).toEqual([
        "12",
        "–",
        "5",
        "–",
        "–",
        "–",
        "–",
        "17",
    ]);
    expect("[data-cell='1-9']").toHaveAttribute(
        "aria-label",
        "Monday, 09:00: 10 (Incoming)",
    );
});

test("averages lie between the least and the most; none of it is a value too", async () => {
    map = {
        ...MAP,
        measure: "answered_share",
        unit: "percent",
        cells: [
            { weekday: 1, hour: 9, value: 0, count: 1 },
            { weekday: 3, hour: 9, value: 62.5, count: 8 },
        ],
    };
    await mountMap();
    expect(queryAllTexts(".o_call_heat_cell")).toEqual(["0 %", "62.5 %"]);
    expect("[data-cell='1-9']").toHaveClass("o_call_heat_1");
    expect("[data-cell='3-9']").toHaveClass("o_call_heat_5");
    expect("[data-cell='3-9']").toHaveAttribute(
        "aria-label",
        "Wednesday, 09:00: 62.5 % (Answered, %), of 8",
    );
});

test("the tab key reaches one cell, the arrows the others", async () => {
    await mountMap();
    expect("[data-cell][tabindex='0']").toHaveCount(1);
    await contains("[data-cell='1-9']").focus();
    await press("ArrowRight");
    await animationFrame();
    expect("[data-cell='3-9']").toBeFocused();
    expect("[data-cell='3-9']").toHaveAttribute("tabindex", "0");
    await press("ArrowLeft");
    await press("ArrowDown");
    await animationFrame();
    expect("[data-cell='1-11']").toBeFocused();
    await press("ArrowDown");
    expect("[data-cell='1-11']").toBeFocused();
});

test("right to left the arrows lead where they point", async () => {
    defineParams({ lang_parameters: { direction: "rtl" } });
    await mountMap();
    await contains("[data-cell='1-9']").focus();
    await press("ArrowLeft");
    await animationFrame();
    expect("[data-cell='3-9']").toBeFocused();
});

test("a cell opens what it is made of", async () => {
    const opened = [];
    mockService("action", {
        doAction(request) {
            if (request.res_model) {
                opened.push([request.name, request.res_model, request.domain]);
                return Promise.resolve();
            }
            return super.doAction(...arguments);
        },
    });
    map = { ...MAP, model: "pbx.review.report" };
    await mountMap();
    await contains("[data-cell='3-9']").click();
    expect(opened).toEqual([
        [
            "Wednesday, 09:00",
            "pbx.review.report",
            [
                ["kind", "=", "call"],
                ["weekday", "=", "3"],
                ["hour", "=", 9],
            ],
        ],
    ]);
});

test("another measure and another team are asked for", async () => {
    await mountMap();
    await contains(".o_call_heat_options select:eq(0)").select("answered_share");
    await contains(".o_call_heat_options select:eq(1)").select("2");
    expect(asked).toEqual([
        {},
        { measure: "answered_share" },
        { measure: "answered_share", team_id: 2 },
    ]);
});

test("no calls at all", async () => {
    map = { ...MAP, cells: [], days: {}, hours: {}, total: null };
    await mountMap();
    expect(".o_call_heat_empty p:eq(0)").toHaveText("No calls in this period.");
});
