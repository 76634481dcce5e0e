import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatMetric, formatPercent } from "../metric_format";
import { PaceBar } from "../pace_bar/pace_bar";

/** Icon and word of each status: nobody has to tell colours apart. */
const STATUS = {
    over: { icon: "▲", word: _t("too much"), style: "bad" },
    even: { icon: "●", word: _t("fair"), style: "good" },
    room: { icon: "▽", word: _t("has room"), style: "fair" },
    none: { icon: "○", word: _t("no share"), style: "none" },
};

/** The load in percent: the bar reaches to twice a fair load, its tick stands at one. */
export class LoadBarField extends Component {
    static template = "sales_efficiency.LoadBarField";
    static components = { PaceBar };
    static props = { ...standardFieldProps };

    get data() {
        return this.props.record.data;
    }

    get status() {
        return STATUS[this.data.status] || STATUS.none;
    }

    get hasShare() {
        return this.data.capacity > 0;
    }

    get number() {
        return formatPercent(this.hasShare ? this.data[this.props.name] : null);
    }

    get label() {
        return _t("%(deals)s open deals, %(fair)s would be fair: %(status)s", {
            deals: this.data.deal_count,
            fair: formatMetric(this.hasShare ? this.data.capacity : null, "count"),
            status: this.status.word,
        });
    }
}

registry.category("fields").add("load_bar", {
    component: LoadBarField,
    displayName: _t("Load"),
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "status", type: "selection" },
        { name: "capacity", type: "float" },
        { name: "deal_count", type: "integer" },
    ],
});
