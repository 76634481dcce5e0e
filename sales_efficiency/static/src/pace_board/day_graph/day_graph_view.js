import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { GraphController } from "@web/views/graph/graph_controller";
import { GraphModel } from "@web/views/graph/graph_model";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";
import { BoardBar } from "../board_bar/board_bar";

/**
 * The graph of the board: plan and fact day by day, added up.
 *
 * The board's records are people; this graph reads the same figures by day from
 * `sales.pace.day`, under the same search.
 */
const DAY_MODEL = "sales.pace.day";
const DAY_GROUPBY = ["day:day", "series"];
/** The plan is the ground the fact is seen on, in a grey that reads on light and dark. */
const PLAN_STYLE = {
    borderColor: "#8a94a0",
    backgroundColor: "#8a94a0",
    pointBackgroundColor: "#8a94a0",
    pointBorderColor: "#8a94a0",
    borderDash: [6, 4],
    pointRadius: 2,
};
const DAY_FIELDS = {
    day: { name: "day", type: "date", string: _t("Day"), store: true, groupable: true },
    series: {
        name: "series",
        type: "selection",
        string: _t("Plan or Fact"),
        selection: [
            ["fact", _t("Fact")],
            ["plan", _t("Plan")],
        ],
        store: true,
        groupable: true,
    },
    value: {
        name: "value",
        type: "float",
        string: _t("Value"),
        store: true,
        aggregator: "sum",
        sortable: true,
    },
};

export class DayGraphController extends GraphController {
    static template = "sales_efficiency.DayGraph";
    static components = { ...GraphController.components, BoardBar };
}

export class DayGraphModel extends GraphModel {
    /** Days stay the axis, however the cards are grouped. */
    async load(searchParams) {
        return super.load({ ...searchParams, groupBy: [] });
    }

    /** End the line of facts at the day looked at; there is nothing to add up after it. */
    _getData(dataPoints, forceUseAllDataPoints) {
        const last = this.getLastFact(dataPoints);
        const data = super._getData(dataPoints, forceUseAllDataPoints);
        for (const dataset of data.datasets) {
            if (dataset.label === this.factLabel) {
                dataset.lastIndex = last ? last.labelIndex : -1;
            }
        }
        // Whichever has the first point, the fact keeps the first colour.
        data.datasets.sort((one) => (one.label === this.factLabel ? -1 : 1));
        return data;
    }

    get factLabel() {
        return DAY_FIELDS.series.selection[0][1].toString();
    }

    getLastFact(dataPoints) {
        return dataPoints
            .filter((point) => String(point.labels[1]) === this.factLabel)
            .at(-1);
    }
}

export class DayGraphRenderer extends GraphRenderer {
    setup() {
        super.setup();
        this.orm = useService("orm");
    }

    getLineChartData() {
        const data = super.getLineChartData();
        for (const dataset of data.datasets) {
            // Smoothed lines would show a plan that falls on days off.
            Object.assign(dataset, { tension: 0, cubicInterpolationMode: "default" });
            if (dataset.lastIndex === undefined) {
                Object.assign(dataset, PLAN_STYLE);
            } else {
                dataset.data = dataset.data.slice(0, dataset.lastIndex + 1);
            }
        }
        return data;
    }

    /** Lines can be clicked too: a point opens the facts of its day. */
    onGraphClicked(ev) {
        const [point] = this.chart.getElementsAtEventForMode(
            ev,
            "nearest",
            { intersect: true },
            false,
        );
        if (point) {
            const { domains } = this.chart.data.datasets[point.datasetIndex];
            this.openFacts(domains[point.index]);
        }
    }

    async openFacts(domain) {
        this.actionService.doAction(
            await this.orm.call(DAY_MODEL, "action_view_facts", [domain]),
        );
    }
}

export const dayGraphView = {
    ...graphView,
    Controller: DayGraphController,
    Model: DayGraphModel,
    Renderer: DayGraphRenderer,
    props: (genericProps, view) => {
        const props = graphView.props(genericProps, view);
        if (!genericProps.state) {
            Object.assign(props.modelParams, {
                resModel: DAY_MODEL,
                fields: DAY_FIELDS,
                fieldAttrs: {},
                groupBy: DAY_GROUPBY,
                measure: "value",
                viewMeasures: ["value"],
            });
        }
        return props;
    },
};

registry.category("views").add("sales_day_graph", dayGraphView);
