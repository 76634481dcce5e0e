from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.pace import STATUS_ORDER, get_status

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


class Snapshot:
    """The rows of one request, computed once and read by several queries."""

    def __init__(self, day, people):
        self.day = day
        self.people = people


class SalesPaceReport(models.Model):
    """The pace of people as a relation, so that kanban, list, graph and pivot can show
    it.

    The rows are those of ``sales.plan.get_pace``, handed to the database as they are:
    what is on the board is what the formula said. The day is the one the search asks
    for with
    ``date = ...``, today otherwise.
    """

    _name = "sales.pace.report"
    _description = "Sales Pace"
    _inherit = ["sales.pace.mixin"]
    _auto = False
    _order = "urgency, pace, id"
    _rec_name = "user_id"

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

    @property
    def _table_query(self):
        snapshot = self._get_snapshot()
        main = self.env.company._get_sales_revenue_metric()
        types = list(map(SQL, COLUMNS.values()))
        rows = [
            SQL(
                "(%s)",
                SQL(", ").join(
                    SQL("%s::%s", value, sql_type)
                    for value, sql_type in zip(values, types, strict=True)
                ),
            )
            if index == 0
            else SQL("%s", values)
            for index, values in enumerate(
                self._get_values(row, snapshot.day, main) for row in snapshot.people
            )
        ]
        columns = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
        if not rows:
            nothing = SQL(", ").join(SQL("NULL::%s", sql_type) for sql_type in types)
            return SQL(
                "SELECT * FROM (SELECT %s) AS t (%s) WHERE FALSE", nothing, columns
            )
        return SQL("SELECT * FROM (VALUES %s) AS t (%s)", SQL(", ").join(rows), columns)

    def _get_snapshot(self, domain=Domain.TRUE):
        """Return the rows of this request, computed for the day it asks for."""
        snapshot = self.env.context.get("sales_pace_snapshot")
        if snapshot:
            return snapshot
        day = self._get_day(domain)
        rows = self.env["sales.plan"]._get_pace_rows(day)
        return Snapshot(day, [row for row in rows if row.user_id])

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

    def _with_snapshot(self, domain=Domain.TRUE):
        """Return ``self`` with the rows computed, to be read by all queries of a request."""
        return self.with_context(sales_pace_snapshot=self._get_snapshot(domain))

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
    @api.readonly
    def web_read_group(self, domain, *args, **kwargs):
        """Compute the rows once for all groups, and say how the sum of each stands."""
        result = super(SalesPaceReport, self._with_snapshot(domain)).web_read_group(
            domain, *args, **kwargs
        )
        thresholds = self.env.company._get_sales_thresholds()
        for group in result["groups"]:
            if {"urgency:min", "plan:sum", "pace:avg"} <= group.keys():
                status = get_status(
                    group["plan:sum"], group["pace:avg"], True, thresholds
                )
                group["urgency:min"] = STATUS_ORDER.index(status)
        return result

    @api.model
    @api.readonly
    def web_search_read(self, domain, *args, **kwargs):
        """Compute the rows once for search, count and read."""
        return super(SalesPaceReport, self._with_snapshot(domain)).web_search_read(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, *args, **kwargs):
        """Compute the rows for the day asked for."""
        return super(SalesPaceReport, self._with_snapshot(domain)).formatted_read_group(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, domain, *args, **kwargs):
        """Compute the rows for the day asked for."""
        return super(
            SalesPaceReport, self._with_snapshot(domain)
        ).formatted_read_grouping_sets(domain, *args, **kwargs)

    def action_view_facts(self):
        """Open the facts the row sums up."""
        self.ensure_one()
        line = self.env["sales.plan.line"].browse(self.id)
        return line.action_view_facts(self.date)
