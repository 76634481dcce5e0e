import { Component } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { formatMetric } from "../metric_format";

/** Units of the drawing; the drawing is stretched to the room there is. */
export const DAY_WIDTH = 10;
export const HEIGHT = 60;
const GAP = 2;

/** What a metric would have counted in the last days, as it stands in the form. */
export class MetricPreviewField extends Component {
    static template = "sales_efficiency.MetricPreviewField";
    static props = { ...standardFieldProps };

    get preview() {
        return this.props.record.data[this.props.name];
    }

    get error() {
        return this.props.record.data.preview_error;
    }

    /** @returns {string} what to fill in to see something */
    get hint() {
        return {
            source: _t("Choose a source to see the last 30 days."),
            ratio: _t("Choose numerator and denominator to see the last 30 days."),
            model: _t("Choose records, day and salesperson to see the last 30 days."),
        }[this.props.record.data.kind];
    }

    /** @returns {string} on how many records the figure rests */
    get countLabel() {
        const count = this.format(this.preview.count, "count");
        return this.preview.count === 1 ? _t("1 record") : _t("%s records", count);
    }

    get othersLabel() {
        return _t("and %s more", this.preview.others);
    }

    get viewBox() {
        return `0 0 ${this.preview.days.length * DAY_WIDTH} ${HEIGHT}`;
    }

    get chartLabel() {
        const best = this.bars.reduce((a, b) => (b.value > a.value ? b : a));
        return _t("Day by day; most on %(day)s: %(value)s", {
            day: best.day,
            value: best.text,
        });
    }

    /** @returns {Object[]} a bar a day, those below zero hanging from the line */
    get bars() {
        const values = this.preview.days.map(([, value]) => value);
        const low = Math.min(0, ...values);
        const range = Math.max(0, ...values) - low || 1;
        const scale = (value) => HEIGHT - ((value - low) / range) * HEIGHT;
        return this.preview.days.map(([date, value], index) => ({
            key: date,
            day: formatDate(deserializeDate(date)),
            value,
            text: this.format(value),
            x: index * DAY_WIDTH,
            inner: index * DAY_WIDTH + GAP / 2,
            y: scale(Math.max(0, value)),
            width: DAY_WIDTH - GAP,
            height: Math.abs(scale(value) - scale(0)),
            below: value < 0,
        }));
    }

    get people() {
        const most = Math.max(0, ...this.preview.people.map(([, value]) => value)) || 1;
        return this.preview.people.map(([name, value], index) => ({
            key: index,
            name: name || _t("No salesperson"),
            text: this.format(value),
            share: (Math.max(0, value) / most) * 100,
        }));
    }

    format(value, unit = this.preview.unit) {
        return formatMetric(value, unit, this.preview.currency_id);
    }
}

registry.category("fields").add("metric_preview", {
    component: MetricPreviewField,
    displayName: _t("Preview of a metric"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "preview_error", type: "char" },
        { name: "kind", type: "selection" },
    ],
});
