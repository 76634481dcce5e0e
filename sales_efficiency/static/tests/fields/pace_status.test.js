import { expect, test } from "@odoo/hoot";
import { queryAllTexts, queryText } from "@odoo/hoot-dom";
import { mountView } from "@web/../tests/web_test_helpers";
import {
    BEHIND,
    SalesPaceReport,
    defineBoardModels,
    mountCard,
    squeeze,
} from "../pace_report_model";

defineBoardModels();

const mountStatus = (values) => mountCard("pace", "pace_status", values);

test("a status is said in number, icon and word", async () => {
    await mountStatus({ pace: 80.4, status: "behind" });
    expect(squeeze(queryText(".o_pace_number"))).toBe("▼80%");
    expect(".o_pace_word").toHaveText("behind");
    expect(".o_pace_icon").toHaveAttribute("aria-hidden", "true");
    expect(".o_pace_status").toHaveClass("o_pace_poor");
});

test("a pace that is undefined is a dash", async () => {
    await mountStatus({ pace: 0, status: false });
    expect(squeeze(queryText(".o_pace_number"))).toBe("○–");
    expect(".o_pace_word").toHaveText("no plan");
});

test("who is away is said to be", async () => {
    await mountStatus({ card: { leave_until: "2017-08-20" } });
    expect(".o_pace_word").toHaveText("on leave");
    expect(".o_pace_status").toHaveClass("o_pace_none");
});

test("in a list the status is a word with its icon", async () => {
    SalesPaceReport._records = ["far_behind", "ahead"].map((status, index) => ({
        ...BEHIND,
        id: index + 1,
        status,
    }));
    await mountView({
        type: "list",
        resModel: "sales.pace.report",
        arch: `<list><field name="status" widget="pace_word"/></list>`,
    });
    const words = queryAllTexts("td[name=status]").map(squeeze);
    expect(words).toEqual(["▼▼farbehind", "▲ahead"]);
});
