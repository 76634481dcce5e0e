import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";

/** Puts a step of some kind into a way. */
export class ChainAdd extends Component {
    static template = "sales_efficiency_mailing.ChainAdd";
    static components = { Dropdown, DropdownItem };
    static props = {
        kinds: Array,
        /** What the new step comes behind, in words. */
        label: String,
        onChosen: Function,
    };
}
