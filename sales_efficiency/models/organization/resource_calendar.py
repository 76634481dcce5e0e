from collections import defaultdict
from datetime import datetime, time, timedelta
from itertools import chain

from odoo import api, models
from odoo.fields import Domain

from ...tools.working_days import STANDARD_WEEK, Schedule, Shift


class Leaves:
    """Absences of a period: own ones by resource, public holidays by company and calendar."""

    def __init__(self, leaves):
        self._own = defaultdict(list)
        self._public = defaultdict(list)
        self._merged = {}
        for leave in leaves:
            interval = (leave.date_from, leave.date_to)
            if leave.resource_id:
                self._own[leave.resource_id.id].append(interval)
            else:
                self._public[leave.company_id.id, leave.calendar_id.id].append(interval)

    def get(self, resource_id, company_id, calendar_id):
        """Return the absences that count for a resource, as ``((start, end), ...)`` in
        UTC: one and the same tuple for all who have the same ones.

        :param resource_id: empty for the calendar alone
        """
        lists = [self._own.get(resource_id, ())]
        for company in dict.fromkeys((company_id, False)):
            for calendar in dict.fromkeys((calendar_id, False)):
                lists.append(self._public.get((company, calendar), ()))
        key = tuple(id(one) for one in lists if one)
        if key not in self._merged:
            self._merged[key] = tuple(chain.from_iterable(lists))
        return self._merged[key]


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
        hours = defaultdict(list)
        # Plain values: a department's attendances are thousands of records.
        for calendar_id, weekday, start, end, week in self.env.execute_query(
            query.select(*columns)
        ):
            parity = int(week) if week and calendar_id in two_weeks else None
            hours[calendar_id].append((int(weekday), start, end, parity))
        schedules = {False: STANDARD_WEEK}
        # Many calendars have the same hours: they share what is worked out of them.
        known = {}
        for calendar in self:
            key = tuple(hours[calendar.id])
            if calendar.flexible_hours:
                schedules[calendar.id] = STANDARD_WEEK
                continue
            if key not in known:
                known[key] = Schedule(tuple(Shift(*shift) for shift in key))
            schedules[calendar.id] = known[key]
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
