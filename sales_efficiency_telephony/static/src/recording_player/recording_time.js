/**
 * A length or place in a recording as clocks show it: `0:07`, `12:05`, `1:00:00`.
 *
 * @param {number} seconds
 * @returns {string}
 */
export function formatTime(seconds) {
    const whole = Math.max(Math.floor(seconds || 0), 0);
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    const two = (number) => String(number).padStart(2, "0");
    return hours
        ? `${hours}:${two(minutes)}:${two(whole % 60)}`
        : `${minutes}:${two(whole % 60)}`;
}
