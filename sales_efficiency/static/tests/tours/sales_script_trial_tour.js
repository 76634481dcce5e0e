import { registry } from "@web/core/registry";

const panel = ".modal .o_script";
const step = (name) => `${panel} .o_script_name:contains(${name})`;

/** Try a draft out on a deal: forwards, back, with a wrong answer, to the end. */
registry.category("web_tour.tours").add("sales_script_trial", {
    steps: () => [
        { trigger: "button:contains(Preview)", run: "click" },
        { trigger: ".modal .o_field_widget[name=lead_id] input:value(Tasting)" },
        { trigger: step("Greet") },
        { trigger: `${panel} .o_script_text:contains(Good day, Old Client!)` },
        { trigger: `${panel} .o_script_why:contains(if it were published)` },
        { trigger: `${panel} .o_script_next`, run: "click" },
        { trigger: step("How many people?") },
        {
            content: "A number chooses",
            trigger: `${panel} .o_script_title`,
            run: "press 2",
        },
        { trigger: step("What budget?") },
        { trigger: `${panel} .o_script_input input`, run: "edit a lot" },
        { trigger: `${panel} .o_script_input input`, run: "press Enter" },
        { trigger: `${panel} .o_script_error:contains(is a number)` },
        { trigger: `${panel} .o_script_input input`, run: "edit 2500" },
        { trigger: `${panel} .o_script_input input`, run: "press Enter" },
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
        { trigger: `${panel} .o_script_next`, run: "click" },
        { trigger: `${panel} .o_script_progress:contains(Finished)` },
        { trigger: `${panel} .o_script_restart`, run: "click" },
        { trigger: step("Greet") },
        { trigger: ".modal-footer button:contains(Close)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
