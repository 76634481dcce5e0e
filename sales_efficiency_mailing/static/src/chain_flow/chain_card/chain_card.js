import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { ChainAdd } from "../chain_add/chain_add";

/** A step of a drawn chain, with the ways out of it. */
export class ChainCard extends Component {
    static template = "sales_efficiency_mailing.ChainCard";
    static components = { ChainAdd, Dropdown, DropdownItem };
    static props = {
        step: Object,
        kinds: Array,
        canEdit: Boolean,
        canWrite: Boolean,
        canMoveDown: Boolean,
        onOpen: Function,
        onOpenLetter: Function,
        onAdd: Function,
        onMoveUp: Function,
        onMoveDown: Function,
        onTakeOut: Function,
        /** Shows the step a way leads to. */
        onFollow: Function,
    };

    get isBranching() {
        return this.props.step.links.length > 1 || this.props.step.links[0]?.name;
    }

    /** @returns {Array} `[name, figure]` of what is counted at this step */
    get figures() {
        const { step } = this.props;
        const names = [
            ["came", _t("Came")],
            ["waiting", _t("Waiting")],
            ...(step.writes
                ? [
                      ["sent", _t("Sent")],
                      ["opened", _t("Opened")],
                      ["clicked", _t("Clicked")],
                      ["replied", _t("Replied")],
                  ]
                : []),
            ["left", _t("Left")],
        ];
        return names.map(([key, name]) => [name, formatInteger(step.figures[key])]);
    }

    getMark(link, index) {
        return link.way_id ? formatInteger(index + 1) : "–";
    }

    getAddLabel(link) {
        const { name } = this.props.step;
        return link.name
            ? _t("Add a step behind %(step)s, %(way)s", { step: name, way: link.name })
            : _t("Add a step behind %(step)s", { step: name });
    }
}
