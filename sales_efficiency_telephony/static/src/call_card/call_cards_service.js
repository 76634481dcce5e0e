import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { CallCardsModel } from "./call_cards_model";
import { CallStore } from "./call_store";

/** Hears of calls for as long as the page is open; what is shown of it is a component. */
export const callCardsService = {
    dependencies: ["orm", "bus_service"],

    start(env, { orm, bus_service: bus }) {
        const store = new CallStore(user.userId);
        const model = new CallCardsModel({ orm, bus, store });
        if (session.pbx_cards) {
            model.start();
        }
        return model;
    },
};

registry.category("services").add("pbx_call_cards", callCardsService);
