import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { ReviewForm } from "@sales_efficiency_telephony/review_form/review_form";
import { TYPING } from "@sales_efficiency_telephony/review_form/review_form_model";

defineMailModels();

const QUESTION = {
    hint: "",
    weight: 1,
    points: 1,
    critical: false,
    skip: true,
    options: [],
};
const QUESTIONS = [
    { ...QUESTION, key: "q1", kind: "range", name: "Listens", weight: 3, points: 5 },
    {
        ...QUESTION,
        key: "q2",
        kind: "yes_no",
        name: "Next step",
        critical: true,
        skip: false,
    },
    {
        ...QUESTION,
        key: "q3",
        kind: "choice",
        name: "Who decides",
        options: [
            { key: "o1", name: "Known", share: 100 },
            { key: "o2", name: "Guessed", share: 50 },
        ],
    },
    { ...QUESTION, key: "q4", kind: "text", name: "Best", weight: 0 },
];

const DATA = {
    id: 7,
    state: "draft",
    can_edit: true,
    can_reopen: false,
    is_own: false,
    is_self: false,
    person: { id: 1, name: "Anna" },
    people: [{ id: 1, name: "Anna" }],
    reviewer: "Lena",
    call: {
        id: 3,
        name: "Old Client",
        number: "+32470000000",
        direction: "Incoming",
        started_at: "2017-08-15 10:00:00",
        talk_seconds: 127,
        ring_seconds: 4,
        stage: "Talk",
        outcome: "",
        deal: "",
        note: "",
        can_open: true,
    },
    script: false,
    scorecard: { name: "Talk", version: 2, is_outdated: false, why: "", low: 60 },
    questions: QUESTIONS,
    comment: "",
    reply: "",
    acknowledged_at: "",
    agreement: false,
    answers: {},
    score: null,
    level: "",
    failed: "",
    answered: 0,
    total: 3,
    open: ["q1", "q2", "q3"],
};

/** Show the form over a server that keeps answers. */
async function mountForm(data = {}) {
    let form = { ...DATA, ...data };
    onRpc("pbx.call", "get_recording_players", () => []);
    onRpc("pbx.review", "get_form", () => form);
    onRpc("pbx.review", "answer_question", ({ args: [, key, answer] }) => {
        expect.step(`${key} ${JSON.stringify(answer)}`);
        if (answer?.points === 5) {
            throw makeServerError({ message: "The review is done." });
        }
        const answers = { ...form.answers };
        if (answer) {
            answers[key] = answer;
        } else {
            delete answers[key];
        }
        const answered = ["q1", "q2", "q3"].filter((one) => answers[one]).length;
        form = { ...form, answers, answered, score: 80 };
        return { answers, answered, score: 80, total: 3 };
    });
    onRpc("pbx.review", "write_comment", ({ args: [, text] }) => {
        expect.step(`comment ${text}`);
        return true;
    });
    onRpc("pbx.review", "finish", () => {
        expect.step("finish");
        form = { ...form, state: "done", can_edit: false, can_reopen: true };
        return form;
    });
    onRpc("pbx.review", "acknowledge", ({ args: [, reply] }) => {
        expect.step(`reply ${reply}`);
        form = { ...form, reply, acknowledged_at: "2017-08-15 12:00:00" };
        return form;
    });
    await mountWithCleanup(ReviewForm, {
        props: { reviewId: 7, onChanged: () => expect.step("changed") },
    });
    await animationFrame();
}

const question = (key) => `.o_review_question[data-key=${key}]`;
const chosen = (key) => `${question(key)} .o_review_choice[aria-pressed=true]`;

test("by the keyboard, from question to question", async () => {
    await mountForm();
    expect(".o_review_side h2").toHaveText("Old Client");
    expect(queryAllTexts(".o_review_facts dd")).toInclude("2:07 min");
    expect(".o_review_progress").toHaveText("0 of 3");
    await contains(question("q1")).focus();
    await press("4");
    await animationFrame();
    expect(chosen("q1")).toHaveText("4");
    expect(question("q2")).toBeFocused();
    await press("y");
    await animationFrame();
    expect(chosen("q2")).toHaveText("Yes");
    expect(question("q3")).toBeFocused();
    await press("ArrowUp");
    await animationFrame();
    expect(question("q2")).toBeFocused();
    // It has to be answered: there is no "not applicable".
    await press("n");
    await animationFrame();
    expect(chosen("q2")).toHaveText("Yes");
    await press("ArrowDown");
    await animationFrame();
    await press("n");
    await animationFrame();
    expect(chosen("q3")).toHaveText("N/A");
    expect(".o_review_progress").toHaveText("3 of 3");
    expect(".o_review_score strong").toHaveText("80 %");
    await press(["control", "Enter"]);
    await animationFrame();
    expect.verifySteps([
        'q1 {"points":4}',
        'q2 {"points":1}',
        'q3 {"na":true}',
        "finish",
        "changed",
    ]);
    expect(".o_review_reopen").toHaveCount(1);
    expect(`${question("q1")} .o_review_choice:disabled`).toHaveCount(7);
});

test("by clicks; the same again takes it back", async () => {
    await mountForm();
    await contains(`${question("q3")} .o_review_choice:contains(Guessed)`).click();
    expect(chosen("q3")).toHaveText("Guessed");
    await contains(`${question("q3")} .o_review_choice:contains(Guessed)`).click();
    expect(chosen("q3")).toHaveCount(0);
    expect.verifySteps(['q3 {"option":"o2"}', "q3 false"]);
});

test("what was forgotten is said, and shown", async () => {
    await mountForm({ answers: { q1: { points: 2 } } });
    await contains(".o_review_finish").click();
    await animationFrame();
    expect(".o_review_missing").toHaveCount(2);
    expect(question("q2")).toBeFocused();
    expect(".o_review_foot .o_review_open").toHaveText(/Still open: 2/);
    expect.verifySteps([]);
});

test("texts are saved when the typing stops", async () => {
    await mountForm();
    await contains(".o_review_comment textarea").edit("Well", { confirm: false });
    await contains(`${question("q4")} textarea`).edit("The 4 questions", {
        confirm: false,
    });
    await advanceTime(TYPING);
    await animationFrame();
    // A digit that is typed is no mark.
    expect(chosen("q4")).toHaveCount(0);
    expect.verifySteps(["comment Well", 'q4 {"text":"The 4 questions"}']);
});

test("what the server refuses is said, and what it knows is shown", async () => {
    await mountForm();
    await contains(`${question("q1")} .o_review_choice:contains(5)`).click();
    await animationFrame();
    expect(".o_review_error").toHaveText("The review is done.");
    expect(chosen("q1")).toHaveCount(0);
    expect.verifySteps(['q1 {"points":5}']);
});

test("whose talk it was replies", async () => {
    await mountForm({
        state: "done",
        can_edit: false,
        is_own: true,
        comment: "Good questions",
        answers: { q1: { points: 4 }, q2: { points: 1 }, q3: { na: true } },
        agreement: { share: 66.7, gap: 20, pairs: 1 },
    });
    expect(".o_review_comment").toHaveText(/Good questions/);
    expect(".o_review_agreement").toHaveText(/66.7 % .* 20 points/);
    await contains(".o_review_reply textarea").edit("Will do", { confirm: false });
    await contains(".o_review_acknowledge").click();
    await animationFrame();
    expect(".o_review_reply").toHaveText(/Taken note of\s+Will do/);
    expect.verifySteps(["reply Will do", "changed"]);
});
