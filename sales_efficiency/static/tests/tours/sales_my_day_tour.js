import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("sales_my_day_tour", {
    steps: () => [
        {
            content: "the promise past its day stands first",
            trigger:
                ".o_my_day_group:first-child .o_my_day_late:contains('Send the offer')",
        },
        {
            content: "the letter without an answer",
            trigger: ".o_my_day_letter .o_my_day_line:contains('A question')",
        },
        {
            content: "answer it",
            trigger: ".o_my_day_letter .o_my_day_write",
            run: "click",
        },
        {
            content: "write",
            trigger: ".o_mail_composer_form_view .odoo-editor-editable",
            run: "editor It is 100 euros.",
        },
        {
            content: "send",
            trigger: ".o_mail_send:enabled",
            run: "click",
        },
        {
            content: "it waits no longer",
            trigger: ".o_my_day_list:not(:has(.o_my_day_letter))",
        },
        {
            content: "put the promise off",
            trigger: ".o_my_day_overdue .o_my_day_snooze",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .dropdown-item:contains('next working day')",
            run: "click",
        },
        {
            content: "do what was planned for today",
            trigger: ".o_my_day_today .o_my_day_done",
            run: "click",
        },
        {
            content: "nothing waits, and what comes next is said",
            trigger: ".o_my_day_empty:contains('Next: Send the offer')",
        },
    ],
});
