import { registry } from "@web/core/registry";

const field = (name) => `.o_field_widget[name=${name}]`;
const preview = ".o_metric_preview";
const domain = ".o_domain_selector_debug_container textarea";

/** Choose a record in a field that proposes some. */
const choose = (name, text, wanted = text) => [
    { trigger: `${field(name)} input`, run: `edit ${text}` },
    {
        trigger: `.o-autocomplete--dropdown-item:contains(${wanted})`,
        run: "click",
    },
];

/** Define a metric of one's own, with wrong turns, and see what it counts. */
registry.category("web_tour.tours").add("sales_efficiency_metric_preview", {
    steps: () => [
        { trigger: `${field("name")} input`, run: "edit Won leads" },
        { trigger: `${preview}:contains(Choose records, day and salesperson)` },
        ...choose("model_id", "Lead", "/^Lead$/"),
        ...choose("date_field_id", "Assignment Date"),
        ...choose("user_field_id", "Salesperson"),
        {
            content: "All leads of the last 30 days, before anything is saved",
            trigger: `${preview}:contains(3 records) .o_metric_preview_value:contains(/^3$/)`,
        },
        { trigger: `${preview} li:contains(Anna):contains(2)` },
        {
            content: "A field that is not there",
            trigger: domain,
            run: `edit [("eyes", "=", "blue")] && press Tab`,
        },
        {
            trigger: `${preview} .alert-danger:contains(The domain of metric Won leads does not work on Lead)`,
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "Nor is it saved",
            trigger: `${field("domain")}.o_field_invalid`,
        },
        {
            content: "A condition that differs by who looks",
            trigger: domain,
            run: `edit [("user_id", "=", uid)] && press Tab`,
        },
        { trigger: `${preview} .alert-danger:contains(plain values only)` },
        {
            content: "A right one",
            trigger: domain,
            run: `edit [("expected_revenue", ">=", 500)] && press Tab`,
        },
        {
            trigger: `${preview}:contains(1 record) .o_metric_preview_value:contains(/^1$/)`,
        },
        {
            content: "The sum instead of the number",
            trigger: `${field("measure")} input`,
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Sum of amounts)",
            run: "click",
        },
        ...choose("measure_field_id", "Expected Revenue"),
        { trigger: `${preview} .o_metric_preview_value:contains(700)` },
        { trigger: `${field("code")} input`, run: "edit won_leads" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: `${preview} .o_metric_preview_value:contains(700)` },
    ],
});
