import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Calls the number beside it; not there for who has no phone in the phone system. */
export class DialButton extends Component {
    static template = "sales_efficiency_telephony.DialButton";
    static props = {
        number: String,
        resModel: { type: String, optional: true },
        resId: { type: [Number, Boolean], optional: true },
        /** With a word beside the icon, as on forms. */
        hasLabel: { type: Boolean, optional: true },
    };

    setup() {
        this.dialler = useService("pbx_dial");
        this.state = useState(this.dialler.state);
    }

    get label() {
        return _t("Call %s with your phone", this.props.number);
    }

    async dial() {
        const { number, resModel, resId } = this.props;
        await this.dialler.dial(number, resModel, resId);
    }
}
