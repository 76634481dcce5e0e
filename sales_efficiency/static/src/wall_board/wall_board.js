import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { WallClosed } from "./wall_closed/wall_closed";
import { WallControls } from "./wall_controls/wall_controls";
import { WallFigures } from "./wall_figures/wall_figures";
import { WallFooter } from "./wall_footer/wall_footer";
import { WallRotation } from "./wall_rotation";
import { SLIDES } from "./slides/slides";

/** After this long without a touch, pointer and buttons go away; milliseconds. */
export const IDLE_AFTER = 3000;
/** Slides that take the whole width; beside the others stands what was closed today. */
const WIDE = ["closed", "text"];

/** The screen on the wall: totals above, a slide and today's deals, the state below. */
export class WallBoard extends Component {
    static template = "sales_efficiency.WallBoard";
    static components = { WallClosed, WallControls, WallFigures, WallFooter };
    static props = {
        model: { type: Object },
        onLeave: { type: Function, optional: true },
    };

    setup() {
        this.root = useRef("root");
        this.model = useState(this.props.model.state);
        this.rotation = new WallRotation();
        this.rotationState = useState(this.rotation.state);
        this.state = useState({ idle: false });
        useEffect(
            (data) => this.rotation.setSlides(data?.slides || []),
            () => [this.model.data],
        );
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useExternalListener(document, "visibilitychange", () => this.keepAwake());
        onMounted(() => {
            this.props.model.start();
            this.root.el.focus({ preventScroll: true });
            this.keepAwake();
            this.wake();
        });
        onWillUnmount(() => {
            this.props.model.stop();
            this.rotation.stop();
            browser.clearTimeout(this.idleTimer);
            this.wakeLock?.release();
        });
    }

    get data() {
        return this.model.data;
    }

    get step() {
        return this.rotationState.steps[this.rotationState.index];
    }

    get Slide() {
        return SLIDES[this.step.slide.type];
    }

    get isWide() {
        return WIDE.includes(this.step?.slide.type);
    }

    get title() {
        const { slide, page, pages } = this.step;
        return pages > 1
            ? _t("%(title)s · %(page)s of %(pages)s", {
                  title: slide.title,
                  page,
                  pages,
              })
            : slide.title;
    }

    /** Say in words why there is nothing to see, as title and remedy. */
    get message() {
        if (this.model.status === "refused") {
            return [_t("This screen is not available"), this.model.refusal];
        }
        if (this.model.status === "unreachable") {
            return [
                _t("No connection yet"),
                _t("The figures appear by themselves as soon as the server answers."),
            ];
        }
        if (!this.data) {
            return [_t("Loading…"), ""];
        }
        if (!this.data.board) {
            return [
                _t("No wall screen here yet"),
                _t("An administrator creates one under Configuration > Wall Screens."),
            ];
        }
        if (!this.step) {
            return [
                _t("No confirmed plan for %(period)s yet", {
                    period: this.data.period.name,
                }),
                _t(
                    "Enter targets under Plans and confirm the plan: this screen then fills by itself.",
                ),
            ];
        }
        return null;
    }

    // ------------------------------------------------------------
    // KEYS, POINTER, SCREEN
    // ------------------------------------------------------------

    onKeydown(ev) {
        const forward = document.documentElement.dir === "rtl" ? -1 : 1;
        const actions = {
            ArrowRight: () => this.rotation.move(forward),
            ArrowLeft: () => this.rotation.move(-forward),
            PageDown: () => this.rotation.move(1),
            PageUp: () => this.rotation.move(-1),
            " ": () => this.rotation.toggle(),
            f: () => this.toggleFullscreen(),
            Escape: () => this.props.onLeave?.(),
        };
        const onButton = ev.key === " " && ev.target.closest?.("button");
        if (actions[ev.key] && !onButton && !ev.ctrlKey && !ev.metaKey && !ev.altKey) {
            ev.preventDefault();
            this.wake();
            actions[ev.key]();
        }
    }

    /** Show pointer and buttons, and hide them again after a while. */
    wake() {
        this.state.idle = false;
        browser.clearTimeout(this.idleTimer);
        this.idleTimer = browser.setTimeout(() => (this.state.idle = true), IDLE_AFTER);
    }

    async toggleFullscreen() {
        if (document.fullscreenElement) {
            await document.exitFullscreen();
        } else {
            await this.root.el.requestFullscreen?.();
        }
    }

    /** Ask the browser not to switch the screen off, where it can. */
    async keepAwake() {
        if (document.visibilityState !== "visible" || !browser.navigator.wakeLock) {
            return;
        }
        try {
            this.wakeLock = await browser.navigator.wakeLock.request("screen");
        } catch {
            // Refused, on battery for instance: the screen saver is the device's own.
            this.wakeLock = null;
        }
    }
}
