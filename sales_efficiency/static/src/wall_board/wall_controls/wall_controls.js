import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Buttons for who stands at the screen; they go away with the pointer. */
export class WallControls extends Component {
    static template = "sales_efficiency.WallControls";
    static props = {
        paused: { type: Boolean },
        onMove: { type: Function },
        onToggle: { type: Function },
        onFullscreen: { type: Function },
        onLeave: { type: Function, optional: true },
    };

    get toggleLabel() {
        return this.props.paused ? _t("Go on") : _t("Pause");
    }

    get canFullscreen() {
        return Boolean(document.fullscreenEnabled);
    }
}
