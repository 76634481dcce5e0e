import { registry } from "@web/core/registry";

const panel = ".o_script";
const step = (name) => `${panel} .o_script_name:contains(${name})`;

/** Go through the script on the form, by mouse and by keyboard. */
registry.category("web_tour.tours").add("sales_script_form", {
    steps: () => [
        { content: "At once", trigger: step("Greet") },
        { trigger: `${panel} .o_script_text:contains(Good day, Old Client!)` },
        { trigger: `${panel} .o_script_progress:contains(1 of 5)` },
        {
            content: "What is being edited is kept",
            trigger: ".oe_title .o_field_widget[name=name] textarea",
            run: "edit Tasting at home",
        },
        { trigger: `${panel} .o_script_next`, run: "click" },
        { trigger: step("How many people?") },
        {
            content: "A number chooses",
            trigger: `${panel} .o_script_title`,
            run: "press 2",
        },
        { trigger: step("What budget?") },
        {
            content: "Something that is no number",
            trigger: `${panel} .o_script_input input`,
            run: "edit a lot",
        },
        { trigger: `${panel} .o_script_input input`, run: "press Enter" },
        { trigger: `${panel} .o_script_error:contains(is a number)` },
        { trigger: `${panel} .o_script_input input`, run: "edit 2500" },
        { trigger: `${panel} .o_script_input input`, run: "press Enter" },
        {
            content: "The field of the deal is filled",
            trigger: ".o_field_widget[name=expected_revenue] input:value(2,500.00)",
        },
        { trigger: step("Needs noted") },
        {
            content: "Back",
            trigger: `${panel} .o_script_check input`,
            run: "press Backspace",
        },
        { trigger: step("What budget?") },
        { trigger: `${panel} .o_script_next`, run: "click" },
        { trigger: `${panel} .o_script_check input`, run: "click" },
        { trigger: `${panel} .o_script_next`, run: "click" },
        { trigger: step("Farewell") },
        {
            content: "An objection",
            trigger: `${panel} summary:contains(objects)`,
            run: "click",
        },
        { trigger: `${panel} .o_script_objection summary`, run: "click" },
        { trigger: `${panel} .o_script_outcomes button`, run: "click" },
        { trigger: `${panel} .o_script_objection .fa-check` },
        { trigger: `${panel} .o_script_title`, run: "press Enter" },
        { trigger: `${panel} .o_script_progress:contains(Finished)` },
        { trigger: `${panel} .o_script_answers li:contains(Many)` },
    ],
});

/** Open the script of a card, answer, close. */
registry.category("web_tour.tours").add("sales_script_kanban", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Tasting) .o_script_button",
            run: "click",
        },
        { trigger: `.o_script_side ${step("Greet")}` },
        { trigger: ".o_script_side .o_script_title", run: "press Enter" },
        { trigger: ".o_script_side .o_script_choice:contains(Many)", run: "click" },
        { trigger: ".o_script_side .o_script_input input", run: "edit 700" },
        { trigger: ".o_script_side .o_script_next", run: "click" },
        {
            content: "The card knows",
            trigger: ".o_kanban_record:contains(Tasting):contains(700)",
        },
        { trigger: ".o_script_side .o_script_check input", run: "press Escape" },
        { trigger: ".o_kanban_view:not(:has(.o_script_side))" },
        { content: "The focus is back", trigger: ".o_script_button:focus" },
    ],
});

/** A leader moves a deal on although its script asks for something. */
registry.category("web_tour.tours").add("sales_script_pass", {
    steps: () => [
        { trigger: step("Greet") },
        { trigger: ".o_arrow_button:contains(Talk)", run: "click" },
        { trigger: ".modal-body:contains(first tick Needs noted)" },
        { trigger: ".modal-footer button:contains(Let it pass)", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Signed at the fair",
        },
        { trigger: ".modal-footer button[name=action_pass]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
