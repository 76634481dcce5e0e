import { Component } from "@odoo/owl";
import { DayPicker } from "../day_picker/day_picker";
import { WallButton } from "../../wall_board/wall_button/wall_button";

/** Stands above every view of the board: the day looked at, and the way to the wall. */
export class BoardBar extends Component {
    static template = "sales_efficiency.BoardBar";
    static components = { DayPicker, WallButton };
    static props = {
        domain: { type: Array },
        hasWall: { type: Boolean, optional: true },
    };
    static defaultProps = { hasWall: true };
}
