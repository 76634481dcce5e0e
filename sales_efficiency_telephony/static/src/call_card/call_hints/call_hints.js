import { Component } from "@odoo/owl";

/** What other parts know of the client: a label, and short words. */
export class CallHints extends Component {
    static template = "sales_efficiency_telephony.CallHints";
    static props = { hints: Array };
}
