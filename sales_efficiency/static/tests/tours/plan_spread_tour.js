import { registry } from "@web/core/registry";

const wizard = ".modal .o_form_view";
const row = (name) => `${wizard} .o_sales_plan_spread_lines tr:contains(${name})`;
const cell = (name, field) => `${row(name)} td[name=${field}]`;

/** Spread the department's plan by working days, then team north's by weights. */
registry.category("web_tour.tours").add("sales_efficiency_plan_spread", {
    steps: () => [
        {
            trigger: ".o_statusbar_buttons button:contains(Spread over People)",
            run: "click",
        },
        {
            content: "The department's target, evenly",
            trigger: `${wizard}:contains(They are equal)`,
        },
        { trigger: `${cell("Anna", "new_target")}:contains(100,000)` },
        { trigger: `${cell("Carl", "new_target")}:contains(100,000)` },
        {
            content: "By working days: 23 of 59, and 13 of 59",
            trigger: `${wizard} .o_radio_input[data-value=days]`,
            run: "click",
        },
        { trigger: `${cell("Carl", "basis")}:contains(13)` },
        { trigger: `${cell("Carl", "new_target")}:contains(66,100)` },
        { trigger: `${cell("Anna", "new_target")}:contains(117,000)` },
        {
            content: "Nothing can be spread over nobody's weight",
            trigger: `${wizard} .o_radio_input[data-value=weights]`,
            run: "click",
        },
        { trigger: cell("Anna", "weight"), run: "click" },
        { trigger: `${cell("Anna", "weight")} input`, run: "edit -1" },
        { trigger: `${wizard} .o_field_widget[name=months], ${wizard}`, run: "click" },
        {
            content: "It says what is wrong, and cannot be applied",
            trigger: `${wizard} .alert-warning:contains(A weight cannot be negative)`,
        },
        { trigger: ".modal:not(:has(button[name=action_apply]:visible))" },
        {
            trigger: `${wizard} .o_radio_input[data-value=days]`,
            run: "click",
        },
        { trigger: `${cell("Carl", "new_target")}:contains(66,100)` },
        { trigger: ".modal button[name=action_apply_next]", run: "click" },
        {
            content: "Team north is next, spread the same way",
            trigger: `${wizard} .o_field_widget[name=team_ids]:contains(North):not(:contains(South))`,
        },
        { trigger: `${wizard} .o_radio_input[data-value=days]:checked` },
        { trigger: `${cell("Anna", "old_target")}:contains(117,000)` },
        { trigger: `${cell("Anna", "new_target")}:contains(50,000)` },
        { trigger: ".modal button[special=cancel]", run: "click" },
        {
            content: "What was applied stands in the table of the plan",
            trigger: "body:not(:has(.modal)) .o_plan_grid",
        },
        {
            trigger:
                '.o_plan_grid input[aria-label="Carl, Ordered revenue"]:value(66,100)',
        },
        {
            content: "Nobody's sum is missing",
            trigger: ".o_plan_department .o_plan_even:contains(even)",
        },
    ],
});
