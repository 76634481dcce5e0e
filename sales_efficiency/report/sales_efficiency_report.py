from datetime import MAXYEAR, MINYEAR, date

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, OrderedSet

from ..tools.period import period_bounds
from .sales_snapshot_mixin import Snapshot

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
#: Room for teams and for people in the number of a row.
ROOM = 100_000


class SalesEfficiencyReport(models.Model):
    """The three factors of efficiency by month, team and person, as a relation.

    The rows are those of ``sales.efficiency``.
    """

    _name = "sales.efficiency.report"
    _description = "Efficiency by Month"
    _inherit = ["sales.snapshot.mixin"]
    _auto = False
    _order = "date desc, id"
    _rec_name = "user_id"
    _snapshot_columns = COLUMNS

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

    def _take_snapshot(self, domain):
        """Compute the months a search is about."""
        rows = self.env["sales.efficiency"]._get_rows(
            *self._get_days(domain), by_month=True
        )
        return Snapshot(self._name, map(self._get_values, rows))

    def _get_days(self, domain):
        """Return the first and last day of the months a search is about: all there are,
        unless it says otherwise.
        """
        today = self.env.user._get_sales_today()
        first, last = self._get_hull(Domain(domain).optimize_full(self))
        if not first:
            first = self.env["sales.efficiency"]._get_first_day()
        last = max(first, period_bounds("month", min(last or today, today))[1])
        return period_bounds("month", first)[0], last

    def _get_hull(self, domain):
        """Return the first and last day that rows found can be of, ``None``: any."""
        children = getattr(domain, "children", ())
        if not children:
            return self._get_bounds(domain)
        firsts, lasts = zip(*map(self._get_hull, children), strict=True)
        if domain.OPERATOR == "&":
            return (
                max((day for day in firsts if day), default=None),
                min((day for day in lasts if day), default=None),
            )
        return (
            min(firsts) if all(firsts) else None,
            max(lasts) if all(lasts) else None,
        )

    def _get_bounds(self, condition):
        """Return the same of one condition on the month, or on the number, of a row."""
        name = getattr(condition, "field_expr", None)
        if name not in ("date", "id"):
            return None, None
        value, operator = condition.value, condition.operator
        if operator == "in" and isinstance(value, OrderedSet):
            days = filter(None, map(self._read_month, value) if name == "id" else value)
            # What is in no month is not found in this one either.
            days = list(days) or [self.env.user._get_sales_today()]
            return min(days), max(days)
        if not isinstance(value, date):
            return None, None
        return (
            value if operator in (">=", ">") else None,
            value if operator in ("<=", "<") else None,
        )

    def _read_month(self, number):
        """Return the first day of the month that the number of a row tells, if any."""
        year, month = divmod(number // ROOM**2 - 1, 12)
        return date(year, month + 1, 1) if MINYEAR <= year <= MAXYEAR else None

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
    # ACTIONS
    # ------------------------------------------------------------

    def action_view_facts(self):
        """Open the facts of a row: its meetings, deals and money."""
        self.ensure_one()
        # The number says it all; months long past are not computed to be looked up.
        first, last = period_bounds("month", self._read_month(self.id))
        team_id, user_id = divmod(self.id % ROOM**2, ROOM)
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
