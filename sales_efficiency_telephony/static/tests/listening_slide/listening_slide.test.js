import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { SLIDES } from "@sales_efficiency/wall_board/slides/slides";
import { makeSteps } from "@sales_efficiency/wall_board/wall_rotation";
import "@sales_efficiency_telephony/listening_slide/listening_slide";

defineMailModels();

const ROWS = [
    { id: 1, name: "Lena", done: 1, open: 1, overdue: 1, total: 3, share: 33 },
    { id: 2, name: "Max", done: 1, open: 1, overdue: 0, total: 2, share: 50 },
    { id: 3, name: "Ada", done: 2, open: 0, overdue: 0, total: 2, share: 100 },
];

test("who has listened, and to how many calls", async () => {
    const [step] = makeSteps([{ id: 1, type: "listening", rows: ROWS }]);
    await mountWithCleanup(SLIDES.listening, {
        props: { step, board: {}, unit: "count" },
    });
    expect(queryAllTexts(".o_wall_text")).toEqual(["Lena", "Max", "Ada"]);
    expect(queryAllTexts(".o_wall_pace")).toEqual(["1 of 3", "1 of 2", "2 of 2"]);
    expect(queryAllTexts(".o_wall_note")).toEqual([
        "overdue: 1",
        "to listen to: 1",
        "all done",
    ]);
    expect(".o_wall_row.o_pace_bad").toHaveCount(1);
    expect(".o_wall_row.o_pace_good").toHaveText(/Ada/);
});

test("many heads take several pages", () => {
    const rows = Array.from({ length: 14 }, (_, id) => ({ ...ROWS[0], id }));
    const steps = makeSteps([{ id: 1, type: "listening", rows }]);
    expect(steps.map((step) => step.rows.length)).toEqual([6, 6, 2]);
});
