from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.pace import STATUS_ORDER, get_status
from .sales_snapshot_mixin import Snapshot

#: Columns of the report and their SQL types, in the order of :meth:`_get_values`.
COLUMNS = {
    "id": "integer",
    "date": "date",
    "company_id": "integer",
    "user_id": "integer",
    "team_id": "integer",
    "metric_id": "integer",
    "is_main": "boolean",
    "is_own": "boolean",
    "adds_up": "boolean",
    "scope": "text",
    "urgency": "integer",
    "status": "text",
    "plan": "double precision",
    "fact": "double precision",
    "working_days": "double precision",
    "worked_days": "double precision",
    "expected": "double precision",
    "pace": "double precision",
    "completion": "double precision",
    "gap": "double precision",
    "needed_per_day": "double precision",
    "forecast": "double precision",
    "blank": "text",
}
#: Figures that may be undefined, which a number of the database cannot tell from zero.
BLANKABLE = ("expected", "pace", "completion", "gap", "needed_per_day", "forecast")


class SalesPaceReport(models.Model):
    """The pace of people as a relation.

    The rows are those of ``sales.plan.get_pace``: what is on the board is what the
    formula said. The day is the one the search asks for with ``date = ...``, today
    otherwise.
    """

    _name = "sales.pace.report"
    _description = "Sales Pace"
    _inherit = ["sales.snapshot.mixin", "sales.pace.mixin"]
    _auto = False
    _order = "urgency, pace, id"
    _rec_name = "user_id"
    _snapshot_columns = COLUMNS

    date = fields.Date(string="As At", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    metric_id = fields.Many2one("sales.metric", readonly=True)
    unit = fields.Selection(related="metric_id.unit")
    is_main = fields.Boolean(string="Revenue That Counts", readonly=True)
    is_own = fields.Boolean(string="My Plan", readonly=True)
    scope = fields.Char(string="Only For", readonly=True)
    adds_up = fields.Boolean(
        readonly=True, help="Whether several people's figures can be summed up."
    )
    # Of a group it tells how the sum of its people stands, see web_read_group().
    urgency = fields.Integer(readonly=True, aggregator="min")
    status = fields.Selection(
        selection=[
            ("far_behind", "Far behind"),
            ("behind", "Behind"),
            ("on_pace", "On pace"),
            ("ahead", "Ahead"),
            ("not_started", "Not started"),
            ("off", "No working day"),
            ("no_plan", "No plan"),
        ],
        readonly=True,
    )
    plan = fields.Float(readonly=True)
    fact = fields.Float(readonly=True)
    working_days = fields.Float(readonly=True)
    worked_days = fields.Float(readonly=True)
    expected = fields.Float(string="Expected to Date", readonly=True)
    pace = fields.Float(string="Pace, %", readonly=True, aggregator="avg")
    completion = fields.Float(string="Done, %", readonly=True, aggregator="avg")
    gap = fields.Float(readonly=True)
    needed_per_day = fields.Float(
        string="Needed a Day",
        readonly=True,
        help="On each remaining working day, to reach the plan.",
    )
    forecast = fields.Float(readonly=True)
    blank = fields.Char(
        string="Undefined Figures",
        readonly=True,
        help="Names of fields without a value.",
    )
    card = fields.Json(compute="_compute_card")

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _take_snapshot(self, domain):
        """Compute the rows as at the day a search asks for."""
        day = self._get_day(domain)
        rows = self.env["sales.plan"]._get_pace_rows(day)
        return Snapshot(self._name, (row for row in rows if row.user_id), day)

    def _get_snapshot_values(self, snapshot):
        main = self.env.company._get_sales_revenue_metric()
        return [self._get_values(row, snapshot.day, main) for row in snapshot.rows]

    def _get_values(self, row, day, main):
        """Return one row in the order of :data:`COLUMNS`."""
        pace = row.pace
        return (
            row.line.id,
            day,
            row.company.id,
            row.user_id,
            row.team_id,
            row.metric.id,
            row.metric == main and not row.scope,
            row.user_id == self.env.uid,
            row.metric._adds_up(),
            row.scope or None,
            STATUS_ORDER.index(pace.status),
            pace.status,
            pace.plan,
            pace.fact,
            pace.working_days,
            pace.worked_days,
            pace.expected,
            pace.pace,
            pace.completion,
            pace.gap,
            pace.needed_per_day,
            pace.forecast,
            ",".join(name for name in BLANKABLE if getattr(pace, name) is None),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Divide sums: a ratio of several rows is not the average of their ratios."""
        parts = {"pace:avg": ("fact", "expected"), "completion:avg": ("fact", "plan")}
        if aggregate_spec not in parts:
            return super()._read_group_select(aggregate_spec, query)
        part, whole = (
            self._field_to_sql(self._table, name, query)
            for name in parts[aggregate_spec]
        )
        return SQL("SUM(%s) / NULLIF(SUM(%s), 0) * 100", part, whole)

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    @api.model
    @api.private
    def search_fetch(self, domain, *args, **kwargs):
        """Let what is found be read as at the day it was found for, as exports do."""
        return super(SalesPaceReport, self._at_day(domain)).search_fetch(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def web_read_group(self, domain, *args, **kwargs):
        """Say how the sum of each group stands."""
        result = super().web_read_group(domain, *args, **kwargs)
        thresholds = self.env.company._get_sales_thresholds()
        for group in result["groups"]:
            if {"urgency:min", "plan:sum", "pace:avg"} <= group.keys():
                status = get_status(
                    group["plan:sum"], group["pace:avg"], True, thresholds
                )
                group["urgency:min"] = STATUS_ORDER.index(status)
        return result

    def action_view_facts(self):
        """Open the facts the row sums up."""
        self.ensure_one()
        line = self.env["sales.plan.line"].browse(self.id)
        return line.action_view_facts(self.date)
