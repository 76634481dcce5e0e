/**
 * Write seconds as minutes and seconds, with hours where there are any; halves are
 * rounded up, as `tools/talk_time.py` does it.
 *
 * @param {number|false} seconds
 * @returns {string}
 */
export function formatTalkTime(seconds) {
    const whole = Math.floor((seconds || 0) + 0.5);
    const pad = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    const rest = pad(whole % 60);
    return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
