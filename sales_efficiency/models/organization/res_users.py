from datetime import timedelta
from itertools import chain
from typing import NamedTuple

import pytz

from odoo import api, fields, models

from ...tools.timetable import Timetable
from ...tools.working_days import day_hours, day_weights, elapsed_share, to_local

#: How far around a period absences are read that may be asked for again.
MARGIN = timedelta(days=62)


class Resource(NamedTuple):
    """What the working days of a person ask of the resource behind them."""

    id: int | bool
    company_id: int | None
    calendar_id: int | None
    tz: str | None


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_sales_working_days(self, date_from, date_to, with_department=False):
        """Return the working days of these people by their own calendars.

        Who has no working schedule (no employee, or fully flexible) follows the team's,
        else the company's sales calendar; the own absences count all the same. The
        number of queries does not depend on the number of people.

        :param with_department: the department's calendar too, under ``None``
        :return: ``{user_id: {date: weight}}``, see ``tools.working_days``
        """
        known = {}
        return {
            user_id: self._weigh_once(known, schedule, date_from, date_to, absences)
            for user_id, (schedule, _zone, absences) in self._get_sales_schedules(
                date_from, date_to, with_department
            ).items()
        }

    @api.model
    def _weigh_once(self, known, schedule, date_from, date_to, absences):
        """Return the working days, worked out once for all who have the same ones.

        :param dict known: what was worked out before
        """
        key = (id(schedule), id(absences))
        if key not in known:
            known[key] = day_weights(schedule, date_from, date_to, absences)
        return known[key]

    def _get_sales_full_days(self, date_from, date_to):
        """Return the working days of these people in full days of the department.

        Unlike :meth:`_get_sales_working_days`, half a day's work counts as half a day
        for who never works longer: it measures how much work somebody can do.

        :return: ``{user_id: {date: full days}}``
        """
        full_day = self.env.company._get_sales_full_day_hours()
        return {
            user_id: {
                day: hours / full_day
                for day, hours in day_hours(
                    schedule, date_from, date_to, absences
                ).items()
            }
            for user_id, (schedule, _zone, absences) in self._get_sales_schedules(
                date_from, date_to
            ).items()
        }

    def _get_sales_today_shares(self, day, moment):
        """Return how much of ``day`` has passed for each of these people at ``moment``.

        :param date day: the day it is for the company
        :param datetime moment: in UTC; where a person works it may be the day before or
            after
        :return: ``{user_id: share from 0 to 1}``
        """
        return {
            user_id: elapsed_share(schedule, day, to_local(moment, zone), absences)
            for user_id, (schedule, zone, absences) in self._get_sales_schedules(
                day, day
            ).items()
        }

    def _get_sales_schedules(self, date_from, date_to, with_department=False):
        """Gather schedule, time zone and absences of each person.

        :param with_department: those of the department too, under ``None``
        :return: ``{user_id: (Schedule, tzinfo, [(start, end), ...])}``, absences naive
            in the zone
        """
        timetable = self.env.context.get("sales_timetable")
        # A remote client's context may hold anything.
        if not isinstance(timetable, Timetable):
            return self._read_sales_schedules(date_from, date_to, with_department)
        company = self.env.company
        keys = [*self.ids, *([None] if with_department else [])]
        known = timetable.get(company, keys, date_from, date_to)
        if known is None:
            start, end = date_from - MARGIN, date_to + MARGIN
            found = self._read_sales_schedules(start, end, with_department=True)
            timetable.keep(company, found, start, end)
            known = timetable.get(company, keys, date_from, date_to)
        return known

    def _read_sales_schedules(self, date_from, date_to, with_department):
        """Read what :meth:`_get_sales_schedules` gathers."""
        company = self.env.company
        resources = self._get_sales_resources()
        calendar_ids = self._get_sales_calendar_ids(resources)
        if with_department:
            calendar_ids[None] = company.sudo()._get_sales_calendar().id
        calendars = self.env["resource.calendar"]
        hours = calendars._get_sales_hours()
        leaves = calendars._get_sales_leaves(
            [resource.id for resource in resources.values()], date_from, date_to
        )
        nobody = Resource(False, company.id, False, False)
        zones = {}
        result, local, moments = {}, {}, {}
        for user_id, calendar_id in calendar_ids.items():
            resource = resources.get(user_id, nobody)
            schedule, tz, _flexible = hours[calendar_id]
            name = resource.tz or tz or "UTC"
            zone = zones.get(name) or zones.setdefault(name, pytz.timezone(name))
            absences = leaves.get(
                resource.id, resource.company_id or company.id, calendar_id
            )
            # Most people have public holidays only: the same ones.
            key = (id(absences), zone)
            if key not in local:
                for moment in chain.from_iterable(absences):
                    if (moment, zone) not in moments:
                        moments[moment, zone] = to_local(moment, zone)
                local[key] = tuple(
                    (moments[start, zone], moments[end, zone])
                    for start, end in absences
                )
            result[user_id] = (schedule, zone, local[key])
        return result

    def _get_sales_resources(self):
        """Return ``{user_id: Resource}``: the current company's where there are several,
        and the archived one of who has left.
        """
        resources = self.env["resource.resource"].sudo().with_context(active_test=False)
        query = resources._search(
            [("user_id", "in", self.ids), ("resource_type", "=", "user")]
        )
        names = ("user_id", "active", *Resource._fields)
        # Plain values: the department's resources are hundreds of records.
        rows = self.env.execute_query(
            query.select(
                *(resources._field_to_sql(query.table, name, query) for name in names)
            )
        )
        found = [(user_id, active, Resource(*row)) for user_id, active, *row in rows]
        here = self.env.company.id
        found.sort(key=lambda one: (one[2].company_id == here, one[1], one[2].id))
        return {user_id: resource for user_id, _active, resource in found}

    def _get_sales_calendar_ids(self, resources):
        """Return ``{user_id: id of the calendar}``; flexible people follow their team's,
        else the department's.
        """
        # What the board asks of people, and no more: they have dozens of columns.
        self.sudo().fetch(["partner_id", "sale_team_id", "sales_position_id"])
        default = self.env.company.sudo()._get_sales_calendar()
        here = (self.env.company, self.env["res.company"])
        teams = {
            team.id: team.sales_calendar_id.id
            for team in self.sudo().sale_team_id
            if team.company_id in here and team.sales_calendar_id
        }
        hours = default._get_sales_hours()
        calendar_ids = {}
        for user in self.sudo():
            resource = resources.get(user.id)
            calendar_id = resource and resource.calendar_id or False
            if hours[calendar_id].is_flexible:
                calendar_id = teams.get(user.sale_team_id.id, default.id)
            calendar_ids[user.id] = calendar_id
        return calendar_ids

    @api.model
    def _get_sales_today(self):
        """Return today's date in the time zone of the current company's sales calendar."""
        zone = self.env.company.sudo()._get_sales_calendar().tz or "UTC"
        return to_local(fields.Datetime.now(), pytz.timezone(zone)).date()
