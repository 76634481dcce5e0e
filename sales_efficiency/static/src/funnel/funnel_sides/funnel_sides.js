import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatMetric } from "../../fields/metric_format";

/** What a stage points at: icon and words, so that colour is not needed. */
const VERDICTS = {
    product: { icon: "fa-cube", name: _t("Product") },
    person: { icon: "fa-user", name: _t("Salesperson") },
    neither: { icon: "fa-check", name: _t("Nothing stands out") },
    few: { icon: "fa-question", name: _t("Too few deals") },
};

/** Product or person: what deals are lost for, stage by stage. */
export class FunnelSides extends Component {
    static template = "sales_efficiency.FunnelSides";
    static props = { model: Object, openDeals: Function };

    setup() {
        this.state = useState(this.props.model.state);
        this.verdicts = VERDICTS;
    }

    get sides() {
        return this.state.picture.sides;
    }

    format(value, unit = "count") {
        return formatMetric(value === null ? null : Math.round(value), unit);
    }

    getShare(loss) {
        return _t("%(lost)s of %(decided)s lost: %(share)s", {
            lost: this.format(loss.lost),
            decided: this.format(loss.decided),
            share: this.format(loss.share, "percent"),
        });
    }

    getRange(loss) {
        return _t("likely between %(low)s and %(high)s", {
            low: this.format(loss.low, "percent"),
            high: this.format(loss.high, "percent"),
        });
    }

    /** Open the deals lost at a stage, narrowed by a field of the report. */
    open(side, name, field, value) {
        this.props.openDeals(`${side.stage}: ${name}`, [
            ...this.state.picture.domain,
            ["stage_id", "=", side.stage_id],
            ["lost", "=", 1],
            [field, "=", value || false],
        ]);
    }
}
