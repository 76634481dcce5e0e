import { Component, xml } from "@odoo/owl";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { WallBoard } from "../wall_board";
import { BOARD_CHANGED, WallModel, WallRefused } from "../wall_model";

/** Answers that asking again does not change. */
const REFUSALS = [
    "odoo.exceptions.AccessError",
    "odoo.exceptions.MissingError",
    "odoo.http.SessionExpiredException",
];

/** The wall screen inside Odoo: everybody sees there what the own rights allow. */
export class WallAction extends Component {
    static template = xml`<WallBoard model="model" onLeave.bind="leave"/>`;
    static components = { WallBoard };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.model = new WallModel({
            load: () => this.load(),
            bus: useService("bus_service"),
            channel: BOARD_CHANGED,
        });
    }

    async load() {
        const boardId = this.props.action.params?.board_id;
        try {
            return await this.orm.silent.call("sales.board", "get_wall_data", [
                boardId || null,
            ]);
        } catch (error) {
            if (error instanceof RPCError && REFUSALS.includes(error.exceptionName)) {
                throw new WallRefused(error.data?.message || error.message);
            }
            throw error;
        }
    }

    leave() {
        if (document.fullscreenElement) {
            document.exitFullscreen();
        }
        const { breadcrumbs, historyBack } = this.env.config;
        if (breadcrumbs?.length > 1 && historyBack) {
            historyBack();
        } else {
            this.action.doAction("sales_efficiency.sales_pace_report_action_open", {
                clearBreadcrumbs: true,
            });
        }
    }
}

registry.category("actions").add("sales_efficiency.wall", WallAction);
