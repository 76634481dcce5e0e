"""Weekly hours of working schedules, read once until one of them changes."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models, tools

from ...tools.working_days import STANDARD_WEEK, Schedule, Shift


class Hours(NamedTuple):
    """What working days ask of a calendar."""

    schedule: Schedule
    tz: str | None
    is_flexible: bool


class ResourceCalendar(models.Model):
    _name = "resource.calendar"
    _inherit = ["resource.calendar", "sales.kept.mixin"]

    @api.model
    @tools.ormcache()
    def _get_sales_hours(self):
        """Return ``{calendar_id: Hours}`` of all calendars, and of none under ``False``.

        ``_work_intervals_batch`` asks the database anew for each calendar, which does
        not do for a department where everybody has an own one. They change seldom and
        are asked for with every board and every lead, so they are kept.
        """
        attendances = self.env["resource.calendar.attendance"].sudo()
        query = attendances._search(
            [("display_type", "=", False), ("day_period", "!=", "lunch")],
            order="calendar_id, dayofweek, week_type, hour_from, id",
        )
        names = ("calendar_id", "dayofweek", "hour_from", "hour_to", "week_type")
        columns = [
            attendances._field_to_sql(query.table, name, query) for name in names
        ]
        calendars = self.sudo().with_context(active_test=False).search([])
        two_weeks = set(calendars.filtered("two_weeks_calendar").ids)
        shifts = defaultdict(list)
        # Plain values: a department's attendances are thousands of records.
        for calendar_id, weekday, start, end, week in self.env.execute_query(
            query.select(*columns)
        ):
            parity = int(week) if week and calendar_id in two_weeks else None
            shifts[calendar_id].append((int(weekday), start, end, parity))
        hours = {False: Hours(STANDARD_WEEK, None, is_flexible=True)}
        # Many calendars have the same hours: they share what is worked out of them.
        known = {}
        for calendar in calendars:
            key = tuple(shifts[calendar.id])
            if key not in known:
                known[key] = Schedule(tuple(Shift(*shift) for shift in key))
            flexible = calendar.flexible_hours
            schedule = STANDARD_WEEK if flexible else known[key]
            hours[calendar.id] = Hours(schedule, calendar.tz, flexible)
        return hours


class ResourceCalendarAttendance(models.Model):
    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "sales.kept.mixin"]
