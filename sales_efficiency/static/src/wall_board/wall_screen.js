import {
    onMounted,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

/** After this long without a touch, pointer and buttons go away; milliseconds. */
export const IDLE_AFTER = 3000;

/**
 * What a television is to a page: something to fill, to keep on, and to leave alone.
 *
 * @param {string} refName name of the element that fills the screen
 * @returns {{state: {idle: boolean}, wake: Function, toggleFullscreen: Function}}
 */
export function useWallScreen(refName) {
    const root = useRef(refName);
    const state = useState({ idle: false });
    let idleTimer, wakeLock;

    /** Show pointer and buttons, and hide them again after a while. */
    function wake() {
        state.idle = false;
        browser.clearTimeout(idleTimer);
        idleTimer = browser.setTimeout(() => (state.idle = true), IDLE_AFTER);
    }

    async function toggleFullscreen() {
        if (document.fullscreenElement) {
            await document.exitFullscreen();
        } else {
            await root.el.requestFullscreen?.();
        }
    }

    /** Ask the browser not to switch the screen off, where it can. */
    async function keepAwake() {
        if (document.visibilityState !== "visible" || !browser.navigator.wakeLock) {
            return;
        }
        try {
            wakeLock = await browser.navigator.wakeLock.request("screen");
        } catch {
            // Refused, on battery for instance: the screen saver is the device's own.
            wakeLock = null;
        }
    }

    useExternalListener(document, "visibilitychange", keepAwake);
    onMounted(() => {
        root.el.focus({ preventScroll: true });
        keepAwake();
        wake();
    });
    onWillUnmount(() => {
        browser.clearTimeout(idleTimer);
        wakeLock?.release();
    });
    return { state, wake, toggleFullscreen };
}
