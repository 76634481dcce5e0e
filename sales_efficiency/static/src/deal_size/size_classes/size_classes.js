import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatMetric } from "../../fields/metric_format";

/**
 * How amounts are spread: a bar per class, the person's above the team's.
 *
 * Shares, not numbers, so that one person compares with twenty. Bars are buttons: they are
 * reached with the keyboard and read aloud, which no canvas is.
 */
export class SizeClasses extends Component {
    static template = "sales_efficiency.SizeClasses";
    static props = {
        classes: Array,
        name: String,
        hasOthers: Boolean,
        isCompared: Boolean,
        currencyId: Number,
        open: Function,
    };

    /** The longest bar takes all the room there is. */
    get longest() {
        return Math.max(
            1,
            ...this.props.classes.flatMap((size) => [
                size.share || 0,
                size.others || 0,
            ]),
        );
    }

    width(share) {
        return `width: ${(100 * (share || 0)) / this.longest}%`;
    }

    percent(share) {
        return formatMetric(share === null ? null : Math.round(share), "percent");
    }

    label(size) {
        const money = (value) => formatMetric(value, "money", this.props.currencyId);
        if (size.to === null) {
            return _t("%s and more", money(size.from));
        }
        return size === this.props.classes[0]
            ? _t("below %s", money(size.to))
            : _t("from %s", money(size.from));
    }

    words(size) {
        return _t("%(label)s: %(count)s, %(share)s; team %(others)s", {
            label: this.label(size),
            count: size.count,
            share: this.percent(size.share),
            others: this.percent(size.others),
        });
    }
}
