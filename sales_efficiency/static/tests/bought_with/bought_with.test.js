import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Good extends models.Model {
    _name = "bought.good";
    name = fields.Char();
    _records = [
        { id: 1, name: "Espresso Machine" },
        { id: 2, name: "Contract" },
    ];
}

class Line extends models.Model {
    _name = "bought.line";
    product_id = fields.Many2one({ relation: "bought.good" });
    _records = [{ id: 1, product_id: 1 }];
}

class Order extends models.Model {
    _name = "bought.order";
    state = fields.Selection({
        selection: [
            ["draft", "Quotation"],
            ["sale", "Order"],
        ],
    });
    company_id = fields.Many2one({ relation: "bought.good" });
    order_line = fields.One2many({ relation: "bought.line" });
    _records = [
        { id: 1, state: "draft", order_line: [1] },
        { id: 2, state: "sale", order_line: [1] },
    ];
}

defineMailModels();
defineModels([Good, Line, Order]);

const CONTRACT = {
    product_id: 2,
    name: "Contract",
    with_name: "Espresso Machine",
    both: 15,
    first: 20,
    confidence: 75,
};

let asked;

beforeEach(() => {
    asked = [];
    onRpc("sales.cross.sell", "get_companions", ({ args }) => {
        asked.push(args[0]);
        return args[0].includes(2) ? [] : [CONTRACT];
    });
});

async function mountOrder(resId) {
    await mountView({
        type: "form",
        resModel: "bought.order",
        resId,
        arch: `
            <form>
                <field name="order_line">
                    <list editable="bottom"><field name="product_id" /></list>
                </field>
                <widget name="sales_bought_with" />
            </form>`,
    });
    await animationFrame();
}

test("a click adds what is often bought with it", async () => {
    await mountOrder(1);
    expect(".o_bought_with button").toHaveText("Contract");
    expect(".o_bought_with_why").toHaveText("15 of 20 orders (75 %)");
    await contains(".o_bought_with button").click();
    await animationFrame();
    expect(queryAllTexts(".o_data_row td[name=product_id]")).toEqual([
        "Espresso Machine",
        "Contract",
    ]);
    // What is there now is asked of anew, and offered no more.
    expect(asked).toEqual([[1], [1, 2]]);
    expect(".o_bought_with").toHaveCount(0);
});

test("an order only says so", async () => {
    await mountOrder(2);
    expect(".o_bought_with b").toHaveText("Contract");
    expect(".o_bought_with button").toHaveCount(0);
});
