from dataclasses import dataclass, field
from datetime import date

from odoo import api, fields, models

from ...tools.pace import Thresholds
from ...tools.working_days import total, worked


@dataclass
class Calendars:
    """Working days of everybody in one period, as at one day."""

    today: date
    thresholds: Thresholds
    people: dict = field(default_factory=dict)
    department: dict = field(default_factory=dict)
    today_shares: dict = field(default_factory=dict)
    _counted: dict = field(default_factory=dict)

    def count(self, user_id, date_from, date_to):
        """Return (working days, days worked) of a person, or of the department.

        :param user_id: ``None`` for the department's calendar
        """
        weights = self.people[user_id] if user_id else self.department
        share = self.today_shares.get(user_id, 1)
        # Who works the same days has them in the same dict.
        key = (id(weights), share, date_from, date_to)
        if key not in self._counted:
            days = {day: w for day, w in weights.items() if date_from <= day <= date_to}
            self._counted[key] = total(days), worked(days, self.today, share)
        return self._counted[key]


class SalesPlan(models.Model):
    """What pace asks of the calendars of people."""

    _inherit = "sales.plan"

    @api.model
    def _get_pace_calendars(self, lines, day):
        """Read everybody's working days of the period once."""
        calendars = Calendars(day, self.env.company._get_sales_thresholds())
        if not lines:
            return calendars
        # Plans of one kind that hold the day have their period in common.
        start, end = lines[0].date_start, lines[0].date_end
        users = lines.user_id
        calendars.people = users._get_sales_working_days(
            start, end, with_department=True
        )
        calendars.department = calendars.people.pop(None)
        rule = self.env.company.sales_today_rule
        if day != self.env.user._get_sales_today() or rule == "full":
            return calendars
        if rule == "next":
            calendars.today_shares = dict.fromkeys([*users.ids, None], 0)
        else:
            now = fields.Datetime.now()
            calendars.today_shares = users._get_sales_today_shares(day, now)
            calendars.today_shares[None] = self.env.company._get_sales_today_share(
                day, now
            )
        return calendars
