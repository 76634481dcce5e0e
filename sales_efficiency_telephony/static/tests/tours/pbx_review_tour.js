import { registry } from "@web/core/registry";

const question = (name) => `.o_review_question:has(h3:contains(${name}))`;

/** From the call that was drawn to the feedback. */
registry.category("web_tour.tours").add("pbx_review", {
    steps: () => [
        {
            content: "The call of the day",
            trigger: ".o_kanban_record:contains(Anna) button[name=action_listen]",
            run: "click",
        },
        {
            content: "Beside its recording",
            trigger: ".o_review_side:contains(Old Client)",
        },
        {
            trigger: `${question("Listens")} .o_review_choice:contains(1)`,
            run: "click",
        },
        { trigger: `${question("Listens")} [aria-pressed=true]:contains(1)` },
        {
            content: "Two are open",
            trigger: ".o_review_finish",
            run: "click",
        },
        { trigger: `.o_review_missing${question("Agrees")}` },
        { trigger: question("Agrees"), run: "press y" },
        { trigger: `${question("Agrees")} [aria-pressed=true]:contains(Yes)` },
        { trigger: question("Knows"), run: "press n" },
        { trigger: ".o_review_score:contains(40):contains(Low)" },
        {
            trigger: ".o_review_comment textarea",
            run: "edit Let the client finish",
        },
        { trigger: ".o_review_finish", run: "click" },
        { trigger: ".o_review_reopen" },
        {
            content: "The salesperson was told",
            trigger: ".o-mail-Message:contains(Let the client finish)",
        },
        {
            content: "And the leader has to coach",
            trigger: ".o-mail-Activity:contains(Coach Anna)",
        },
    ],
});
