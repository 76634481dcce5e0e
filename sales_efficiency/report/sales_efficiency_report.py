from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.period import period_bounds

#: Columns of the report and their SQL types.
COLUMNS = {
    "id": "bigint",
    "date": "date",
    "company_id": "integer",
    "currency_id": "integer",
    "team_id": "integer",
    "user_id": "integer",
    "people": "double precision",
    "meetings": "double precision",
    "deals": "double precision",
    "amount": "double precision",
    "meetings_each": "double precision",
    "deal_rate": "double precision",
    "amount_per_meeting": "double precision",
}
#: Ratios: of groups they are those of the sums, never averages of ratios.
RATIOS = {
    "meetings_each:avg": ("meetings", "people", 1),
    "deal_rate:avg": ("deals", "meetings", 100),
    "amount_per_meeting:avg": ("amount", "meetings", 1),
}
#: Months looked at where the search names none.
DEFAULT_MONTHS = 24
#: Room for teams and for people in the number of a row.
ROOM = 100_000


class Snapshot(list):
    """The rows of one request, computed once and read by several queries."""


class SalesEfficiencyReport(models.Model):
    """The three factors of efficiency by month, team and person, as a relation.

    The rows are those of ``sales.efficiency``, handed to the database as they are.
    """

    _name = "sales.efficiency.report"
    _description = "Efficiency by Month"
    _auto = False
    _order = "date desc, id"
    _rec_name = "user_id"

    date = fields.Date(string="Month", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    people = fields.Float(
        string="Person-Months",
        readonly=True,
        help="The part of the month's working days the person was in the team; of a "
        "month it is the number of people.",
    )
    meetings = fields.Float(readonly=True, help="Meetings with clients held.")
    deals = fields.Float(string="Won Deals", readonly=True)
    amount = fields.Monetary(
        string="Revenue", readonly=True, help="The revenue that counts in the company."
    )
    meetings_each = fields.Float(
        string="Meetings per Person",
        readonly=True,
        aggregator="avg",
        help="Meetings of a full person-month.",
    )
    deal_rate = fields.Float(
        string="Deals per Meeting, %", readonly=True, aggregator="avg"
    )
    amount_per_meeting = fields.Monetary(
        string="Revenue per Meeting", readonly=True, aggregator="avg"
    )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
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
            for index, values in enumerate(self._get_snapshot())
        ]
        columns = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
        if not rows:
            nothing = SQL(", ").join(SQL("NULL::%s", sql_type) for sql_type in types)
            return SQL(
                "SELECT * FROM (SELECT %s) AS t (%s) WHERE FALSE", nothing, columns
            )
        return SQL("SELECT * FROM (VALUES %s) AS t (%s)", SQL(", ").join(rows), columns)

    def _get_snapshot(self, domain=Domain.TRUE):
        snapshot = self.env.context.get("sales_efficiency_snapshot")
        # A remote client's context may hold anything.
        if isinstance(snapshot, Snapshot):
            return snapshot
        first, last = self._get_days(domain)
        rows = self.env["sales.efficiency"]._get_rows(first, last, by_month=True)
        return Snapshot(map(self._get_values, rows))

    def _with_snapshot(self, domain=Domain.TRUE):
        """Return ``self`` with the rows computed, to be read by all queries of a request."""
        return self.with_context(sales_efficiency_snapshot=self._get_snapshot(domain))

    def _get_days(self, domain):
        """Return the first and last day of the months a search is about."""
        today = self.env.user._get_sales_today()
        first, last = None, today
        for condition in self._iter_certain(Domain(domain)):
            if condition.field_expr != "date":
                continue
            try:
                day = fields.Date.to_date(condition.value)
            except (ValueError, TypeError):
                continue
            if day and condition.operator in (">=", ">", "="):
                first = max(first or day, day)
            if day and condition.operator in ("<=", "<", "="):
                last = min(last, day)
        if not first:
            months = self.env["sales.efficiency"]._get_last_months(DEFAULT_MONTHS - 1)
            first = months[0]
        last = max(first, period_bounds("month", last)[1])
        return period_bounds("month", first)[0], last

    def _iter_certain(self, domain):
        """Yield the conditions that every row found must fulfil."""
        if getattr(domain, "OPERATOR", "") == "&":
            for child in domain.children:
                yield from self._iter_certain(child)
        elif hasattr(domain, "field_expr"):
            yield domain

    def _get_values(self, row):
        """Return one row in the order of :data:`COLUMNS`."""
        company = self.env.company
        people = row.person_months
        month = row.date.year * 12 + row.date.month
        number = (month * ROOM + (row.team_id or 0)) * ROOM + (row.user_id or 0)
        return (
            number,
            row.date,
            company.id,
            company.currency_id.id,
            row.team_id,
            row.user_id,
            people,
            row.meetings,
            row.deals,
            row.money,
            row.meetings / people if people else None,
            row.deals / row.meetings * 100 if row.meetings else None,
            row.money / row.meetings if row.meetings else None,
        )

    def _read_group_select(self, aggregate_spec, query):
        """Divide sums: a ratio of several rows is not the average of their ratios."""
        if aggregate_spec not in RATIOS:
            return super()._read_group_select(aggregate_spec, query)
        *names, factor = RATIOS[aggregate_spec]
        part, whole = (self._field_to_sql(self._table, name, query) for name in names)
        return SQL("SUM(%s) / NULLIF(SUM(%s), 0) * %s", part, whole, factor)

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def web_read_group(self, domain, *args, **kwargs):
        """Compute the rows once for all groups."""
        return super(SalesEfficiencyReport, self._with_snapshot(domain)).web_read_group(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def web_search_read(self, domain, *args, **kwargs):
        """Compute the rows once for search, count and read."""
        return super(
            SalesEfficiencyReport, self._with_snapshot(domain)
        ).web_search_read(domain, *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, *args, **kwargs):
        """Compute the rows for the months asked for."""
        return super(
            SalesEfficiencyReport, self._with_snapshot(domain)
        ).formatted_read_group(domain, *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, domain, *args, **kwargs):
        """Compute the rows for the months asked for."""
        return super(
            SalesEfficiencyReport, self._with_snapshot(domain)
        ).formatted_read_grouping_sets(domain, *args, **kwargs)

    def action_view_facts(self):
        """Open the facts of a row: its meetings, deals and money."""
        self.ensure_one()
        # The number says it all; months long past are not computed to be looked up.
        rest, user_id = divmod(self.id, ROOM)
        month, team_id = divmod(rest, ROOM)
        first = fields.Date.to_date(f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02}-01")
        first, last = period_bounds("month", first)
        metrics = self.env["sales.metric"].union(
            *self.env["sales.efficiency"]._get_metrics().values()
        )
        action = metrics[:1]._get_facts_action(
            [
                ("company_id", "=", self.env.company.id),
                ("team_id", "=", team_id or False),
                ("user_id", "=", user_id or False),
                ("date", ">=", str(first)),
                ("date", "<=", str(last)),
            ]
        )
        action["domain"][0] = ("metric_id", "in", metrics.ids)
        action["context"] = {
            "sales_fact_metric_ids": metrics.ids,
            "search_default_group_metric": 1,
        }
        action["display_name"] = self.env._("Facts")
        return action
