import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { session } from "@web/session";

class Person extends models.Model {
    _name = "person";
    name = fields.Char();
    phone = fields.Char();
    _records = [
        { id: 1, name: "Charles", phone: "+32 2 555 01 01" },
        { id: 2, name: "Nobody", phone: false },
    ];
}

defineMailModels();
defineModels([Person]);

const FORM = `<form><field name="phone" widget="phone"/></form>`;
const LIST = `<list><field name="name"/><field name="phone" widget="phone"/></list>`;

beforeEach(() => {
    patchWithCleanup(session, { pbx_cards: false, pbx_dial: true });
});

const mountForm = (resId = 1) =>
    mountView({ type: "form", resModel: "person", resId, arch: FORM });

test("a click calls the number, and tells the record", async () => {
    onRpc("pbx.call", "dial", ({ args }) => {
        expect.step(args);
        return { call_id: 9 };
    });
    onRpc("pbx.call", "get_card", ({ args }) => {
        expect.step(`card ${args[0]}`);
        return false;
    });
    await mountForm();
    expect(".o_pbx_dial").toHaveCount(1);
    expect(".o_pbx_dial").toHaveAttribute(
        "aria-label",
        "Call +32 2 555 01 01 with your phone",
    );
    expect(".o_phone_form_link").toHaveCount(0);
    await contains(".o_pbx_dial").click();
    await animationFrame();
    expect.verifySteps([["+32 2 555 01 01", "person", 1], "card 9"]);
});

test("in a list each number has its button; the row does not open", async () => {
    onRpc("pbx.call", "dial", ({ args }) => {
        expect.step(args);
        return { call_id: 9 };
    });
    onRpc("pbx.call", "get_card", () => false);
    await mountView({
        type: "list",
        resModel: "person",
        arch: LIST,
        selectRecord: () => expect.step("opened"),
    });
    expect(".o_pbx_dial").toHaveCount(1);
    await contains(".o_pbx_dial").click();
    await animationFrame();
    expect.verifySteps([["+32 2 555 01 01", "person", 1]]);
});

test("a refusal is said, and another call can be asked for", async () => {
    mockService("notification", {
        add(message, { title }) {
            expect.step(`${title}: ${message}`);
        },
    });
    onRpc("pbx.call", "dial", () => {
        throw makeServerError({ message: "Your phone does not answer." });
    });
    await mountForm();
    await contains(".o_pbx_dial").click();
    await animationFrame();
    expect.verifySteps(["Not called: Your phone does not answer."]);
    expect(".o_pbx_dial").toBeEnabled();
});

test("no number, no button", async () => {
    await mountForm(2);
    expect(".o_pbx_dial").toHaveCount(0);
});

test("without a phone in the phone system the link is the computer's", async () => {
    patchWithCleanup(session, { pbx_dial: false });
    await mountForm();
    expect(".o_pbx_dial").toHaveCount(0);
    expect(".o_phone_form_link").toHaveAttribute("href", "tel:+3225550101");
});
