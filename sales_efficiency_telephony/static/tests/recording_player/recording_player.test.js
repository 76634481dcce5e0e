import { beforeEach, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { RecordingPlayer } from "@sales_efficiency_telephony/recording_player/recording_player";
import { formatTime } from "@sales_efficiency_telephony/recording_player/recording_time";

defineMailModels();

/** What a browser plays, without the sound. */
class FakeAudio extends EventTarget {
    static all = [];
    currentTime = 0;
    seeking = false;
    ended = false;
    paused = true;
    error = null;
    loads = 0;
    constructor() {
        super();
        FakeAudio.all.push(this);
    }
    async play() {
        this.paused = false;
        this.dispatchEvent(new Event("playing"));
    }
    pause() {
        this.paused = true;
    }
    load() {
        this.loads++;
    }
    removeAttribute() {
        this.src = "";
    }
    /** Let it come to a second. */
    reach(second) {
        this.currentTime = second;
        this.dispatchEvent(new Event("timeupdate"));
    }
}

const TRACK = { id: 5, side: "both", seconds: 300, url: "/pbx/recording/5" };
const PLAYER = {
    id: 5,
    name: "Anna",
    state: "fetched",
    state_text: "Fetched",
    reason: "",
    seconds: 300,
    tracks: [TRACK],
    talk: false,
    talk_gap: "",
    marks: [],
};
const TALK = {
    user_share: 0.625,
    user_monologue: 70,
    client_monologue: 20,
    silence: 4,
    user_interruptions: 2,
    client: [
        [0, 30],
        [150, 200],
    ],
    user: [[30, 150]],
};
const MARK = { id: 9, second: 62, text: "Well asked", author: "Lena", is_own: true };

class Page extends Component {
    static components = { RecordingPlayer };
    static props = ["players"];
    static template = xml`
        <div t-foreach="state.players" t-as="player" t-key="player_index" class="page">
            <RecordingPlayer player="player" reload="() => this.reload()" />
        </div>`;
    setup() {
        this.state = useState({ players: this.props.players });
    }
    reload() {
        expect.step("reload");
    }
}

async function mountPlayers(...players) {
    await mountWithCleanup(Page, {
        props: { players: players.map((values) => ({ ...PLAYER, ...values })) },
    });
    return FakeAudio.all;
}

beforeEach(() => {
    FakeAudio.all = [];
    patchWithCleanup(window, { Audio: FakeAudio });
    patchWithCleanup(browser, {
        localStorage: {
            getItem: (key) => browser.settings[key] ?? null,
            setItem: (key, value) => (browser.settings[key] = String(value)),
        },
        settings: {},
    });
});

test("times are written as clocks do", () => {
    expect(formatTime(0)).toBe("0:00");
    expect(formatTime(7.9)).toBe("0:07");
    expect(formatTime(725)).toBe("12:05");
    expect(formatTime(3600)).toBe("1:00:00");
});

test("nothing is loaded before it is played", async () => {
    const [audio] = await mountPlayers({});
    expect(audio.preload).toBe("none");
    expect(audio.paused).toBe(true);
    expect(audio.loads).toBe(0);
    expect(".o_recording_place").toHaveText("0:00 of 5:00");
    await contains(".o_recording_play").click();
    expect(audio.paused).toBe(false);
    expect(".o_recording_play").toHaveAttribute("aria-label", "Pause");
    audio.reach(61);
    await animationFrame();
    expect(".o_recording_place").toHaveText("1:01 of 5:00");
    await contains(".o_recording_play").click();
    expect(audio.paused).toBe(true);
    expect(".o_recording_play").toHaveAttribute("aria-label", "Play");
});

test("at the end it stops, and begins anew", async () => {
    const [audio] = await mountPlayers({});
    await contains(".o_recording_play").click();
    audio.reach(300);
    audio.dispatchEvent(new Event("ended"));
    await animationFrame();
    expect(".o_recording_place").toHaveText("5:00 of 5:00");
    await contains(".o_recording_play").click();
    expect(audio.currentTime).toBe(0);
});

test("seeking by keyboard and buttons", async () => {
    const [audio] = await mountPlayers({});
    queryFirst(".o_recording_seek").focus();
    for (const [key, text] of [
        ["ArrowRight", "0:05"],
        ["PageUp", "0:35"],
        ["ArrowLeft", "0:30"],
        ["End", "5:00"],
        ["PageDown", "4:30"],
        ["Home", "0:00"],
        ["ArrowLeft", "0:00"],
    ]) {
        await press(key);
        await animationFrame();
        expect(".o_recording_place").toHaveText(`${text} of 5:00`);
        expect(".o_recording_seek").toHaveAttribute(
            "aria-valuetext",
            `${text} of 5:00`,
        );
    }
    await contains(".o_recording_on").click();
    await contains(".o_recording_on").click();
    await contains(".o_recording_back").click();
    expect(".o_recording_place").toHaveText("0:10 of 5:00");
    expect(audio.currentTime).toBe(0, { message: "Nothing is loaded for that" });
    await contains(".o_recording_play").click();
    expect(audio.currentTime).toBe(10);
    await contains(".o_recording_on").click();
    expect(audio.currentTime).toBe(20);
    queryFirst(".o_recording_seek").focus();
    await press(" ");
    await animationFrame();
    expect(audio.paused).toBe(true);
});

test("seeking by pointer", async () => {
    const [audio] = await mountPlayers({});
    await contains(".o_recording_play").click();
    const seek = queryFirst(".o_recording_seek");
    seek.value = 150;
    seek.dispatchEvent(new Event("input"));
    await animationFrame();
    expect(audio.currentTime).toBe(150);
    expect(".o_recording_place").toHaveText("2:30 of 5:00");
});

test("the time goes from left to right", async () => {
    await mountPlayers({ talk: TALK });
    queryFirst(".page").dir = "rtl";
    for (const part of [".o_recording_timeline", ".o_recording_seek"]) {
        expect(getComputedStyle(queryFirst(part)).direction).toBe("ltr");
    }
    const [first, second] = document.querySelectorAll(
        ".o_recording_client .o_recording_span",
    );
    expect(first.getBoundingClientRect().left).toBeLessThan(
        second.getBoundingClientRect().left,
    );
});

test("who talked when is told in lanes and figures", async () => {
    await mountPlayers({ talk: TALK });
    expect(".o_recording_lane").toHaveCount(2);
    expect(".o_recording_client .o_recording_span").toHaveCount(2);
    const span = queryFirst(".o_recording_user .o_recording_span");
    expect(span.style.left).toBe("10%");
    expect(span.style.width).toBe("40%");
    expect(queryAllTexts(".o_recording_figures dd")).toEqual([
        "63%",
        "37%",
        "1:10",
        "0:20",
        "0:04",
        "2",
    ]);
    expect(queryAllTexts(".o_recording_legend li")).toEqual(["Client", "Salesperson"]);
    expect(".o_recording_gap").toHaveCount(0);
});

test("it is said why nothing is told of who talked", async () => {
    await mountPlayers({ talk_gap: "The file is damaged." });
    expect(".o_recording_gap").toHaveText("The file is damaged.");
    expect(".o_recording_figures").toHaveCount(0);
});

test("two files are kept in step", async () => {
    const [long, short] = await mountPlayers({
        tracks: [
            { ...TRACK, id: 6, seconds: 290, url: "/pbx/recording/6" },
            { ...TRACK, id: 5 },
        ],
    });
    expect(long.src).toBe("/pbx/recording/5");
    await contains(".o_recording_on").click();
    await contains(".o_recording_play").click();
    expect([long.currentTime, short.currentTime]).toEqual([10, 10]);
    short.currentTime = 14.9;
    long.reach(15);
    expect(short.currentTime).toBe(14.9, { message: "Near enough" });
    short.currentTime = 14;
    long.reach(15.2);
    expect(short.currentTime).toBe(15.2);
    await contains(".o_recording_play").click();
    expect([long.paused, short.paused]).toEqual([true, true]);
});

test("speed and volume are kept for the next one", async () => {
    const [audio] = await mountPlayers({});
    await contains(".o_recording_rate select").select("1.5");
    expect(audio.playbackRate).toBe(1.5);
    const volume = queryFirst(".o_recording_volume input");
    volume.value = 0.4;
    volume.dispatchEvent(new Event("input"));
    expect(audio.volume).toBe(0.4);
    const [, next] = await mountPlayers({});
    expect(next.volume).toBe(0.4);
    await contains(".o_recording_play:last").click();
    expect(next.playbackRate).toBe(1.5);
});

test("one is heard at a time, and none once the page is left", async () => {
    const [one, other] = await mountPlayers({}, { name: "Boris" });
    await click(".o_recording_play:first");
    await animationFrame();
    await click(".o_recording_play:last");
    await animationFrame();
    expect([one.paused, other.paused]).toEqual([true, false]);
});

test("marks are jumped to, set and removed", async () => {
    onRpc("pbx.recording.mark", "create", ({ args }) => {
        expect.step(args[0][0]);
        return [10];
    });
    onRpc("pbx.recording.mark", "unlink", ({ args }) => {
        expect.step(args[0]);
        return true;
    });
    const [audio] = await mountPlayers({
        marks: [MARK, { ...MARK, id: 10, second: 90, is_own: false }],
    });
    expect(".o_recording_remove").toHaveCount(1);
    await contains(".o_recording_jump:first").click();
    expect(audio.currentTime).toBe(62);
    expect(audio.paused).toBe(false);
    audio.reach(75.8);
    await animationFrame();
    expect(".o_recording_add").toHaveText("Mark at 1:15");
    expect(".o_recording_add").not.toBeEnabled();
    await contains(".o_recording_new input").click();
    await edit(" No question ");
    await animationFrame();
    await contains(".o_recording_add").click();
    await animationFrame();
    expect.verifySteps([
        { recording_id: 5, second: 75, text: "No question" },
        "reload",
    ]);
    expect(".o_recording_new input").toHaveValue("");
    await contains(".o_recording_remove").click();
    await animationFrame();
    expect.verifySteps([[9], "reload"]);
    await contains(".o_recording_new input").click();
    await edit("By Enter");
    await press("Enter");
    await animationFrame();
    expect.verifySteps([{ recording_id: 5, second: 75, text: "By Enter" }, "reload"]);
});

test("what goes wrong is said", async () => {
    const [audio] = await mountPlayers({});
    await contains(".o_recording_play").click();
    audio.error = { code: 4 };
    audio.dispatchEvent(new Event("error"));
    await animationFrame();
    expect(".o_recording_error").toHaveText(/does not know its kind/);
    expect(".o_recording_play").toHaveAttribute("aria-label", "Play");
    audio.error = { code: 2 };
    audio.dispatchEvent(new Event("error"));
    await animationFrame();
    expect(".o_recording_error").toHaveText(/could not be loaded/);
    await contains(".o_recording_play").click();
    expect(audio.loads).toBe(1);
    expect(".o_recording_error").toHaveCount(0);
});

test("why there is nothing to hear", async () => {
    const audios = await mountPlayers({
        state: "refused",
        state_text: "Refused",
        reason: "The file is no sound.",
        tracks: [],
    });
    expect(".o_recording_none").toHaveText("Refused · The file is no sound.");
    expect(".o_recording_play").toHaveCount(0);
    expect(audios).toHaveLength(0);
});
