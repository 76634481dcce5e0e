import pytz

from odoo import models

from ...tools.timetable import Timetable
from ...tools.working_days import day_weights, elapsed_share, to_local

#: A full day where the working schedule does not say.
FULL_DAY_HOURS = 8.0


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_sales_working_days(self, date_from, date_to):
        """Return ``{date: weight}`` of the sales department's calendar and holidays."""
        schedule, _zone, absences = self._get_sales_schedule(date_from, date_to)
        return day_weights(schedule, date_from, date_to, absences)

    def _get_sales_today_share(self, day, moment):
        """Return how much of ``day`` has passed for the department at ``moment`` (UTC)."""
        schedule, zone, absences = self._get_sales_schedule(day, day)
        return elapsed_share(schedule, day, to_local(moment, zone), absences)

    def _get_sales_full_day_hours(self):
        """Return how many hours a full day of the department has."""
        calendar = self.sudo()._get_sales_calendar()
        return calendar.hours_per_day or FULL_DAY_HOURS

    def _get_sales_schedule(self, date_from, date_to):
        self.ensure_one()
        timetable = self.env.context.get("sales_timetable")
        if isinstance(timetable, Timetable):
            known = timetable.get(self, [None], date_from, date_to)
            if known:
                return known[None]
        calendar = self.sudo()._get_sales_calendar()
        zone = pytz.timezone(calendar.tz or "UTC")
        leaves = calendar._get_sales_leaves([], date_from, date_to)
        absences = [
            (to_local(start, zone), to_local(end, zone))
            for start, end in leaves.get(False, self.id, calendar.id)
        ]
        return calendar._get_sales_hours()[calendar.id].schedule, zone, absences
