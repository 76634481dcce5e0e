import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { getTabableElements } from "@web/core/utils/ui";
import { ScriptPanel } from "../script_panel";

/** What is folded away, though it has a size in some browsers. */
const FOLDED = "details:not([open]) > :not(summary)";

/**
 * The script of a deal beside the pipeline; on a phone a sheet over it, which keeps the
 * focus until it is closed.
 */
export class ScriptSide extends Component {
    static template = "sales_efficiency.ScriptSide";
    static components = { ScriptPanel };
    static props = {
        record: Object,
        close: Function,
        onAnswered: Function,
    };

    setup() {
        this.root = useRef("root");
        this.ui = useState(useService("ui"));
        useEffect(
            (el, isSheet) => {
                if (!isSheet) {
                    return;
                }
                this.ui.activateElement(el);
                if (!el.contains(document.activeElement)) {
                    el.focus();
                }
                // What lies within has to be gone before the page behind takes over.
                return () =>
                    Promise.resolve().then(() => this.ui.deactivateElement(el));
            },
            () => [this.root.el, this.ui.isSmall],
        );
        useEffect(
            () => {
                const onKeydown = this.onKeydown.bind(this);
                window.addEventListener("keydown", onKeydown, true);
                return () => window.removeEventListener("keydown", onKeydown, true);
            },
            () => [],
        );
    }

    get record() {
        return this.props.record;
    }

    get isSheet() {
        return this.ui.isSmall;
    }

    /** Keys are for the script where the focus is in it, or on nothing behind the sheet. */
    isMeant(target) {
        const isLost = this.isSheet && target === document.body;
        return (
            this.root.el.contains(target) ||
            (isLost && this.ui.activeElement === this.root.el)
        );
    }

    onKeydown(ev) {
        if (!this.isMeant(ev.target)) {
            return;
        }
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.props.close();
        } else if (ev.key === "Tab" && this.isSheet) {
            this.keepFocus(ev);
        }
    }

    /** From the last element Tab goes to the first one, backwards the other way round. */
    keepFocus(ev) {
        const elements = getTabableElements(this.root.el).filter(
            (el) => !el.closest(FOLDED),
        );
        const [end, start] = ev.shiftKey
            ? [elements[0], elements.at(-1)]
            : [elements.at(-1), elements[0]];
        if ([end, this.root.el, document.body].includes(ev.target)) {
            ev.preventDefault();
            start.focus();
        }
    }
}
