import { localization } from "@web/core/l10n/localization";
import { formatFloat } from "@web/core/utils/numbers";
import { formatMetric } from "../fields/metric_format";

const MINUS = "\u2212";
/** Keeps a sign before its number where text runs from right to left. */
const LEFT_TO_RIGHT = "\u200E";

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
    return sign(rounded, text);
}

/**
 * Write a change, or a dash where one of the periods is nothing to compare with.
 *
 * @param {number} value
 * @param {Object} line what it is of: the total, or a row of the picture
 * @param {Object} picture
 * @returns {string}
 */
export function formatChange(value, line, picture) {
    return line.is_idle ? "–" : formatSigned(value, picture);
}

/**
 * Write a figure as short as it goes: in thousands, in millions, without its currency.
 *
 * @param {number} value
 * @param {boolean} [isSigned]
 * @returns {string}
 */
export function formatShort(value, isSigned = false) {
    const text = formatFloat(Math.abs(value), { humanReadable: true, decimals: 1 });
    return isSigned || value < 0 ? sign(value, text) : text;
}

function sign(value, text) {
    if (!value) {
        return text;
    }
    const mark = localization.direction === "rtl" ? LEFT_TO_RIGHT : "";
    return `${mark}${value > 0 ? "+" : MINUS}${text}`;
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
