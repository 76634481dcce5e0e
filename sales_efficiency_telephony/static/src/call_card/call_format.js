import { _t } from "@web/core/l10n/translation";

/** What a call is to who looks at its card: the icon, and the words beside it. */
export const PLACES = {
    ringing: { icon: "fa-phone", name: _t("Incoming call") },
    dialling: { icon: "fa-phone", name: _t("Calling") },
    talking: { icon: "fa-volume-control-phone", name: _t("Talking") },
    ended: { icon: "fa-check", name: _t("Call over") },
    missed: { icon: "fa-bell-slash-o", name: _t("Missed call") },
};

/**
 * Write a length as a clock does.
 *
 * @param {number} seconds
 * @returns {string} such as 2:05, or 1:02:05
 */
export function formatLength(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const pad = (part) => String(part).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    const rest = pad(whole % 60);
    return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/**
 * Keep a phone number whole where what is around it is read from right to left.
 *
 * @param {string} number
 * @returns {string}
 */
export function isolate(number) {
    return `\u2066${number}\u2069`;
}

/**
 * Say who it is, in a word or two.
 *
 * @param {Object} data of a card
 * @returns {string}
 */
export function getWho(data) {
    const number = data.number && isolate(data.number);
    return data.client?.name || number || _t("Number withheld");
}

/**
 * Say what has become of a call that is not this person's any longer.
 *
 * @param {Object} data of a card
 * @returns {string}
 */
export function tellGone(data) {
    const who = data.taken_by || _t("Somebody else");
    return data.missed_state
        ? _t("Nobody took the call; %s is to call back.", who)
        : _t("%s took the call.", who);
}
