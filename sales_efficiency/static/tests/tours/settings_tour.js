import { registry } from "@web/core/registry";

const threshold = (name) => `#sales_pace_thresholds [name=sales_pace_${name}] input`;
const rule = (value) => `#sales_today_rule .o_radio_input[data-value=${value}]`;
const status = (name) => `.o_kanban_record:contains(${name}) .o_pace_status`;

/** Change how today counts and what is ahead, and see the board follow. */
registry.category("web_tour.tours").add("sales_efficiency_settings", {
    steps: () => [
        { trigger: `${rule("full")}:checked` },
        { trigger: rule("next"), run: "click" },
        { trigger: threshold("ahead"), run: "edit 140" },
        { trigger: threshold("on"), run: "edit 85" },
        { trigger: threshold("behind"), run: "edit 90" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "Bounds that do not go down are refused",
            trigger: ".modal:contains(The pace thresholds of Efficient must go down)",
        },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: threshold("behind"), run: "edit 50" },
        {
            trigger: ".o_form_button_save",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "It is kept", trigger: `${rule("next")}:checked` },
        { trigger: `${threshold("ahead")}:value(140)` },
        { trigger: `${threshold("on")}:value(85)` },
        { trigger: `${threshold("behind")}:value(50)` },
        {
            content: "The board counts ten days instead of eleven",
            trigger: "[data-menu-xmlid='sales_efficiency.sales_efficiency_menu_board']",
            run: "click",
        },
        { trigger: `${status("Anna")}:contains(88 %):contains(on pace)` },
        { trigger: `${status("Boris")}:contains(132 %):contains(on pace)` },
    ],
});
