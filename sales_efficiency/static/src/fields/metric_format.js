import { _t } from "@web/core/l10n/translation";
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

/**
 * Write a pace or share in whole percent, never rounded up: 94.7 % is not on pace yet
 * where that begins at 95 %, and must not look like it.
 *
 * @param {number|null} value
 * @returns {string}
 */
export function formatPercent(value) {
    if (value === null || value === undefined) {
        return "–";
    }
    const number = formatFloat(Math.floor(value), { digits: [16, 0] });
    return _t("%(number)s %", { number });
}
