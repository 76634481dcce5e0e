import { formatFloat } from "@web/core/utils/numbers";
import { formatMonetary } from "@web/views/fields/formatters";

/**
 * Write a figure with the unit of its metric.
 *
 * @param {number|null} value
 * @param {"count"|"money"|"percent"|"hours"} unit
 * @param {number} [currencyId] of money
 * @returns {string} a dash where the figure is undefined
 */
export function formatMetric(value, unit, currencyId) {
    if (value === null || value === undefined || value === false) {
        return "–";
    }
    if (unit === "money") {
        const text = formatMonetary(Math.abs(value), { currencyId, digits: [16, 0] });
        return Math.round(value) < 0 ? `-${text}` : text;
    }
    const digits = Number.isInteger(value) ? 0 : 1;
    const text = formatFloat(value, { digits: [16, digits] });
    return unit === "percent" ? `${text} %` : text;
}
