import { patch } from "@web/core/utils/patch";
import { session } from "@web/session";
import { PhoneField } from "@web/views/fields/phone/phone_field";
import { DialButton } from "./dial_button";

patch(PhoneField, {
    components: { ...PhoneField.components, DialButton },
});

patch(PhoneField.prototype, {
    /** Whether a number is there, and a phone to call it with. */
    get canDial() {
        const { name, record } = this.props;
        return Boolean(session.pbx_dial && record.data[name]);
    },
});
