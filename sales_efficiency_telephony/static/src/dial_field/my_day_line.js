import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { MyDayLine } from "@sales_efficiency/my_day/my_day_line/my_day_line";

/** The number of a line is called with the own phone. */
patch(MyDayLine.prototype, {
    setup() {
        super.setup();
        this.dialler = useService("pbx_dial");
    },

    call(ev) {
        if (!this.dialler.canDial) {
            return super.call(ev);
        }
        ev.preventDefault();
        const { phone, res_model: model, res_id: id, pbx_call_id: call } = this.line;
        return call
            ? this.dialler.dial(phone, "pbx.call", call)
            : this.dialler.dial(phone, model, id);
    },
});
