import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("sales_wall_tour", {
    steps: () => [
        {
            content: "open the wall from the board",
            trigger: ".o_wall_button",
            run: "click",
        },
        {
            content: "the department's total stands above",
            trigger: ".o_wall_total:contains('Department'):contains('100 %')",
        },
        {
            content: "the best is first",
            trigger: ".o_wall_row:first-child:contains('Boris'):contains('120 %')",
        },
        {
            content: "what was closed today",
            trigger: ".o_wall_side:contains('Prospect')",
        },
        {
            content: "the figures are fresh",
            trigger: ".o_wall_live",
        },
        {
            content: "no menu over the screen",
            trigger: "body:not(:has(.o_main_navbar))",
        },
        {
            content: "on to the teams",
            trigger: ".o_wall_next",
            run: "click",
        },
        {
            content: "teams",
            trigger: ".o_wall_row:contains('North')",
        },
        {
            content: "stop there",
            trigger: ".o_wall_pause",
            run: "click",
        },
        {
            content: "paused",
            trigger: ".o_wall_paused",
        },
        {
            content: "on to the announcement, by the keyboard",
            trigger: ".o_wall",
            run: "press ArrowRight",
        },
        {
            content: "announcement",
            trigger: ".o_wall_announcement:contains('a day off')",
        },
        {
            content: "leave",
            trigger: ".o_wall",
            run: "press Escape",
        },
        {
            content: "back on the board, with its menu",
            trigger: ".o_main_navbar",
        },
        {
            trigger: ".o_sales_pace_board",
        },
    ],
});
