from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.period import period_bounds
from ..tools.working_days import spread


class SalesPaceDay(models.Model):
    """Plan and fact of a period day by day: two lines of a cumulative graph.

    The plan is spread over each person's own working days; the fact is ``sales.fact``.
    The period is the one that holds the day the search asks for with ``date = ...``.
    """

    _name = "sales.pace.day"
    _description = "Sales Pace by Day"
    _auto = False
    _inherit = ["sales.pace.mixin"]
    _order = "day, series, id"
    _rec_name = "day"
    _depends = {"sales.plan.line": ["target", "user_id", "metric_id", "state"]}

    date = fields.Date(string="As At", readonly=True)
    day = fields.Date(readonly=True)
    series = fields.Selection(
        selection=[("plan", "Plan"), ("fact", "Fact")],
        string="Plan or Fact",
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    metric_id = fields.Many2one("sales.metric", readonly=True)
    is_main = fields.Boolean(string="Revenue That Counts", readonly=True)
    is_own = fields.Boolean(string="My Plan", readonly=True)
    value = fields.Float(readonly=True)

    @property
    def _table_query(self):
        day = self._get_day()
        lines = self._get_lines(day)
        return SQL(
            """
            SELECT row_number() OVER ()::integer AS id, %s::date AS date,
                   metric_id = %s AS is_main, user_id = %s AS is_own, series.*
              FROM (%s UNION ALL %s) AS series
            """,
            day,
            self.env.company._get_sales_revenue_metric().id,
            self.env.uid,
            self._get_plan_query(lines, day),
            self._get_fact_query(lines, day),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Leave sums of plan and fact, or of different metrics, empty: they mean nothing."""
        total = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec != "value:sum":
            return total
        series, metric = (
            self._field_to_sql(self._table, name, query)
            for name in ("series", "metric_id")
        )
        return SQL(
            "CASE WHEN MIN(%s) = MAX(%s) AND MIN(%s) = MAX(%s) THEN %s END",
            series,
            series,
            metric,
            metric,
            total,
        )

    def _get_lines(self, day):
        """Return the people's plan lines that add up day by day."""
        lines = self.env["sales.plan"]._get_pace_lines(day, None, None, None)
        return lines.filtered(
            lambda line: (
                line.user_id and not line.has_scope and line.metric_id._adds_up()
            )
        )

    def _get_plan_query(self, lines, day):
        """Spread each target over the person's working days.

        Days off have a plan of nothing, and days without a sale up to ``day`` a fact of
        nothing, so that neither line has holes or ends too early.
        """
        weights = {}
        if lines:
            weights = lines.user_id._get_sales_working_days(
                min(lines.mapped("date_start")), max(lines.mapped("date_end"))
            )
        rows = []
        for line in lines:
            start, end = line._get_window()
            own = {
                d: w for d, w in weights[line.user_id.id].items() if start <= d <= end
            }
            shares = spread(line.target, own)
            owner = (
                line.company_id.id,
                line.user_id.id,
                line.team_id.id,
                line.metric_id.id,
            )
            days = (line.date_end - line.date_start).days + 1
            for date in (
                line.date_start + timedelta(days=offset) for offset in range(days)
            ):
                rows.append((date, *owner, shares.get(date, 0.0)))
        columns = zip(*rows, strict=True) if rows else [()] * 6
        types = map(SQL, ("date", "int", "int", "int", "int", "float8"))
        arrays = [
            SQL(
                "%s::%s[]",
                [None if cell is False else cell for cell in column],
                sql_type,
            )
            for column, sql_type in zip(columns, types, strict=True)
        ]
        return SQL(
            """
            SELECT day, series, company_id, user_id, team_id, metric_id,
                   CASE series WHEN 'plan' THEN value ELSE 0 END AS value
              FROM unnest(%s) AS t (day, company_id, user_id, team_id, metric_id, value)
              JOIN (VALUES ('plan'), ('fact')) AS kinds (series)
                ON series = 'plan' OR day <= %s
            """,
            SQL(", ").join(arrays),
            day,
        )

    def _get_fact_query(self, lines, day):
        """Return the facts of the same people and metrics up to ``day``."""
        metrics = lines.metric_id
        facts = self.env["sales.fact"].with_context(
            sales_fact_metric_ids=tuple(metrics.ids)
        )
        start, _end = period_bounds(self.env.company.sales_plan_period, day)
        domain = (
            facts._get_period_domain(start, day)
            & Domain("metric_id", "in", metrics.ids)
            & Domain("user_id", "in", lines.user_id.ids)
            & Domain("company_id", "=", self.env.company.id)
        )
        query = facts._search(domain, order="id")
        query.order = None
        return query.select(
            *(
                SQL("%s AS %s", sql, SQL.identifier(name))
                for name, sql in (
                    ("day", SQL("sales_fact.date")),
                    ("series", SQL("'fact'")),
                    *(
                        (name, SQL("sales_fact.%s", SQL.identifier(name)))
                        for name in (
                            "company_id",
                            "user_id",
                            "team_id",
                            "metric_id",
                            "value",
                        )
                    ),
                )
            )
        )

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, *args, **kwargs):
        """Look at the period the domain asks for; what only cards have does not narrow it."""
        known = Domain(domain).map_conditions(
            lambda condition: (
                condition
                if condition.field_expr.split(".")[0] in self._fields
                else Domain.TRUE
            )
        )
        return super(SalesPaceDay, self._at_day(known)).formatted_read_group(
            known, *args, **kwargs
        )

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, domain, *args, **kwargs):
        """Look at the period the domain asks for."""
        return super(SalesPaceDay, self._at_day(domain)).formatted_read_grouping_sets(
            domain, *args, **kwargs
        )

    @api.model
    def action_view_facts(self, domain):
        """Open the facts of the days and people that ``domain`` selects."""
        rows = self._at_day(domain)
        groups = rows._read_group(domain, aggregates=["day:min", "day:max"])
        (first, last), metrics = groups[0], rows._read_group(domain, ["metric_id"])
        people = [user.id for (user,) in rows._read_group(domain, ["user_id"])]
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_fact_action"
        )
        action["domain"] = [
            ("metric_id", "in", [metric.id for (metric,) in metrics]),
            ("user_id", "in", people),
            ("date", ">=", first),
            ("date", "<=", last),
        ]
        action["context"] = {}
        action["views"] = [(False, "list"), (False, "graph"), (False, "pivot")]
        return action
