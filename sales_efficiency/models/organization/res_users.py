from datetime import timedelta

import pytz

from odoo import api, fields, models

from ...tools.timetable import Timetable
from ...tools.working_days import day_hours, day_weights, elapsed_share, to_local

#: How far around a period absences are read that may be asked for again.
MARGIN = timedelta(days=62)


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
        key = (id(schedule), absences)
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
        calendars = self._get_sales_calendars(resources)
        if with_department:
            calendars[None] = company.sudo()._get_sales_calendar()
        schedules = self.env["resource.calendar"].concat(*set(calendars.values()))
        schedules = schedules._get_sales_schedules()
        leaves = self.env["resource.calendar"]._get_sales_leaves(
            [resource.id for resource in resources.values()], date_from, date_to
        )
        result, local = {}, {}
        for user_id, calendar in calendars.items():
            resource = resources.get(user_id)
            zone = pytz.timezone((resource and resource.tz) or calendar.tz or "UTC")
            absences = leaves.get(
                resource.id if resource else False,
                resource and resource.company_id or company,
                calendar,
            )
            # Public holidays are the same for hundreds of people.
            for absence in absences:
                if (absence, zone) not in local:
                    local[absence, zone] = tuple(
                        to_local(moment, zone) for moment in absence
                    )
            absences = tuple(local[absence, zone] for absence in absences)
            result[user_id] = (schedules[calendar.id], zone, absences)
        return result

    def _get_sales_resources(self):
        """Return ``{user_id: resource}``: the current company's where there are several,
        and the archived one of who has left.
        """
        resources = (
            self.env["resource.resource"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("user_id", "in", self.ids), ("resource_type", "=", "user")],
                ["user_id", "company_id", "calendar_id", "tz", "active"],
            )
        )
        ordered = resources.sorted(
            lambda resource: (resource.company_id == self.env.company, resource.active)
        )
        return {resource.user_id.id: resource for resource in ordered}

    def _get_sales_calendars(self, resources):
        """Return ``{user_id: calendar}``; flexible people follow their team's, else the
        department's.
        """
        default = self.env.company.sudo()._get_sales_calendar()
        nowhere = self.env["resource.calendar"].sudo()
        here = (self.env.company, self.env["res.company"])
        # Read together what is looked at one by one below.
        default.union(
            *(resource.calendar_id for resource in resources.values()),
            self.sudo().sale_team_id.sales_calendar_id,
        ).mapped("flexible_hours")
        calendars = {}
        for user in self.sudo():
            resource = resources.get(user.id)
            own = resource.calendar_id if resource else nowhere
            team = user.sale_team_id
            common = team.sales_calendar_id if team.company_id in here else nowhere
            fixed = own and not own.flexible_hours
            calendars[user.id] = own if fixed else common or default
        return calendars

    @api.model
    def _get_sales_today(self):
        """Return today's date in the time zone of the current company's sales calendar."""
        zone = self.env.company.sudo()._get_sales_calendar().tz or "UTC"
        return to_local(fields.Datetime.now(), pytz.timezone(zone)).date()
