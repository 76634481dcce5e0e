import { registry } from "@web/core/registry";

/** A page that is opened while it rings; what is typed outlives leaving it. */
registry.category("web_tour.tours").add("pbx_call_card_tour", {
    steps: () => [
        {
            content: "it rings, and who it is stands there",
            trigger: ".o_call_card .o_call_name:contains('Old Client')",
        },
        {
            content: "two deals: say which one it is about",
            trigger: ".o_call_deal:contains('Beans') .o_call_choice",
            run: "click",
        },
        {
            content: "its script is there",
            trigger: ".o_call_chosen:contains('Beans') ~ .o_script",
        },
        {
            content: "note what is said",
            trigger: ".o_call_note textarea",
            run: "edit Wants two",
        },
        {
            content: "the server has it",
            trigger: ".o_call_status:contains('Saved')",
        },
        {
            content: "another screen: the card stays",
            trigger: ".o_call_open_deal:first",
            run: "click",
        },
        {
            trigger: ".o_form_view",
        },
        {
            content: "note what it came to",
            trigger: ".o_call_outcomes button:contains('Interested')",
            run: "click",
        },
        {
            trigger: ".o_call_outcomes [aria-pressed=true]:contains('Interested')",
        },
        {
            content: "plan what is next",
            trigger: ".o_call_plan",
            run: "click",
        },
        {
            trigger: ".o_call_summary input",
            run: "edit Send the offer",
        },
        {
            trigger: ".o_call_planned",
            run: "click",
        },
        {
            content: "it is planned",
            trigger: ".o_call_next:contains('Send the offer')",
        },
        {
            content: "fold it away",
            trigger: ".o_call_fold",
            run: "click",
        },
        {
            content: "and leave the page",
            trigger: ".o_call_pill:contains('Old Client')",
            run: () => location.reload(),
            expectUnloadPage: true,
        },
        {
            content: "it is there as it was left",
            trigger: ".o_call_pill:contains('Old Client')",
            run: "click",
        },
        {
            trigger: ".o_call_note textarea:value(Wants two)",
        },
        {
            content: "call the client from the deal meanwhile",
            trigger: ".o_field_widget[name=phone] .o_pbx_dial",
            run: "click",
        },
        {
            content: "that call has a card of its own",
            trigger: ".o_call_card .o_call_place:contains('Calling')",
        },
        {
            content: "which is closed when there is no more to say",
            trigger: ".o_call_card .o_call_close",
            run: "click",
        },
        {
            trigger: ".o_call_cards:not(:has(.o_call_card))",
        },
    ],
});
