import { registry } from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains(${name}))`;
const card = (name) => `.o_kanban_record:contains(${name})`;
const count = (name, deals) => `${column(name)} .o_column_title:contains((${deals}))`;

/** See who has too much, drag a deal to somebody else, and back. */
registry.category("web_tour.tours").add("sales_load_drag", {
    steps: () => [
        {
            content: "Anna has too much",
            trigger: `${card("Anna")} .o_load:contains(too much):contains(225)`,
        },
        { trigger: `${card("Boris")} .o_load:contains(has room)` },
        { content: "One click opens the board", trigger: card("Anna"), run: "click" },
        {
            content: "Everybody has a column, with nothing in it too",
            trigger: count("Anna", 9),
        },
        { trigger: column("Dora") },
        {
            content: "Drag a deal",
            trigger: `${column("Anna")} ${card("Deal 4")}`,
            run: `drag_and_drop(${column("Dora")})`,
        },
        { trigger: `${column("Dora")} ${card("Deal 4")}` },
        { trigger: count("Dora", 1) },
        { trigger: count("Anna", 8) },
        {
            content: "And another one",
            trigger: `${column("Anna")} ${card("Deal 5")}`,
            run: `drag_and_drop(${column("Boris")})`,
        },
        { trigger: `${column("Boris")} ${card("Deal 5")}` },
        { trigger: count("Boris", 2) },
        { trigger: count("Anna", 7) },
        {
            content: "Back again",
            trigger: `${column("Boris")} ${card("Deal 5")}`,
            run: `drag_and_drop(${column("Anna")} .o_kanban_header)`,
        },
        { trigger: count("Boris", 1) },
        {
            content: "The workload has changed",
            trigger: ".o_breadcrumb a:contains(Workload), .o_back_button",
            run: "click",
        },
        { trigger: `${card("Anna")} .o_load:contains(200)` },
    ],
});

/** Have it proposed, look at it, and do it. */
registry.category("web_tour.tours").add("sales_load_propose", {
    steps: () => [
        { trigger: card("Anna") },
        { trigger: ".o_control_panel button:contains(Propose)", run: "click" },
        { trigger: ".modal .o_field_tags:contains(North)" },
        { trigger: ".modal-footer button:contains(Propose)", run: "click" },
        {
            content: "The preview, and what it is for",
            trigger: ".o_form_view [name=kind]:contains(Overload)",
        },
        { trigger: ".o_data_row:contains(Boris)" },
        { trigger: "button[name=action_transfer]", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Transferred)" },
    ],
});

/** Come to the board by a link. */
registry.category("web_tour.tours").add("sales_load_address", {
    steps: () => [{ trigger: count("Anna", 9) }, { trigger: column("Dora") }],
});
