import { Component } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** Opens the wall screen from the board. */
export class WallButton extends Component {
    static template = "sales_efficiency.WallButton";
    static props = {};

    setup() {
        this.action = useService("action");
    }

    open() {
        this.action.doAction("sales_efficiency.sales_board_wall_action");
    }
}
