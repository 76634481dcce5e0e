import { registry } from "@web/core/registry";

const cell = (name, metric = "Ordered revenue") =>
    `.o_plan_grid input[aria-label="${name}, ${metric}"]`;

/** Enter a plan without touching the mouse in the table, and confirm it. */
registry.category("web_tour.tours").add("sales_efficiency_plan_grid", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "Next year's first month",
            trigger: cell("Anna"),
            run: "edit 20,000",
        },
        {
            content: "Enter goes down",
            trigger: cell("Anna"),
            run: "press Enter",
        },
        { trigger: `${cell("Boris")}:focus`, run: "edit 30000.5" },
        { trigger: cell("Boris"), run: "press ArrowDown" },
        { content: "Over the border of the team", trigger: `${cell("South")}:focus` },
        { trigger: cell("South"), run: "edit -5" },
        { trigger: cell("South"), run: "press Enter" },
        {
            content: "A negative target says why it is none",
            trigger: ".o_plan_cell_problem:contains(Not below zero)",
        },
        { trigger: cell("South"), run: "edit 25000" },
        { trigger: cell("South"), run: "press ArrowUp" },
        { trigger: `${cell("Boris")}:focus`, run: "press ArrowUp" },
        { trigger: `${cell("Anna")}:focus`, run: "press ArrowUp" },
        { trigger: `${cell("North")}:focus`, run: "edit 60000" },
        { trigger: cell("North"), run: "press Enter" },
        {
            content: "Sum of people beside the team's target",
            trigger: ".o_plan_team .o_plan_short:contains(9,999.50 short)",
        },
        { content: "Add a metric", trigger: ".o_plan_add_metric", run: "click" },
        { trigger: ".o_select_menu_item:contains(/^Meetings$/)", run: "click" },
        { trigger: cell("Carl", "Meetings"), run: "edit 12" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[name=action_confirm]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=confirmed]" },
        {
            content: "Changed, and thought better of",
            trigger: cell("Anna"),
            run: "edit 1",
        },
        { trigger: cell("Anna"), run: "press Enter" },
        { trigger: `${cell("Anna")}.o_plan_cell_changed` },
        { trigger: ".o_form_button_cancel", run: "click" },
        { trigger: `${cell("Anna")}:not(.o_plan_cell_changed):value(20,000)` },
    ],
});
