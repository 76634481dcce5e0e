import { useService } from "@web/core/utils/hooks";

/**
 * Opens the records a figure sums up.
 *
 * @returns {(model: string, method: string, args: any[], context?: Object) => Promise}
 *  calls a method that answers with an action, and does it
 */
export function useOpenFacts() {
    const orm = useService("orm");
    const action = useService("action");
    return async (model, method, args, context = {}) =>
        action.doAction(await orm.call(model, method, args, { context }));
}
