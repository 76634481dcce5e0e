import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { ScriptPanel } from "@sales_efficiency/script_panel/script_panel";
import { ScriptStep } from "@sales_efficiency/script_panel/script_step/script_step";

defineMailModels();

const STEP = {
    kind: "ask",
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

const STEPS = [
    { ...STEP, key: "s1", kind: "say", name: "Greet", text: "<p>Good <b>day</b></p>" },
    {
        ...STEP,
        key: "s2",
        name: "How many?",
        options: [
            { key: "o1", name: "A few" },
            { key: "o2", name: "Many" },
        ],
    },
    {
        ...STEP,
        key: "s3",
        name: "Budget?",
        type: "monetary",
        label: "Expected Revenue",
    },
    { ...STEP, key: "s4", kind: "check", name: "Noted", is_required: true },
];

const DATA = {
    lead_id: 7,
    name: "Tasting",
    stage: "First",
    is_opportunity: true,
    can_answer: true,
    can_write_scripts: false,
    script: { id: 1, name: "First Call", version: 1, is_outdated: false },
    why: "For all deals in the stage First.",
    run_id: false,
    state: "new",
    steps: STEPS,
    current: "s1",
    is_done: false,
    objections: [
        {
            ...STEP,
            key: "s9",
            kind: "objection",
            name: "Too expensive",
            text: "<p>Less by the year.</p>",
        },
    ],
    checks: [{ key: "s4", name: "Noted" }],
};

/** Show the panel over a server that goes on step by step. */
async function mountPanel(data = {}, props = {}) {
    let answer = { ...DATA, ...data };
    onRpc("crm.lead", "get_sales_script", () => answer);
    onRpc("crm.lead", "answer_sales_script", ({ args }) => {
        expect.step(`${args[1]} ${JSON.stringify(args[2])}`);
        if (args[2].value === "a lot") {
            throw makeServerError({ message: "Expected Revenue is a number." });
        }
        const keys = STEPS.map((step) => step.key);
        const current = keys[keys.indexOf(args[1]) + 1] || false;
        if (args[1] !== "s9") {
            answer = { ...answer, current };
        }
        return answer;
    });
    onRpc("crm.lead", "step_back_sales_script", ({ args }) => {
        expect.step(`back ${args[1] || ""}`);
        answer = { ...answer, current: args[1] || "s1" };
        return answer;
    });
    await mountWithCleanup(ScriptPanel, { props: { leadId: 7, ...props } });
    await animationFrame();
}

test("by the keyboard, from step to step", async () => {
    await mountPanel({}, { autofocus: true });
    expect(".o_script_name").toHaveText("Greet");
    expect(".o_script_text b").toHaveText("day");
    expect(".o_script_progress").toHaveText("1 of 4");
    expect(".o_script_title").toBeFocused();
    await press("Enter");
    await animationFrame();
    expect(".o_script_name").toHaveText("How many?");
    expect(".o_script_title").toBeFocused();
    await press("2");
    await animationFrame();
    expect(".o_script_name").toHaveText("Budget?");
    expect(".o_script_input input").toBeFocused();
    // Where something is typed, a number is a number and Backspace takes one away.
    await press("1");
    await press("Backspace");
    await contains(".o_script_input input").edit("1,200.50", { confirm: false });
    await press("Enter");
    await animationFrame();
    expect(".o_script_check input").toBeFocused();
    await press("Backspace");
    await animationFrame();
    expect.verifySteps(["s1 {}", 's2 {"option":"o2"}', 's3 {"value":1200.5}', "back "]);
});

test("what nobody touched follows the deal and is not written back", async () => {
    const budget = { ...STEPS[2], current_value: 500 };
    class Parent extends Component {
        static components = { ScriptStep };
        static props = [];
        static template = xml`
            <ScriptStep step="state.step" isSaving="false" isFirst="true"
                onAnswer="(step, answer) => this.note(answer)" onBack="() => {}" />`;
        setup() {
            this.state = useState({ step: budget });
        }
        note(answer) {
            expect.step(JSON.stringify(answer));
        }
    }
    const parent = await mountWithCleanup(Parent);
    expect("input").toHaveValue("500");
    parent.state.step = { ...budget, current_value: 700 };
    await animationFrame();
    expect("input").toHaveValue("700");
    await contains(".o_script_next").click();
    await contains("input").edit("800", { confirm: false });
    parent.state.step = { ...budget, current_value: 900 };
    await animationFrame();
    expect("input").toHaveValue("800");
    await contains(".o_script_next").click();
    expect.verifySteps(['{"confirmed":true}', '{"value":800}']);
});

test("what the server refuses is shown, and what was typed stays", async () => {
    await mountPanel({ current: "s3" });
    await contains(".o_script_input input").edit("a lot", { confirm: false });
    await contains(".o_script_next").click();
    expect(".o_script_error").toHaveText("Expected Revenue is a number.");
    expect(".o_script_input input").toHaveValue("a lot");
    await contains(".o_script_skip").click();
    expect(".o_script_error").toHaveCount(0);
    expect.verifySteps(['s3 {"value":"a lot"}', "s3 {}"]);
});

test("ticked or not, and what is left at the end", async () => {
    await mountPanel({ current: "s4" });
    expect(".o_script_required").toHaveCount(1);
    await contains(".o_script_check input").click();
    await contains(".o_script_next").click();
    expect.verifySteps(['s4 {"value":true}']);
    expect(".o_script_progress").toHaveText("Finished");
    await contains(".o_script_open button").click();
    expect.verifySteps(["back s4"]);
    expect(".o_script_name").toHaveText("Noted");
});

test("objections are at hand at any time", async () => {
    await mountPanel();
    queryFirst(".o_script_objections").open = true;
    queryFirst(".o_script_objection").open = true;
    await contains(".o_script_outcomes button").click();
    expect.verifySteps(["s9 {}"]);
    expect(".o_script_name").toHaveText("Greet");
});

test("nothing is noted where the form cannot be saved", async () => {
    await mountPanel({}, { beforeAnswer: () => false });
    await contains(".o_script_next").click();
    expect(".o_script_name").toHaveText("Greet");
    expect.verifySteps([]);
});

test("no script, and who may write one", async () => {
    await mountPanel({ script: false, can_write_scripts: true });
    expect(".o_script_none").toHaveText("No script for the stage First.Write one");
});

test("who may not change the deal reads", async () => {
    await mountPanel({ can_answer: false });
    expect(queryAllTexts(".o_script_whole li > b")).toEqual([
        "Greet",
        "How many?",
        "Budget?",
        "Noted",
    ]);
    expect(".o_script button").toHaveCount(0);
});
