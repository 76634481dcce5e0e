from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.period import period_bounds
from ..tools.working_days import spread


class SalesPaceDay(models.Model):
    """Plan and fact of a period day by day: two lines of a cumulative graph.

    The plan is spread over each person's own working days; the fact is ``sales.fact``. The
    period is the one that holds the day the search asks for with ``period_day = ...``.
    """

    _name = "sales.pace.day"
    _description = "Sales Pace by Day"
    _auto = False
    _order = "date, series, id"
    _rec_name = "date"
    _depends = {"sales.plan.line": ["target", "user_id", "metric_id", "state"]}

    period_day = fields.Date(string="Period of", readonly=True)
    date = fields.Date(readonly=True)
    series = fields.Selection(
        selection=[("plan", "Plan"), ("fact", "Fact")], string="Plan or Fact", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    metric_id = fields.Many2one("sales.metric", readonly=True)
    is_main = fields.Boolean(string="Revenue That Counts", readonly=True)
    value = fields.Float(readonly=True)

    @property
    def _table_query(self):
        day = self._get_day()
        lines = self._get_lines(day)
        return SQL(
            """
            SELECT row_number() OVER ()::integer AS id, %s::date AS period_day,
                   metric_id = %s AS is_main, series.*
              FROM (%s UNION ALL %s) AS series
            """,
            day,
            self.env.company._get_sales_revenue_metric().id,
            self._get_plan_query(lines),
            self._get_fact_query(lines, day),
        )

    def _get_day(self):
        return self.env["sales.plan"]._to_day(self.env.context.get("sales_board_date"))

    def _get_lines(self, day):
        """Return the people's plan lines that add up day by day."""
        lines = self.env["sales.plan"]._get_pace_lines(day, None, None, None)
        return lines.filtered(
            lambda line: line.user_id and not line.has_scope and line.metric_id._adds_up()
        )

    def _get_plan_query(self, lines):
        """Spread each target over the person's working days."""
        weights = {}
        if lines:
            weights = lines.user_id._get_sales_working_days(
                min(lines.mapped("date_start")), max(lines.mapped("date_end"))
            )
        rows = []
        for line in lines:
            start, end = line._get_window()
            own = {d: w for d, w in weights[line.user_id.id].items() if start <= d <= end}
            shares = spread(line.target, own)
            owner = (line.company_id.id, line.user_id.id, line.team_id.id, line.metric_id.id)
            # Days off are there with nothing, so that the line has no holes.
            days = (line.date_end - line.date_start).days + 1
            for day in (line.date_start + timedelta(days=offset) for offset in range(days)):
                rows.append((day, *owner, shares.get(day, 0.0)))
        columns = zip(*rows, strict=True) if rows else [()] * 6
        types = ("date", "int", "int", "int", "int", "float8")
        arrays = [
            SQL("%s::%s[]", [None if cell is False else cell for cell in column], SQL(sql_type))
            for column, sql_type in zip(columns, types, strict=True)
        ]
        return SQL(
            """
            SELECT date, 'plan' AS series, company_id, user_id, team_id, metric_id, value
              FROM unnest(%s) AS t (date, company_id, user_id, team_id, metric_id, value)
            """,
            SQL(", ").join(arrays),
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
                    ("date", SQL("sales_fact.date")),
                    ("series", SQL("'fact'")),
                    *(
                        (name, SQL("sales_fact.%s", SQL.identifier(name)))
                        for name in ("company_id", "user_id", "team_id", "metric_id", "value")
                    ),
                )
            )
        )
