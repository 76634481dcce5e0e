from dataclasses import dataclass
from datetime import date, datetime

from odoo import fields, models
from odoo.tools import SQL

#: What a source of causes tells, in this order.
COLUMNS = (
    "key",
    "res_model",
    "res_id",
    "cause",
    "user_id",
    "team_id",
    "company_id",
    "partner_id",
    "since",
    "day",
    "stage_days",
)


@dataclass(frozen=True)
class Cause:
    """Something to be reminded of.

    ``since`` is naive in UTC. ``day`` is set where a whole day is meant, ``stage_days``
    where the deal's stage says how long is too long.
    """

    key: int
    res_model: str
    res_id: int
    cause: str
    user_id: int | None
    team_id: int | None
    company_id: int
    partner_id: int | None
    since: datetime
    day: date | None
    stage_days: int | None


class SalesReminderRule(models.Model):
    """Finds causes: a query a chunk, whatever their number."""

    _inherit = "sales.reminder.rule"

    def _find_new_causes(self, after, limit, full_user_ids):
        """Return causes that nobody has been reminded of yet, due or not.

        :param after: key of the last one seen, 0 at the beginning
        :param full_user_ids: people who were reminded often enough today
        """
        where = SQL(
            """
            c.key > %(after)s
            AND c.since <= %(now)s
            AND NOT COALESCE(c.user_id, 0) = ANY(%(full)s)
            AND NOT EXISTS (
                SELECT FROM sales_reminder r
                 WHERE r.rule_id = %(rule)s
                   AND r.res_model = c.res_model AND r.res_id = c.res_id
                   AND (r.cause = c.cause OR r.state = 'open' AND %(one)s)
            )
            """,
            after=after,
            now=fields.Datetime.now(),
            full=list(full_user_ids),
            rule=self.id,
            # Two promises to a client are two, two letters are one silence.
            one=self.kind != "overdue",
        )
        return self._read_causes(where, limit)

    def _find_present_causes(self, records):
        """Return the causes there are about these records, reminded of or not.

        :param records: ``{model: ids}``
        """
        conditions = [
            SQL("c.res_model = %s AND c.res_id = ANY(%s)", model, list(ids))
            for model, ids in records.items()
        ]
        return self._read_causes(SQL("(%s)", SQL(" OR ").join(conditions)))

    def _find_causes_of(self, users):
        """Return the causes that people should deal with, reminded of or not."""
        return self._read_causes(SQL("c.user_id = ANY(%s)", users.ids))

    def _read_causes(self, where, limit=None):
        self._flush_causes()
        columns = SQL(", ").join(SQL("c.%s", SQL.identifier(name)) for name in COLUMNS)
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM (%s) AS c WHERE %s ORDER BY c.key %s",
                columns,
                self._get_cause_source(),
                where,
                SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )
        return [Cause(*row) for row in rows]

    def _flush_causes(self):
        """Write what the queries look at and the ORM still holds back."""
        for model in (
            "calendar.event",
            "crm.lead",
            "mail.activity",
            "mail.message",
            "res.partner",
            "res.users",
            "sale.order",
            "sales.reminder",
        ):
            self.env[model].flush_model()
