import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { WallClosed } from "./wall_closed/wall_closed";
import { WallControls } from "./wall_controls/wall_controls";
import { WallFigures } from "./wall_figures/wall_figures";
import { WallFooter } from "./wall_footer/wall_footer";
import { WallRotation } from "./wall_rotation";
import { useWallScreen } from "./wall_screen";
import { SLIDES } from "./slides/slides";

/** Deals there is room for beside a slide. */
const SIDE_ROWS = 8;
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
        this.model = useState(this.props.model.state);
        this.rotation = new WallRotation();
        this.rotationState = useState(this.rotation.state);
        this.screen = useWallScreen("root");
        useEffect(
            (data) => this.rotation.setSlides(data?.slides || []),
            () => [this.model.data],
        );
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        onMounted(() => {
            this.props.model.start();
        });
        onWillUnmount(() => {
            this.props.model.stop();
            this.rotation.stop();
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

    /** Deals beside a slide: all there is room for, or one less and how many more. */
    get sideLimit() {
        return this.data.closed.length > SIDE_ROWS ? SIDE_ROWS - 1 : SIDE_ROWS;
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

    onKeydown(ev) {
        const forward = document.documentElement.dir === "rtl" ? -1 : 1;
        const actions = {
            ArrowRight: () => this.rotation.move(forward),
            ArrowLeft: () => this.rotation.move(-forward),
            PageDown: () => this.rotation.move(1),
            PageUp: () => this.rotation.move(-1),
            " ": () => this.rotation.toggle(),
            f: () => this.screen.toggleFullscreen(),
            Escape: () => this.props.onLeave?.(),
        };
        const onButton = ev.key === " " && ev.target.closest?.("button");
        if (actions[ev.key] && !onButton && !ev.ctrlKey && !ev.metaKey && !ev.altKey) {
            ev.preventDefault();
            this.screen.wake();
            actions[ev.key]();
        }
    }
}
