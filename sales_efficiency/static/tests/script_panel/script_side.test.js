import { expect, test } from "@odoo/hoot";
import { press, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { defineMailModels, patchUiSize } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { ScriptSide } from "@sales_efficiency/script_panel/script_side/script_side";

defineMailModels();

const STEP = {
    kind: "say",
    text: "",
    type: "char",
    label: "",
    relation: "",
    choices: [],
    current_value: false,
    is_required: false,
    options: [],
    answer: false,
};
const DATA = {
    lead_id: 7,
    name: "Tasting",
    stage: "First",
    is_opportunity: true,
    can_answer: true,
    can_write_scripts: false,
    script: { id: 1, name: "First Call", version: 1, is_outdated: false },
    why: "",
    run_id: false,
    state: "new",
    steps: [{ ...STEP, key: "s1", name: "Greet" }],
    current: "s1",
    is_done: false,
    objections: [{ ...STEP, key: "s9", kind: "objection", name: "Too expensive" }],
    checks: [],
};

/** The page has something before and after the script. */
class Page extends Component {
    static components = { ScriptSide };
    static props = [];
    static template = xml`
        <div>
            <button class="before">Before</button>
            <ScriptSide t-if="state.record" record="state.record"
                close="() => this.close()" onAnswered="() => {}" />
            <button class="after">After</button>
        </div>`;
    setup() {
        this.state = useState({
            record: { resId: 7, data: { name: "Tasting", stage_id: { id: 1 } } },
        });
    }
    close() {
        expect.step("closed");
        this.state.record = null;
    }
}

async function mountPage(width) {
    await patchUiSize({ width });
    onRpc("crm.lead", "get_sales_script", () => DATA);
    await mountWithCleanup(Page);
    await animationFrame();
}

test("on a phone the focus stays in the sheet", async () => {
    await mountPage(390);
    expect(".o_script_side").toHaveAttribute("role", "dialog");
    expect(".o_script_side").toHaveAttribute("aria-modal", "true");
    expect(".o_script_title").toBeFocused();
    expect(getService("ui").activeElement).toBe(queryFirst(".o_script_side"));
    // What is folded away is not the last one.
    queryFirst(".o_script_objections > summary").focus();
    await press("Tab");
    expect(".o_script_close").toBeFocused();
    await press(["shift", "Tab"]);
    expect(".o_script_objections > summary").toBeFocused();
    queryFirst(".o_script_objections").open = true;
    await press("Tab");
    expect(".o_script_objection > summary").toBeFocused();
    queryFirst(".o_script_objection").open = true;
    await press("Tab");
    expect(".o_script_outcomes button").toBeFocused();
    await press("Tab");
    expect(".o_script_close").toBeFocused();
    // Having clicked where nothing takes it.
    queryFirst(".o_script_side").focus();
    await press(["shift", "Tab"]);
    expect(".o_script_outcomes button").toBeFocused();
    document.activeElement.blur();
    await press("Tab");
    expect(".o_script_close").toBeFocused();
});

test("on a phone Escape closes the sheet, wherever the focus got lost", async () => {
    await mountPage(390);
    document.activeElement.blur();
    await press("Escape");
    await animationFrame();
    expect.verifySteps(["closed"]);
    expect(".o_script_side").toHaveCount(0);
    expect(getService("ui").activeElement).toBe(document);
    await contains(".after").focus();
    await press(["shift", "Tab"]);
    expect(".before").toBeFocused();
});

test("on a wide screen the page beside it can be reached", async () => {
    await mountPage(1200);
    expect(".o_script_side").toHaveAttribute("role", "complementary");
    expect(".o_script_side").not.toHaveAttribute("aria-modal");
    expect(getService("ui").activeElement).toBe(document);
    queryFirst(".o_script_close").focus();
    await press(["shift", "Tab"]);
    expect(".before").toBeFocused();
    // Keys are for what has the focus.
    await press("Escape");
    expect.verifySteps([]);
    expect(".o_script_side").toHaveCount(1);
});

test("a sheet that gets room beside it lets the focus go", async () => {
    await mountPage(390);
    await patchUiSize({ width: 1400 });
    await animationFrame();
    expect(".o_script_side").toHaveAttribute("role", "complementary");
    expect(getService("ui").activeElement).toBe(document);
});
