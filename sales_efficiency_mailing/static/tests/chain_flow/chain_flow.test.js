import { expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { ChainFlow } from "@sales_efficiency_mailing/chain_flow/chain_flow";

defineMailModels();

const KINDS = [
    { key: "letter", name: "Letter", icon: "fa-envelope-o" },
    { key: "wait", name: "Wait", icon: "fa-clock-o" },
];

const makeStep = (id, name, values) => ({
    id,
    name,
    kind: "letter",
    kind_name: "Letter",
    icon: "fa-envelope-o",
    part: "loyalty",
    part_name: "Builds loyalty",
    lines: [],
    writes: true,
    letters: [{ id: 10 + id, subject: `Subject of ${name}` }],
    links: [{ way_id: false, name: false, target_id: false, target_name: false }],
    problems: [],
    figures: false,
    can_move_up: false,
    row: id - 1,
    column: 0,
    is_reached: true,
    ...values,
});

const BRANCH = makeStep(2, "Opened?", {
    kind: "branch",
    writes: false,
    letters: [],
    lines: ["Waits up to 3 working days"],
    links: [
        { way_id: 5, name: "Letter was opened", target_id: 3, target_name: "Offer" },
        { way_id: false, name: "Otherwise", target_id: false, target_name: false },
    ],
});

const makeFlow = (values) => ({
    version: { id: 1, number: 1, state: "draft" },
    versions: [{ id: 1, number: 1, state: "draft" }],
    kinds: KINDS,
    first_id: 1,
    entries: [],
    can_edit: true,
    can_write: true,
    steps: [
        makeStep(1, "Greeting", {
            links: [
                { way_id: false, name: false, target_id: 2, target_name: "Opened?" },
            ],
        }),
        BRANCH,
        makeStep(3, "Offer", { part: "selling", part_name: "Sells", letters: [] }),
    ],
    ...values,
});

async function mountFlow(values) {
    onRpc("mailing.chain", "get_flow", ({ args }) => {
        expect.step(`get_flow ${args}`);
        return makeFlow(values);
    });
    await mountWithCleanup(ChainFlow, { props: { chainId: 7 } });
    await animationFrame();
    expect.verifySteps(["get_flow 7,false"]);
}

test("steps are cards, in the order they are read", async () => {
    await mountFlow();
    expect(queryAllTexts(".o_chain_name")).toEqual(["Greeting", "Opened?", "Offer"]);
    expect(queryAllTexts(".o_chain_letter")).toEqual([
        "Subject of Greeting",
        "Write the letter",
    ]);
    expect(".o_chain_selling .o_chain_part").toHaveText("Sells");
    expect(queryAllTexts("[data-step='2'] .o_chain_way")).toEqual([
        "Letter was opened",
        "Otherwise",
    ]);
    expect("[data-step='2'] .o_chain_follow").toHaveText("Offer");
    expect("[data-step='2'] .o_chain_end").toHaveCount(1);
    expect(".o_chain_edge").toHaveCount(3);
    expect(".o_chain_figures").toHaveCount(0);
});

test("a step stands where there is room for the one before", async () => {
    await mountFlow();
    const [first, second] = [1, 2].map((id) =>
        queryOne(`[data-step='${id}']`).getBoundingClientRect(),
    );
    expect(second.top).toBeGreaterThan(first.bottom);
});

test("a step is put into a way, and opened", async () => {
    mockService("dialog", {
        add(_component, props) {
            expect.step(`open ${props.resModel} ${props.resId}`);
        },
    });
    onRpc("mailing.chain.step", "draw", ({ args }) => {
        expect.step(`draw ${args}`);
        return 3;
    });
    await mountFlow();
    await contains("[data-step='2'] .o_chain_ways li:eq(0) .o_chain_add").click();
    await contains(".o_chain_add_wait").click();
    expect.verifySteps([
        "draw 1,wait,2,5",
        "get_flow 7,false",
        "open mailing.chain.step 3",
    ]);
    expect("[data-step='3'] .o_chain_name").toBeFocused();
});

test("the first step is put in at the beginning", async () => {
    mockService("dialog", { add() {} });
    onRpc("mailing.chain.step", "draw", ({ args }) => {
        expect.step(`draw ${args}`);
        return 1;
    });
    await mountFlow();
    await contains(".o_chain_start .o_chain_add").click();
    await contains(".o_chain_add_letter").click();
    expect.verifySteps(["draw 1,letter,false,false", "get_flow 7,false"]);
});

test("a step is removed when that was confirmed", async () => {
    onRpc("mailing.chain.step", "take_out", ({ args }) => {
        expect.step(`take_out ${args}`);
        return true;
    });
    await mountFlow();
    await contains("[data-step='1'] .o_chain_menu").click();
    expect(".o_chain_up").toHaveCount(0);
    await contains(".o_chain_take_out").click();
    expect(".modal-title").toHaveText("Remove Greeting");
    await contains(".modal .btn-primary").click();
    expect.verifySteps(["take_out 1", "get_flow 7,false"]);
});

test("a step comes later by the next one coming earlier", async () => {
    onRpc("mailing.chain.step", "move_up", ({ args }) => {
        expect.step(`move_up ${args}`);
        return true;
    });
    const steps = [
        makeStep(1, "Greeting", {
            links: [{ way_id: false, name: false, target_id: 2, target_name: "Pause" }],
        }),
        makeStep(2, "Pause", { can_move_up: true }),
    ];
    await mountFlow({ steps });
    await contains("[data-step='1'] .o_chain_menu").click();
    await contains(".o_chain_down").click();
    expect.verifySteps(["move_up 2", "get_flow 7,false"]);
});

test("a version in force is looked at, with its figures", async () => {
    const figures = {
        came: 1200,
        waiting: 3,
        sent: 1190,
        opened: 600,
        clicked: 40,
        replied: 2,
        left: 7,
    };
    await mountFlow({
        can_edit: false,
        version: { id: 1, number: 1, state: "in_force" },
        versions: [
            { id: 2, number: 2, state: "draft" },
            { id: 1, number: 1, state: "in_force" },
        ],
        steps: [
            makeStep(1, "Greeting", { figures, problems: ["The letter is broken."] }),
        ],
    });
    expect(".o_chain_add, .o_chain_menu").toHaveCount(0);
    expect(queryAllTexts(".o_chain_figures dd")).toEqual([
        "1,200",
        "3",
        "1,190",
        "600",
        "40",
        "2",
        "7",
    ]);
    expect(".o_chain_problems").toHaveText("The letter is broken.");
    expect(".o_chain_versions .active").toHaveText("Version 1, in force");
    await contains(".o_chain_versions button:not(.active)").click();
    expect.verifySteps(["get_flow 7,2"]);
});

test("a letter opens in its editor", async () => {
    mockService("action", {
        doAction(action) {
            expect.step(`action ${action.res_id}`);
        },
    });
    onRpc("mailing.mailing", "action_open_letter", ({ args }) => ({
        res_id: args[0][0],
    }));
    onRpc("mailing.chain.step", "action_write_letter", () => ({ res_id: false }));
    await mountFlow();
    await contains("[data-step='1'] .o_chain_letter").click();
    await contains("[data-step='3'] .o_chain_write").click();
    await animationFrame();
    expect.verifySteps(["action 11", "action false"]);
});

test("nothing is drawn yet", async () => {
    await mountFlow({ steps: [], first_id: false });
    expect(".o_chain_empty").toHaveCount(1);
    expect(".o_chain_start .o_chain_add").toHaveCount(1);
});
