import { formatCurrency } from "@web/core/currency";
import { formatMetric } from "../fields/metric_format";

/** From here on money is written as "12.3M": it is read from five metres. */
const LONG_AMOUNT = 1e7;

/**
 * Write a figure for a screen on the wall.
 *
 * @param {number|null} value
 * @param {"count"|"money"|"percent"|"hours"} unit
 * @param {number} [currencyId] of money
 * @returns {string}
 */
export function formatWall(value, unit, currencyId) {
    if (unit === "money" && Math.abs(value) >= LONG_AMOUNT) {
        const options = { humanReadable: true, digits: [16, 1], minDigits: 2 };
        const text = formatCurrency(Math.abs(value), currencyId, options);
        return value < 0 ? `-${text}` : text;
    }
    const known = value !== null && value !== undefined;
    return formatMetric(
        known && unit === "money" ? Math.round(value) : value,
        unit,
        currencyId,
    );
}

/** Write how far somebody is from where the plan should be today. */
export function formatGap(value, unit, currencyId) {
    const text = formatWall(value, unit, currencyId);
    return value > 0 ? `+${text}` : text;
}

/** Write a day of the company's calendar, such as "24 November". */
export function formatDay(day, options = { day: "numeric", month: "long" }) {
    return luxon.DateTime.fromISO(day).toLocaleString(options);
}
