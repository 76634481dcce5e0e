import { registry } from "@web/core/registry";

/** A chain is begun, drawn, and one step of it is opened. */
registry.category("web_tour.tours").add("mailing_chain_tour", {
    steps: () => [
        {
            trigger: ".o-kanban-button-new",
            run: "click",
        },
        {
            content: "a chain of one's own",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Spring",
        },
        {
            trigger: ".o_chain_new button",
            run: "click",
        },
        {
            content: "the first step",
            trigger: ".o_chain_start .o_chain_add",
            run: "click",
        },
        {
            trigger: ".o_chain_add_letter",
            run: "click",
        },
        {
            content: "it is opened to be named",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Greeting",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "it is on the drawing, without a letter",
            trigger:
                ".o_chain_card:contains(Greeting) .o_chain_problems:contains(has no letter)",
        },
        {
            content: "a wait behind it",
            trigger: ".o_chain_card:contains(Greeting) .o_chain_add",
            run: "click",
        },
        {
            trigger: ".o_chain_add_wait",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=wait_count] input",
            run: "edit 5",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_chain_card:contains(5 working days)",
        },
        {
            content: "it is not started without a letter",
            trigger: "button[name=action_start]",
            run: "click",
        },
        {
            trigger:
                ".o_error_dialog:contains(Greeting has no letter to send), .modal:contains(Greeting has no letter to send)",
        },
        {
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "write the letter: Odoo's own editor opens",
            trigger: ".o_chain_write",
            run: "click",
        },
        {
            trigger: ".o_mass_mailing_mailing_form .o_field_widget[name=chain_step_id]",
        },
    ],
});
