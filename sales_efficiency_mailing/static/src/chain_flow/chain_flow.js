import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { ChainAdd } from "./chain_add/chain_add";
import { ChainCard } from "./chain_card/chain_card";
import { layOut } from "./chain_flow_layout";
import { ChainFlowModel } from "./chain_flow_model";

const VERSIONS = {
    draft: _t("being edited"),
    in_force: _t("in force"),
    earlier: _t("earlier"),
};

/** A chain as a drawing: cards of steps, and lines where it goes on. */
export class ChainFlow extends Component {
    static template = "sales_efficiency_mailing.ChainFlow";
    static components = { ChainAdd, ChainCard };
    static props = { chainId: Number };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.model = new ChainFlowModel({
            orm: useService("orm"),
            chainId: this.props.chainId,
        });
        this.state = useState(this.model.state);
        this.sizes = useState({ heights: {} });
        this.root = useRef("root");
        onWillStart(() => this.model.load());
        useEffect(() => this.measure());
        useEffect(
            (id) => this.follow(id),
            () => [this.state.focusId],
        );
    }

    get flow() {
        return this.state.flow;
    }

    get layout() {
        return layOut(this.flow.steps, this.flow.first_id, this.sizes.heights);
    }

    get addLabel() {
        return _t("Add a step at the beginning");
    }

    /** Lines begin at the feet of cards, which are as high as what they say. */
    measure() {
        const heights = {};
        for (const card of this.root.el?.querySelectorAll("[data-step]") || []) {
            heights[card.dataset.step] = card.offsetHeight;
        }
        if (JSON.stringify(heights) !== JSON.stringify(this.sizes.heights)) {
            this.sizes.heights = heights;
        }
    }

    getVersionName(version) {
        return _t("Version %(number)s, %(state)s", {
            number: version.number,
            state: VERSIONS[version.state],
        });
    }

    getPlace(step) {
        const { x, y } = this.layout.cards[step.id];
        return `inset-inline-start: ${x}px; top: ${y}px`;
    }

    canMoveDown(step) {
        return this.model.getLater(step) !== undefined;
    }

    moveDown(step) {
        return this.model.moveUp(this.model.getLater(step));
    }

    async add(kind, sourceId, wayId) {
        const id = await this.model.draw(kind, sourceId, wayId);
        this.open(this.model.getStep(id));
    }

    open(step) {
        this.dialog.add(FormViewDialog, {
            resModel: "mailing.chain.step",
            resId: step.id,
            title: step.name,
            readonly: !this.flow.can_write,
            canExpand: false,
            onRecordSaved: () => this.model.load(),
        });
    }

    async openLetter(step, letterId) {
        const action = letterId
            ? await this.model.orm.call("mailing.mailing", "action_open_letter", [
                  [letterId],
              ])
            : await this.model.orm.call("mailing.chain.step", "action_write_letter", [
                  [step.id],
              ]);
        return this.action.doAction(action);
    }

    takeOut(step) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Remove %(step)s", { step: step.name }),
            body: _t(
                "Its letters are lost. What led to it goes on with what came after it.",
            ),
            confirmLabel: _t("Remove"),
            confirm: () => this.model.takeOut(step.id),
            cancel: () => {},
        });
    }

    /** Bring a step into sight and into the hands of who uses the keyboard. */
    follow(id) {
        const card = id && this.root.el?.querySelector(`[data-step="${id}"]`);
        if (card) {
            card.scrollIntoView({ block: "nearest", inline: "nearest" });
            card.querySelector(".o_chain_name").focus();
        }
    }
}
