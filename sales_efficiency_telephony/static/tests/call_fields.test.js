import { expect, test } from "@odoo/hoot";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { formatTalkTime } from "@sales_efficiency_telephony/call_fields/talk_time";

class Call extends models.Model {
    _name = "pbx.call";

    talk_seconds = fields.Float({ aggregator: "sum" });
    direction = fields.Selection({
        selection: [
            ["in", "Incoming"],
            ["out", "Outgoing"],
        ],
    });

    _records = [
        { id: 1, talk_seconds: 205.25, direction: "in" },
        { id: 2, talk_seconds: 3600, direction: "out" },
    ];
}

defineMailModels();
defineModels([Call]);

test("lengths are written in minutes and seconds", () => {
    const lengths = [0, 9.4, 59.5, 205, 3599.6, 3725.5, false];
    expect(lengths.map(formatTalkTime)).toEqual([
        "0:00",
        "0:09",
        "1:00",
        "3:25",
        "1:00:00",
        "1:02:06",
        "0:00",
    ]);
});

test("a list shows lengths, their sum and the direction in words", async () => {
    await mountView({
        type: "list",
        resModel: "pbx.call",
        arch: `
            <list>
                <field name="direction" widget="pbx_direction"/>
                <field name="talk_seconds" widget="pbx_talk_time" sum="All"/>
            </list>`,
    });
    expect(".o_pbx_talk_time:eq(0)").toHaveText("3:25");
    expect(".o_pbx_talk_time:eq(1)").toHaveText("1:00:00");
    expect("tfoot .o_list_number").toHaveText("1:03:25");
    expect(".o_pbx_direction:eq(0) .visually-hidden").toHaveText("Incoming");
    expect(".o_pbx_direction:eq(1)").toHaveAttribute("title", "Outgoing");
});
