import { expect, test } from "@odoo/hoot";
import { ScriptPanelModel } from "@sales_efficiency/script_panel/script_panel_model";
import { ScriptTrial } from "@sales_efficiency/script_trial/script_trial";

/** A server that lets two steps be gone through, and keeps what it was asked. */
function makeServer() {
    const asked = [];
    const call = async (
        model,
        method,
        [ids, leadId, userId, answers, key, isAnswered],
    ) => {
        asked.push([model, method, ids[0], leadId, userId, answers, key, isAnswered]);
        const given = Object.fromEntries(answers);
        const steps = ["one", "two"].map((name) => ({
            key: name,
            kind: "ask",
            answer: given[name] || false,
        }));
        const next = isAnswered && key === "one" ? "two" : null;
        return {
            steps,
            objections: [{ key: "dear", answer: given.dear || false }],
            current: isAnswered ? next : key || "one",
        };
    };
    return { asked, orm: { silent: { call } } };
}

function makeTrial() {
    const { asked, orm } = makeServer();
    const trial = new ScriptTrial({ orm, scriptId: 1, leadId: 2, userId: 3 });
    return { asked, trial, model: new ScriptPanelModel({ orm: trial, leadId: 2 }) };
}

test("a trial keeps answers itself and goes on from the one given", async () => {
    const { asked, trial, model } = makeTrial();
    await model.load();
    expect(model.step.key).toBe("one");
    await model.answer(model.step, { option: "a" });
    expect(model.step.key).toBe("two");
    expect(asked.at(-1)).toEqual([
        "sales.script",
        "try_out",
        1,
        2,
        3,
        [["one", { option: "a" }]],
        "one",
        true,
    ]);
    await model.answer(model.step, { value: "b" });
    expect(model.step).toBe(undefined);
    expect(trial.answers).toHaveLength(2);
});

test("one may go back, object and begin anew", async () => {
    const { asked, trial, model } = makeTrial();
    await model.load();
    await model.answer(model.step, { option: "a" });
    await model.back();
    expect(model.step.key).toBe("one");
    await model.answer({ key: "dear" }, {});
    expect(model.step.key).toBe("one");
    expect(asked.at(-1).slice(-2)).toEqual(["one", false]);
    await model.answer(model.step, { option: "b" });
    expect(Object.fromEntries(trial.answers)).toEqual({
        dear: {},
        one: { option: "b" },
    });
    await model.restart();
    expect(trial.answers).toEqual([]);
    expect(model.step.key).toBe("one");
});
