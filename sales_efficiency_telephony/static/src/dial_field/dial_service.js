import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

/** Calls a number with the salesperson's own phone, where there is one. */
export const dialService = {
    dependencies: ["orm", "notification", "pbx_call_cards"],

    start(env, { orm, notification, pbx_call_cards: cards }) {
        const state = reactive({ isDialling: false });

        /**
         * @param {string} number
         * @param {string} [resModel] of the record it was dialled from
         * @param {number|false} [resId]
         */
        async function dial(number, resModel = false, resId = false) {
            if (state.isDialling) {
                return;
            }
            state.isDialling = true;
            try {
                const { call_id: id } = await orm.call("pbx.call", "dial", [
                    number,
                    resModel,
                    resId,
                ]);
                await cards.refresh(id);
            } catch (error) {
                if (!(error instanceof RPCError)) {
                    throw error;
                }
                notification.add(error.data?.message || error.message, {
                    title: _t("Not called"),
                    type: "warning",
                });
            } finally {
                state.isDialling = false;
            }
        }

        return { state, dial, canDial: Boolean(session.pbx_dial) };
    },
};

registry.category("services").add("pbx_dial", dialService);
