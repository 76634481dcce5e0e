import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { session } from "@web/session";
import { MyDayLine } from "@sales_efficiency/my_day/my_day_line/my_day_line";

defineMailModels();

const LINE = {
    key: "a",
    group: "today",
    moment: "2017-08-16",
    title: "Call back",
    res_model: "crm.lead",
    res_id: 7,
    activity_id: 3,
    icon: "fa-phone",
    hours: null,
    is_late: false,
    name: "Machines",
    client: "Charles",
    partner_id: 3,
    phone: "+32 2 555 01",
    email: "",
    can_open: true,
};

beforeEach(() => {
    patchWithCleanup(session, { pbx_cards: false, pbx_dial: true });
    onRpc("pbx.call", "dial", ({ args }) => {
        expect.step(args);
        return { call_id: 9 };
    });
    onRpc("pbx.call", "get_card", () => false);
});

const mountLine = (values = {}) =>
    mountWithCleanup(MyDayLine, {
        props: {
            line: { ...LINE, ...values },
            model: {},
            today: "2017-08-16",
            isOwn: true,
        },
    });

test("a line of My Day is called by a click and by its key", async () => {
    await mountLine();
    await contains("a[href^='tel:']").click();
    await animationFrame();
    queryFirst(".o_my_day_line").focus();
    await press("c");
    await animationFrame();
    const about = ["+32 2 555 01", "crm.lead", 7];
    expect.verifySteps([about, about]);
});

test("a call back is dialled from the call that was missed", async () => {
    await mountLine({ pbx_call_id: 12, phone: "+3225550177" });
    await contains("a[href^='tel:']").click();
    await animationFrame();
    expect.verifySteps([["+3225550177", "pbx.call", 12]]);
});
