import { formatFloat } from "@web/core/utils/numbers";
import { formatMetric } from "../fields/metric_format";

const MINUS = "\u2212";

/**
 * Write a figure of the formula.
 *
 * @param {string} figure name of it
 * @param {number|null} value
 * @param {Object} picture what it is of: measure and currency
 * @returns {string} a dash where the figure is undefined
 */
export function formatFactor(figure, value, picture) {
    if (value === null || value === undefined) {
        return "–";
    }
    if (["result", "value"].includes(figure) && picture.measure === "money") {
        return formatMetric(value, "money", picture.currency_id);
    }
    const digits = figure === "result" ? 2 : Number.isInteger(value) ? 0 : 1;
    return formatFloat(value, { digits: [16, digits] });
}

/**
 * Write a change, with its sign.
 *
 * @param {number} value
 * @param {Object} picture
 * @returns {string}
 */
export function formatSigned(value, picture) {
    const digits = picture.measure === "money" ? 0 : 1;
    const rounded = Number(value.toFixed(digits));
    const text = formatFactor("value", Math.abs(rounded), picture);
    return rounded ? `${rounded > 0 ? "+" : MINUS}${text}` : text;
}

/**
 * @param {number} value a change
 * @returns {"good"|"bad"|"none"} how it is coloured
 */
export function getStyle(value) {
    if (Math.abs(value) < 0.05) {
        return "none";
    }
    return value > 0 ? "good" : "bad";
}
