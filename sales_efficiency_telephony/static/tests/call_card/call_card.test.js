import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { defineMailModels, patchUiSize } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { HOTKEY } from "@sales_efficiency_telephony/call_card/call_cards";
import { CALL_CHANGED } from "@sales_efficiency_telephony/call_card/call_cards_model";
import { AGAIN, PAUSE } from "@sales_efficiency_telephony/call_card/call_note";

defineMailModels();

const CARD = {
    id: 7,
    place: "ringing",
    state: "ringing",
    state_text: "Ringing",
    direction: "in",
    number: "+32 2 555 01 01",
    line: "+32 2 555 99 99",
    queue: "",
    started_at: "2017-08-16 08:00:00",
    answered_at: false,
    talk_seconds: 0,
    taken_by: "",
    missed_state: "",
    note: "",
    outcome: false,
    client: {
        id: 3,
        name: "Charles Dubois",
        company: "Café Central",
        function: "",
        can_open: true,
    },
    candidates: [],
    owner: { id: 5, name: "Anna", is_me: true },
    lead_id: false,
    deals: [
        { id: 11, name: "Machines", stage: "New", amount: "€ 100", owner: "Anna" },
        { id: 12, name: "Beans", stage: "Won", amount: "", owner: "Anna" },
    ],
    calls: [],
    messages: [],
    orders: { count: 0, amounts: [] },
    hints: [],
    next_step: false,
    can_write: true,
    can_make_deal: true,
    now: "2017-08-16 08:00:00",
};
const UNKNOWN = { client: false, owner: false, deals: [] };
const CHOICES = {
    outcomes: [
        { id: 1, name: "Interested" },
        { id: 2, name: "No need" },
    ],
    activity_types: [
        { id: 1, name: "To-Do", is_call: false },
        { id: 2, name: "Call", is_call: true },
    ],
};

/** What the server knows, and what it was asked for. */
let server;
let notify;

beforeEach(() => {
    mockDate("2017-08-16 08:00:00", +0);
    server = { cards: {}, live: [], kept: null, notes: [], note: null };
    patchWithCleanup(session, { pbx_cards: true, pbx_dial: true });
    patchWithCleanup(user, { userId: 5 });
    mockService("bus_service", {
        addChannel() {},
        addEventListener() {},
        removeEventListener() {},
        start() {},
        subscribe(name, callback) {
            if (name === CALL_CHANGED) {
                notify = callback;
            }
        },
        unsubscribe() {},
    });
    onRpc("pbx.call", "get_live_cards", ({ args }) => {
        server.kept = args[0];
        return { cards: server.live.map((id) => server.cards[id]), ...CHOICES };
    });
    onRpc("pbx.call", "get_card", ({ args }) => server.cards[args[0]] || false);
    onRpc("pbx.call", "save_card_note", ({ args: [id, note, base] }) => {
        server.notes.push([id, note, base]);
        return { note: server.note ?? note };
    });
    onRpc("crm.lead", "get_sales_script", () => ({ script: false, stage: "New" }));
});

class Page extends Component {
    static props = {};
    static template = xml`<div/>`;
}

const mountCards = async () => {
    // The cards are there as soon as anything of the client is.
    await mountWithCleanup(Page);
    await animationFrame();
};

/** Let a call change as the server tells it. */
async function change(id, values) {
    server.cards[id] = { ...CARD, id, ...server.cards[id], ...values };
    notify({ id });
    await animationFrame();
    await animationFrame();
}

const kept = (id) =>
    JSON.parse(browser.localStorage.getItem(`pbx.call.5.${id}`) || "{}");

test("nothing is there until it rings, then who it is", async () => {
    await mountCards();
    expect(".o_call_card").toHaveCount(0);
    await change(7);
    expect(".o_call_name").toHaveText("Charles Dubois");
    expect(".o_call_words").toHaveText(/Café Central/);
    expect(".o_call_place").toHaveText("Incoming call");
    expect(".o_call_facts").toHaveText(/on .?\+32 2 555 99 99/);
    expect(".o_call_owner").toHaveText("Your client");
    expect("[aria-live]").toHaveText("Call from Charles Dubois.");
    expect(".o_call_card").toHaveAttribute("aria-labelledby", "o_call_title_7");
});

test("what is known of the client, in words", async () => {
    await mountCards();
    await change(7);
    expect(".o_call_hints").toHaveCount(0);
    await change(7, {
        hints: [
            { label: "Interested in", words: ["Machines", "Beans"] },
            { label: "Indifferent to", words: ["Cups"] },
        ],
    });
    expect(".o_call_hints p").toHaveCount(2);
    expect(".o_call_hints p:first").toHaveText(/Interested in.*Machines.*Beans/s);
    expect(".o_call_hints p:last").toHaveText(/Indifferent to.*Cups/s);
});

test("the running time, by the server's clock", async () => {
    await mountCards();
    await change(7, {
        place: "talking",
        answered_at: "2017-08-16 08:00:10",
        now: "2017-08-16 08:00:30",
    });
    expect(".o_call_clock").toHaveText("0:20");
    await advanceTime(65000);
    expect(".o_call_clock").toHaveText("1:25");
    await change(7, { place: "ended", talk_seconds: 3725 });
    expect(".o_call_clock").toHaveCount(0);
    expect(".o_call_end").toHaveText("1:02:05");
});

test("it closes where somebody else took it, and stays gone", async () => {
    await mountCards();
    await change(7);
    await change(7, { place: "elsewhere", taken_by: "Boris" });
    expect(".o_call_card").toHaveCount(0);
    expect("[aria-live]").toHaveText("Boris took the call.");
    expect(kept(7)).toEqual({});
});

test("focus is not taken from where somebody types", async () => {
    await mountCards();
    await change(7);
    await contains(".o_call_note textarea").edit("Wants", { confirm: false });
    await change(8);
    expect(".o_call_note textarea").toBeFocused();
    expect(".o_call_note textarea").toHaveValue("Wants");
    await change(7, { place: "talking", answered_at: "2017-08-16 08:00:00" });
    expect(".o_call_note textarea").toBeFocused();
});

test("several calls stack: who is talked with stays open", async () => {
    await mountCards();
    await change(7, { place: "talking", answered_at: "2017-08-16 08:00:00" });
    await change(8, UNKNOWN);
    expect(".o_call_card").toHaveCount(1);
    expect(".o_call_card").toHaveAttribute("data-call", "7");
    expect(".o_call_pill").toHaveText(/Incoming call\s*.?\+32 2 555 01 01/);
    await contains(".o_call_pill").click();
    await animationFrame();
    expect(".o_call_card").toHaveAttribute("data-call", "8");
    expect(".o_call_pill").toHaveAttribute("data-call", "7");
});

test("what is over and noted makes room, the rest folds", async () => {
    await mountCards();
    await change(7, { place: "ended", outcome: { id: 1, name: "Interested" } });
    await change(8, { place: "ended" });
    await change(9);
    expect(".o_call_card").toHaveAttribute("data-call", "9");
    expect(queryAllTexts(".o_call_pill")).toEqual(["Call over\nCharles Dubois"]);
    expect(kept(7).place).toBe("ended");
});

test("a note is kept with every key, and saved soon after", async () => {
    await mountCards();
    await change(7);
    await contains(".o_call_note textarea").edit("Wants two", { confirm: false });
    expect(kept(7).note).toBe("Wants two");
    expect(server.notes).toEqual([]);
    await advanceTime(PAUSE);
    await animationFrame();
    expect(server.notes).toEqual([[7, "Wants two", ""]]);
    expect(kept(7).note).toBe(undefined);
    expect(".o_call_status").toHaveText("Saved");
});

test("the call ends while somebody types: nothing is lost", async () => {
    await mountCards();
    await change(7, { place: "talking", answered_at: "2017-08-16 08:00:00" });
    await contains(".o_call_note textarea").edit("Wants two", { confirm: false });
    await change(7, { place: "ended", talk_seconds: 5 });
    expect(".o_call_note textarea").toHaveValue("Wants two");
    await advanceTime(PAUSE);
    expect(server.notes).toEqual([[7, "Wants two", ""]]);
});

test("the server is away: it is kept, tried again and saved", async () => {
    let isAway = true;
    await mountCards();
    getService("pbx_call_cards").notes.orm = {
        silent: {
            async call(model, method, args) {
                if (isAway) {
                    throw new ConnectionLostError("/web/dataset/call_kw");
                }
                server.notes.push(args);
                return { note: args[1] };
            },
        },
    };
    await change(7);
    await contains(".o_call_note textarea").edit("Wants two", { confirm: false });
    await advanceTime(PAUSE);
    await animationFrame();
    expect(".o_call_status").toHaveText(
        "Kept in this browser until the server answers",
    );
    expect(kept(7).note).toBe("Wants two");
    isAway = false;
    await advanceTime(AGAIN);
    await animationFrame();
    expect(server.notes).toEqual([[7, "Wants two", ""]]);
    expect(".o_call_status").toHaveText("Saved");
});

test("what the server refuses is said on the card", async () => {
    onRpc("pbx.call", "save_card_note", () => {
        throw makeServerError({ message: "The note is too long: shorten it." });
    });
    await mountCards();
    await change(7);
    await contains(".o_call_note textarea").edit("Wants two", { confirm: false });
    await advanceTime(PAUSE);
    await animationFrame();
    expect(".o_call_status").toHaveText("Not saved");
    expect(".o_call_error").toHaveText("The note is too long: shorten it.");
    expect(kept(7).note).toBe("Wants two");
});

test("after a reload the cards are there, and what was typed is saved", async () => {
    const keep = (id, values) =>
        browser.localStorage.setItem(
            `pbx.call.5.${id}`,
            JSON.stringify({ at: Date.now(), ...values }),
        );
    keep(7, { note: "Wants two", base: "" });
    keep(8, { place: "ended" });
    keep(9, { isFolded: true });
    browser.localStorage.setItem("pbx.call.6.7", JSON.stringify({ note: "Not mine" }));
    server.cards[7] = { ...CARD, place: "ended", note: "" };
    server.cards[9] = { ...CARD, id: 9, place: "talking" };
    server.live = [9, 7];
    await mountCards();
    expect(server.kept.sort()).toEqual([7, 9]);
    expect(".o_call_card").toHaveAttribute("data-call", "7");
    expect(".o_call_pill").toHaveAttribute("data-call", "9");
    expect(".o_call_note textarea").toHaveValue("Wants two");
    await advanceTime(0);
    await animationFrame();
    expect(server.notes).toEqual([[7, "Wants two", ""]]);
    expect(".o_call_status").toHaveText("Saved");
});

test("somebody else wrote meanwhile: both notes stand there", async () => {
    server.note = "Speaks French\nWants two";
    await mountCards();
    await change(7);
    await contains(".o_call_note textarea").edit("Wants two", { confirm: false });
    await advanceTime(PAUSE);
    await animationFrame();
    expect(".o_call_note textarea").toHaveValue("Speaks French\nWants two");
});

test("other tabs are in step", async () => {
    await mountCards();
    await change(7);
    const tell = async (values) => {
        const key = "pbx.call.5.7";
        browser.localStorage.setItem(key, JSON.stringify(values));
        browser.dispatchEvent(new StorageEvent("storage", { key }));
        await animationFrame();
    };
    await tell({ note: "Typed there", base: "" });
    expect(".o_call_note textarea").toHaveValue("Typed there");
    await tell({ isFolded: true });
    expect(".o_call_pill").toHaveCount(1);
    await tell({ place: "ringing" });
    expect(".o_call_pill").toHaveCount(0);
    await advanceTime(PAUSE);
    expect(server.notes).toEqual([]);
    // Closed while it rang and taken after all: then it is wanted.
    await change(7, { place: "talking", answered_at: "2017-08-16 08:00:00" });
    expect(".o_call_card").toHaveCount(1);
});

test("several deals are shown, not guessed; the chosen one has its script", async () => {
    onRpc("pbx.call", "choose_card_deal", ({ args }) => {
        expect.step(args);
        return { ...server.cards[7], lead_id: 12 };
    });
    await mountCards();
    await change(7);
    expect(".o_call_choose").toHaveText("Which one is it about?");
    expect(".o_script").toHaveCount(0);
    await contains(".o_call_deal:eq(1) .o_call_choice").click();
    await animationFrame();
    expect.verifySteps([[7, 12]]);
    expect(".o_call_chosen").toHaveText(/Beans/);
    expect(".o_call_choose").toHaveCount(0);
    expect(".o_script").toHaveCount(1);
    await contains(".o_call_script_fold").click();
    expect(".o_script").toHaveCount(0);
});

test("a new number: find the client, or open a deal", async () => {
    onRpc("res.partner", "name_search", ({ kwargs }) => {
        expect.step(`search ${kwargs.name}`);
        return [[3, "Charles Dubois"]];
    });
    onRpc("pbx.call", "link_card_client", ({ args }) => {
        expect.step(`link ${args}`);
        return { ...server.cards[7], client: CARD.client };
    });
    onRpc("pbx.call", "make_card_deal", ({ args }) => {
        expect.step(`deal ${args}`);
        return { ...server.cards[7], lead_id: 11, deals: [CARD.deals[0]] };
    });
    await mountCards();
    await change(7, UNKNOWN);
    expect(".o_call_name").toHaveText(/\+32 2 555 01 01/);
    expect(".o_call_facts").toHaveText(/New number/);
    await contains(".o_call_unknown .o_call_make").click();
    await animationFrame();
    expect(".o_call_chosen").toHaveText(/Machines/);
    expect(".o_call_unknown .o_call_make").toHaveCount(0);
    await contains(".o_call_unknown input").edit("Char", { confirm: false });
    await advanceTime(300);
    await animationFrame();
    await contains(".o_call_client").click();
    await animationFrame();
    expect.verifySteps(["deal 7", "search Char", "link 7,3"]);
    expect(".o_call_unknown").toHaveCount(0);
});

test("outcome and next step", async () => {
    onRpc("pbx.call", "set_card_outcome", ({ args }) => {
        expect.step(`outcome ${args}`);
        const outcome = args[1] && CHOICES.outcomes[args[1] - 1];
        return { ...server.cards[7], outcome };
    });
    onRpc("pbx.call", "plan_card_step", ({ args }) => {
        expect.step(`plan ${args}`);
        return { ...server.cards[7], next_step: { name: "Call", day: "2017-08-17" } };
    });
    await mountCards();
    await change(7, { place: "ended", talk_seconds: 5 });
    await contains(".o_call_outcomes button:eq(1)").click();
    await animationFrame();
    expect(".o_call_outcomes [aria-pressed=true]").toHaveText("No need");
    await contains(".o_call_plan").click();
    // A call is what comes to mind first.
    expect(".o_call_step select").toHaveValue("2");
    await contains(".o_call_summary input").edit("Ask again", { confirm: false });
    await contains(".o_call_planned").click();
    await animationFrame();
    expect(".o_call_next").toHaveText(/Call/);
    expect(".o_call_step form").toHaveCount(0);
    expect.verifySteps(["outcome 7,2", "plan 7,2,2017-08-17,Ask again"]);
});

test("a refusal is said on the card and changes nothing", async () => {
    onRpc("pbx.call", "set_card_outcome", () => {
        throw makeServerError({ message: "This call is there no more." });
    });
    await mountCards();
    await change(7);
    await contains(".o_call_outcomes button").click();
    await animationFrame();
    expect(".o_call_error").toHaveText("This call is there no more.");
    expect(".o_call_outcomes [aria-pressed=true]").toHaveCount(0);
});

test("a missed call is called back", async () => {
    onRpc("pbx.call", "dial", ({ args }) => {
        expect.step(args);
        server.cards[8] = { ...CARD, id: 8, place: "dialling", direction: "out" };
        return { call_id: 8 };
    });
    await mountCards();
    await change(7, { place: "missed", state: "missed" });
    expect("[aria-live]").toHaveText("Missed call from Charles Dubois.");
    await contains(".o_call_back").click();
    await animationFrame();
    expect.verifySteps([["+32 2 555 01 01", "pbx.call", 7]]);
    expect(".o_call_card").toHaveAttribute("data-call", "8");
    expect(".o_call_card .o_call_place").toHaveText("Calling");
});

test("a dialled call that turns out to be another one leaves no card", async () => {
    await mountCards();
    await change(7, { place: "dialling", direction: "out" });
    delete server.cards[7];
    await change(8, { place: "talking", answered_at: "2017-08-16 08:00:00" });
    await animationFrame();
    expect(".o_call_pill").toHaveCount(0);
    expect(".o_call_card").toHaveAttribute("data-call", "8");
});

test("by the keyboard: go there, fold, open again", async () => {
    await mountCards();
    await change(7);
    await press(HOTKEY.split("+"));
    await animationFrame();
    await animationFrame();
    expect(".o_call_card").toBeFocused();
    await press("Escape");
    await animationFrame();
    await animationFrame();
    expect(".o_call_card").toHaveCount(0);
    expect(".o_call_pill").toBeFocused();
    expect(kept(7).isFolded).toBe(true);
    await press("Enter");
    queryFirst(".o_call_pill")?.click();
    await animationFrame();
    await animationFrame();
    expect(".o_call_card").toBeFocused();
});

test("closed for good, and what was typed is saved", async () => {
    await mountCards();
    await change(7, { place: "ended", talk_seconds: 5 });
    await contains(".o_call_note textarea").edit("Wants two", { confirm: false });
    await contains(".o_call_done").click();
    expect(".o_call_card").toHaveCount(0);
    await animationFrame();
    expect(server.notes).toEqual([[7, "Wants two", ""]]);
    await change(7, { talk_seconds: 6 });
    expect(".o_call_card").toHaveCount(0);
});

test("on a phone it is a sheet", async () => {
    await patchUiSize({ width: 390 });
    await mountCards();
    await change(7);
    expect(".o_call_cards").toHaveClass("o_call_sheet");
    expect(getService("ui").activeElement).toBe(document);
});
