import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { formatFactor, formatShort, formatSigned, getStyle } from "../factor_format";

/** Pixels below which there is no room for figures in full. */
const NARROW = 560;

/** From what was before to what is now, a bar for each factor. */
export class Waterfall extends Component {
    static template = "sales_efficiency.Waterfall";
    static props = { picture: { type: Object } };

    setup() {
        this.canvas = useRef("canvas");
        this.colors = useRef("colors");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.picture],
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    /** Where each bar begins and ends, what stands below it, how it is coloured. */
    get bars() {
        const { picture } = this.props;
        const { before, now, parts } = picture.total;
        const format = (value) =>
            this.isNarrow ? formatShort(value) : formatFactor("value", value, picture);
        const formatPart = (value) =>
            this.isNarrow ? formatShort(value, true) : formatSigned(value, picture);
        let level = before.value;
        const steps = [
            [_t("People"), parts.people],
            [_t("Meetings"), parts.meetings],
            [_t("Result"), parts.result],
        ].map(([title, part]) => {
            const ends = [level, level + part];
            level += part;
            return {
                ends,
                label: [title, formatPart(part)],
                style: getStyle(part),
            };
        });
        return [
            {
                ends: [0, before.value],
                label: [_t("Before"), format(before.value)],
                style: "whole",
            },
            ...steps,
            {
                ends: [0, now.value],
                label: [_t("Now"), format(now.value)],
                style: "whole",
            },
        ];
    }

    get isNarrow() {
        return this.canvas.el.parentElement.clientWidth < NARROW;
    }

    getColor(style) {
        return getComputedStyle(this.colors.el.querySelector(`[data-style=${style}]`))
            .color;
    }

    draw() {
        this.chart?.destroy();
        this.chart = new window.Chart(this.canvas.el, this.getConfig());
    }

    getConfig() {
        const bars = this.bars;
        const isRtl = localization.direction === "rtl";
        const text = this.getColor("text");
        const ticks = { color: text, font: { size: this.isNarrow ? 11 : 13 } };
        return {
            type: "bar",
            data: {
                labels: bars.map((bar) => bar.label),
                datasets: [
                    {
                        data: bars.map((bar) => bar.ends),
                        backgroundColor: bars.map((bar) => this.getColor(bar.style)),
                        // A part of nothing is still a line in its place.
                        minBarLength: 2,
                        maxBarThickness: 90,
                    },
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: { legend: { display: false }, tooltip: { enabled: false } },
                scales: {
                    x: {
                        reverse: isRtl,
                        grid: { display: false },
                        ticks: { ...ticks, autoSkip: false, maxRotation: 0 },
                    },
                    y: {
                        position: isRtl ? "right" : "left",
                        ticks: {
                            ...ticks,
                            display: !this.isNarrow,
                            maxTicksLimit: 6,
                            callback: (value) =>
                                formatFactor("value", value, this.props.picture),
                        },
                        grid: { color: this.getColor("grid") },
                    },
                },
            },
        };
    }
}
