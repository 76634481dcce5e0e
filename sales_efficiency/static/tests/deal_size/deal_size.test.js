import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
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

const FIGURES = {
    average: 200,
    median: 150,
    largest: 900,
    offers: 41,
    orders: 20,
    items: 2,
    threshold: 500,
    above: 2,
    former_threshold: null,
    former_above: null,
    former_share: null,
};

const ANNA = {
    ...FIGURES,
    id: 5,
    name: "Anna",
    others_share: 27,
    others_count: 100,
    verdict: "lower",
    gap: 0.2,
};

const SIZES = {
    date_from: "2017-05-18",
    date_to: "2017-08-15",
    kind: "offer",
    currency_id: 1,
    least: 10,
    user: { id: 5, name: "Anna" },
    team: null,
    is_fixed: false,
    people: [ANNA],
    teams: [{ id: 3, name: "North" }],
    figures: FIGURES,
    others: { count: 100, average: 300, median: 250, largest: 2000 },
    classes: [
        { from: 100, to: 500, count: 39, share: 95, others: 73 },
        { from: 500, to: null, count: 2, share: 5, others: 27 },
    ],
    sentence: "Anna's offers stop at 500.",
    domain: [["user_id", "=", 5]],
    context: { sales_offer_dates: ["2017-05-18", "2017-08-15"] },
    effort: { rows: [], sentence: "", domain: [] },
};

let answer;
let asked;
let opened;

beforeEach(() => {
    answer = SIZES;
    asked = [];
    opened = [];
    onRpc("sales.deal.size", "get_deal_sizes", ({ args }) => {
        asked.push({ ...args[0] });
        return { ...answer, kind: args[0].kind };
    });
});

async function mountSizes() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sales_efficiency.deal_size",
        name: "Deal Size",
        params: { user_id: 5 },
    });
    await animationFrame();
}

function getNote(index) {
    return queryAllTexts(`.o_deal_size_tiles > div:eq(${index}) dd`)[1];
}

test("a person beside the team", async () => {
    await mountSizes();
    expect(".o_deal_size_sentence").toHaveText("Anna's offers stop at 500.");
    expect(queryAllTexts(".o_size_class b")).toEqual(["95 %", "5 %"]);
    expect(".o_size_class .o_size_others").toHaveCount(2);
    expect(getNote(2)).toMatch(/^Team: .*2.?000/);
    expect(getNote(5)).toBe("of 100 offers");
});

test("whoever does not lead chooses a period, and is told no single deal", async () => {
    answer = {
        ...SIZES,
        is_fixed: true,
        others: { average: 300, median: 250 },
        people: [{ ...ANNA, others_count: null }],
    };
    await mountSizes();
    expect(".o_deal_size_ask input[type=date]").toHaveCount(0);
    expect(".o_deal_size_ask select").toHaveCount(1);
    expect(getNote(0)).toMatch(/^Team: .*300/);
    expect(getNote(2) || "").toBe("");
    expect(getNote(5) || "").toBe("");
});

test("another period, and orders instead of offers", async () => {
    await mountSizes();
    await contains(".o_deal_size_ask label:contains(Period) select").select("365");
    await contains(".o_deal_size_ask button:contains(Orders)").click();
    expect(asked.map(({ days, kind }) => [days, kind])).toEqual([
        [90, "offer"],
        [365, "offer"],
        [365, "order"],
    ]);
    expect(".o_deal_size_ask button:contains(Orders)").toHaveAttribute(
        "aria-pressed",
        "true",
    );
});

test("a bar opens its offers", async () => {
    mockService("action", {
        doAction(request) {
            if (request.res_model) {
                opened.push([request.res_model, request.domain]);
                return Promise.resolve();
            }
            return super.doAction(...arguments);
        },
    });
    await mountSizes();
    await contains(".o_size_class:eq(0)").click();
    await contains(".o_size_class:eq(1)").click();
    expect(opened).toEqual([
        [
            "sales.offer.report",
            [
                ["user_id", "=", 5],
                ["amount", ">=", 100],
                ["amount", "<", 500],
            ],
        ],
        [
            "sales.offer.report",
            [
                ["user_id", "=", 5],
                ["amount", ">=", 500],
            ],
        ],
    ]);
});
