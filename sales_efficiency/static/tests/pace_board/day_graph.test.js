import { expect, test } from "@odoo/hoot";
import {
    fields,
    models,
    defineModels,
    mountView,
} from "@web/../tests/web_test_helpers";
import {
    checkDatasets,
    setupChartJsForTests,
} from "@web/../tests/views/graph/graph_test_helpers";
import { defineBoardModels, mockBoardFrame } from "../pace_report_model";

class SalesPaceDay extends models.Model {
    _name = "sales.pace.day";

    day = fields.Date();
    series = fields.Selection({
        selection: [
            ["fact", "Fact"],
            ["plan", "Plan"],
        ],
    });
    value = fields.Float({ aggregator: "sum" });

    _records = [
        { id: 1, day: "2017-08-01", series: "plan", value: 10 },
        { id: 2, day: "2017-08-02", series: "plan", value: 10 },
        { id: 3, day: "2017-08-03", series: "plan", value: 10 },
        { id: 4, day: "2017-08-01", series: "fact", value: 4 },
        { id: 5, day: "2017-08-02", series: "fact", value: 8 },
    ];
}

defineBoardModels();
defineModels({ SalesPaceDay });
setupChartJsForTests();

test("plan and fact add up; the facts end at the day looked at", async () => {
    mockBoardFrame();
    const view = await mountView({
        type: "graph",
        resModel: "sales.pace.report",
        arch: `<graph js_class="sales_day_graph" type="line" cumulated="1" stacked="0">
            <field name="fact" type="measure"/></graph>`,
    });
    checkDatasets(
        view,
        ["label", "data", "borderDash"],
        [
            { label: "Fact", data: [4, 12], borderDash: undefined },
            { label: "Plan", data: [10, 20, 30], borderDash: [6, 4] },
        ],
    );
    expect(".o_board_day_caption").toHaveText("working day 11 of 23");
});
