import { expect, test } from "@odoo/hoot";
import { queryFirst, queryText } from "@odoo/hoot-dom";
import { mailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class SalesLoadReport extends models.Model {
    _name = "sales.load.report";

    percent = fields.Float();
    capacity = fields.Float();
    deal_count = fields.Integer();
    status = fields.Selection({
        selection: [
            ["over", "Too much"],
            ["even", "Fair"],
            ["room", "Has room"],
            ["none", "No share"],
        ],
    });
}

defineModels({ ...mailModels, SalesLoadReport });

/** Show the load of somebody who has nine deals where four would be fair. */
async function mountLoad(values = {}) {
    SalesLoadReport._records = [
        {
            id: 1,
            percent: 225.9,
            capacity: 4,
            deal_count: 9,
            status: "over",
            ...values,
        },
    ];
    await mountView({
        type: "kanban",
        resModel: "sales.load.report",
        arch: `<kanban><templates><t t-name="card">
            <field name="percent" widget="load_bar"/></t></templates></kanban>`,
    });
}

test("too much is said in a word, and never rounded up", async () => {
    await mountLoad();
    expect(queryText(".o_load")).toInclude("too much");
    expect(queryText(".o_load b")).toBe("225 %");
    expect(".o_pace_bar").toHaveAttribute(
        "aria-label",
        "9 open deals, 4 would be fair: too much",
    );
});

test("the bar reaches to twice a fair load, the tick stands at one", async () => {
    await mountLoad({ percent: 75, capacity: 4, deal_count: 3, status: "even" });
    expect(queryFirst(".o_pace_bar_fill").style.width).toBe("37.5%");
    expect(queryFirst(".o_pace_bar_tick").style.insetInlineStart).toBe("50%");
    expect(queryText(".o_load")).toInclude("fair");
});

test("who has no share has no percentage", async () => {
    await mountLoad({ percent: 0, capacity: 0, deal_count: 4, status: "none" });
    expect(queryText(".o_load b")).toBe("–");
    expect(queryText(".o_load")).toInclude("no share");
    expect(".o_pace_bar_tick").toHaveCount(0);
});
