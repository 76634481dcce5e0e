from datetime import date, datetime, time, timedelta

import pytz
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Days a funnel looks back by default.
DEFAULT_DAYS = 90


class SalesFunnel(models.Model):
    """Which deals a picture is asked for: of what days, of whom, beside which others."""

    _inherit = "sales.funnel"

    def _get_days(self, options):
        """Return the first and the last day of the period.

        :raise UserError: on days that are none, or in the wrong order
        """
        today = self.env.user._get_sales_today()
        try:
            last = fields.Date.to_date(options.get("date_to")) or today
            first = fields.Date.to_date(options.get("date_from"))
        except ValueError as error:
            raise UserError(
                self.env._("The period needs two days such as 2017-08-15: %s", error)
            ) from error
        first = first or last - timedelta(days=DEFAULT_DAYS - 1)
        if first > last:
            raise UserError(
                self.env._(
                    "The period begins after it ends: choose an earlier first day."
                )
            )
        return first, last

    @api.model
    def _get_before(self, options, first, last):
        """Return the period beside and its name: as long, or the same a year ago."""
        if options.get("compare") == "year":
            year = relativedelta(years=1)
            return (first - year, last - year), self.env._("A year before")
        length = last - first + timedelta(days=1)
        return (first - length, last - length), self.env._("Period before")

    def _get_scope(self, options):
        """Return the condition on deals, whenever they came in."""
        domain = self._get_domain()
        for name in ("team_id", "user_id"):
            if options.get(name):
                domain &= Domain(name, "=", int(options[name]))
        return domain

    def _get_cohort(self, options, first, last):
        """Return the condition on the deals of a period."""
        start, end = self._get_moments(first, last)
        inside = Domain("create_date", ">=", start) & Domain("create_date", "<", end)
        if (options.get("cohort") or self.cohort) == "moved":
            moves = Domain("date", ">=", start) & Domain("date", "<", end)
            inside |= Domain("sales_stage_move_ids", "any", moves)
        return Domain("lead_id", "any", inside)

    def _get_moments(self, first, last):
        """Return when the days begin and end in the company's time zone, in UTC."""
        calendar = self.env.company.sudo()._get_sales_calendar()
        zone = pytz.timezone(calendar.tz or "UTC")

        def begin(day: date):
            local = zone.localize(datetime.combine(day, time.min))
            return local.astimezone(pytz.utc).replace(tzinfo=None)

        return begin(first), begin(last + timedelta(days=1))
