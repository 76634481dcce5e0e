from datetime import timedelta

import pytz

from odoo import models

from ...tools.working_days import day_weights, elapsed_share, to_local


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_sales_working_days(self, date_from, date_to):
        """Return ``{date: weight}`` of the sales department's calendar and holidays."""
        schedule, _zone, absences = self._get_sales_schedule(date_from, date_to)
        return day_weights(schedule, date_from, date_to, absences)

    def _get_sales_today_share(self, moment):
        """Return how much of the department's working day has passed at ``moment`` (UTC)."""
        day = moment.date()
        schedule, zone, absences = self._get_sales_schedule(
            day - timedelta(days=1), day + timedelta(days=1)
        )
        return elapsed_share(schedule, to_local(moment, zone), absences)

    def _get_sales_schedule(self, date_from, date_to):
        self.ensure_one()
        calendar = self.sudo()._get_sales_calendar()
        zone = pytz.timezone(calendar.tz or "UTC")
        leaves = calendar._get_sales_leaves([], date_from, date_to)
        absences = [
            (to_local(start, zone), to_local(end, zone))
            for start, end in leaves.get(False, self, calendar)
        ]
        return calendar._get_sales_schedules()[calendar.id], zone, absences
