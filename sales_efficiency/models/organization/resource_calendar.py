from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Domain

from ...tools.working_days import STANDARD_WEEK, Schedule, Shift


class Leaves:
    """Absences of a period: own ones by resource, public holidays by company and calendar."""

    def __init__(self, leaves):
        self._own = defaultdict(list)
        self._public = defaultdict(list)
        for leave in leaves:
            interval = (leave.date_from, leave.date_to)
            if leave.resource_id:
                self._own[leave.resource_id.id].append(interval)
            else:
                self._public[leave.company_id.id, leave.calendar_id.id].append(interval)

    def get(self, resource_id, company, calendar):
        """Return the absences that count for a resource, as ``[(start, end)]`` in UTC.

        :param resource_id: empty for the calendar alone
        """
        absences = list(self._own.get(resource_id, ()))
        for company_id in {company.id, False}:
            for calendar_id in {calendar.id, False}:
                absences += self._public.get((company_id, calendar_id), ())
        return absences


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _get_sales_schedules(self):
        """Read the attendances of many calendars at once.

        ``_work_intervals_batch`` asks the database anew for each calendar, which does
        not do for a department where everybody has an own one.

        :return: ``{calendar_id: Schedule}``
        """
        attendances = self.env["resource.calendar.attendance"].sudo()
        query = attendances._search(
            [
                ("calendar_id", "in", self.ids),
                ("display_type", "=", False),
                ("day_period", "!=", "lunch"),
            ],
            order="calendar_id, dayofweek, week_type, hour_from, id",
        )
        names = ("calendar_id", "dayofweek", "hour_from", "hour_to", "week_type")
        columns = [
            attendances._field_to_sql(query.table, name, query) for name in names
        ]
        two_weeks = set(self.filtered("two_weeks_calendar").ids)
        shifts = defaultdict(list)
        # Plain values: a department's attendances are thousands of records.
        for calendar_id, weekday, start, end, week in self.env.execute_query(
            query.select(*columns)
        ):
            parity = int(week) if week and calendar_id in two_weeks else None
            shifts[calendar_id].append(Shift(int(weekday), start, end, parity))
        schedules = {False: STANDARD_WEEK}
        # Many calendars have the same hours: they share what is worked out of them.
        known = {}
        for calendar in self:
            hours = tuple(shifts[calendar.id])
            schedules[calendar.id] = (
                STANDARD_WEEK
                if calendar.flexible_hours
                else known.setdefault(hours, Schedule(hours))
            )
        return schedules

    @api.model
    def _get_sales_leaves(self, resource_ids, date_from, date_to):
        """Read the absences of these resources and all public holidays around a period.

        :return: :class:`Leaves`
        """
        margin = timedelta(days=1)
        domain = (
            Domain("time_type", "=", "leave")
            & Domain("date_from", "<=", datetime.combine(date_to + margin, time.max))
            & Domain("date_to", ">=", datetime.combine(date_from - margin, time.min))
            & Domain("resource_id", "in", [False, *resource_ids])
        )
        fields = ["resource_id", "calendar_id", "company_id", "date_from", "date_to"]
        return Leaves(
            self.env["resource.calendar.leaves"].sudo().search_fetch(domain, fields)
        )
