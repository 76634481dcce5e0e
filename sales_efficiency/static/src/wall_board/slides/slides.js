import { Component } from "@odoo/owl";
import { PaceBar } from "../../fields/pace_bar/pace_bar";
import { STATUS } from "../../fields/pace_status/pace_status_field";
import { _t } from "@web/core/l10n/translation";
import { WallClosed } from "../wall_closed/wall_closed";
import { formatPercent } from "../../fields/metric_format";
import { formatDay, formatGap, formatWall } from "../wall_format";
import { CurveSlide } from "./curve_slide";

const slideProps = {
    step: { type: Object },
    board: { type: Object },
    unit: { type: String },
};

/** So few rows that they can be large. */
const FEW = 4;

/** A list cut into pages of rows; whoever extends it brings the template. */
const ListSlide = class extends Component {
    static props = slideProps;

    get isFew() {
        return this.props.step.pages === 1 && this.props.step.rows.length <= FEW;
    }
};

/** People or teams by pace: how fast, how far, how much is missing. */
export class RankingSlide extends ListSlide {
    static template = "sales_efficiency.WallRankingSlide";
    static components = { PaceBar };

    status(row) {
        return STATUS[row.status] || STATUS.no_plan;
    }

    pace(row) {
        return row.pace === null ? "–" : formatPercent(row.pace);
    }

    note(row) {
        if (row.leave_until) {
            return _t("away until %(day)s", {
                day: formatDay(row.leave_until, { day: "numeric", month: "short" }),
            });
        }
        return row.pace === null
            ? this.status(row).word
            : formatGap(row.gap, this.props.unit, this.props.board.currency_id);
    }

    label(row) {
        const { unit, board } = this.props;
        return _t("%(fact)s of %(plan)s", {
            fact: formatWall(row.fact, unit, board.currency_id),
            plan: formatWall(row.plan, unit, board.currency_id),
        });
    }
}

/** People by how much of a metric they have done since the period began. */
export class MetricSlide extends ListSlide {
    static template = "sales_efficiency.WallMetricSlide";

    format(value) {
        return formatWall(
            value || 0,
            this.props.step.slide.unit,
            this.props.board.currency_id,
        );
    }
}

/** The day's norms of everybody together, done and to do. */
export class NormsSlide extends ListSlide {
    static template = "sales_efficiency.WallNormsSlide";
    static components = { PaceBar };

    text(row) {
        const format = (value) =>
            formatWall(value, row.unit, this.props.board.currency_id);
        return _t("%(done)s of %(norm)s", {
            done: format(row.done),
            norm: format(row.norm),
        });
    }

    share(row) {
        return formatPercent(row.share);
    }
}

/** All deals of the day. */
export class ClosedSlide extends Component {
    static template = "sales_efficiency.WallClosedSlide";
    static components = { WallClosed };
    static props = slideProps;
}

/** An announcement. */
export class TextSlide extends Component {
    static template = "sales_efficiency.WallTextSlide";
    static props = slideProps;
}

/** Component of each type of slide; addons with types of their own add theirs. */
export const SLIDES = {
    pace: RankingSlide,
    teams: RankingSlide,
    metric: MetricSlide,
    norms: NormsSlide,
    closed: ClosedSlide,
    curve: CurveSlide,
    text: TextSlide,
};
