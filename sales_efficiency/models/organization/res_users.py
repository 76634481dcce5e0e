from datetime import timedelta

import pytz

from odoo import api, fields, models

from ...tools.working_days import day_weights, elapsed_share, to_local


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_sales_working_days(self, date_from, date_to):
        """Return the working days of these people by their own calendars.

        Who has no working schedule (no employee, or fully flexible) follows the team's,
        else the company's sales calendar; the own absences count all the same. The
        number of queries does not depend on the number of people.

        :return: ``{user_id: {date: weight}}``, see ``tools.working_days``
        """
        return {
            user_id: day_weights(schedule, date_from, date_to, absences)
            for user_id, (schedule, _zone, absences) in self._get_sales_schedules(
                date_from, date_to
            ).items()
        }

    def _get_sales_today_shares(self, moment):
        """Return how much of the working day of each has passed at ``moment`` (UTC).

        :return: ``{user_id: share from 0 to 1}``
        """
        day = moment.date()
        shares = {}
        schedules = self._get_sales_schedules(day - timedelta(1), day + timedelta(1))
        for user_id, (schedule, zone, absences) in schedules.items():
            local = to_local(moment, zone)
            shares[user_id] = elapsed_share(schedule, local, absences)
        return shares

    def _get_sales_schedules(self, date_from, date_to):
        """Gather schedule, time zone and absences of each person.

        :return: ``{user_id: (Schedule, tzinfo, [(start, end), ...])}``, absences naive
            in the zone
        """
        resources = self._get_sales_resources()
        calendars = self._get_sales_calendars(resources)
        schedules = self.env["resource.calendar"].concat(*set(calendars.values()))
        schedules = schedules._get_sales_schedules()
        leaves = self.env["resource.calendar"]._get_sales_leaves(
            [resource.id for resource in resources.values()], date_from, date_to
        )
        result = {}
        for user in self:
            resource = resources.get(user.id)
            calendar = calendars[user.id]
            zone = pytz.timezone((resource and resource.tz) or calendar.tz or "UTC")
            absences = leaves.get(
                resource and resource.id,
                resource and resource.company_id or self.env.company,
                calendar,
            )
            absences = [
                (to_local(start, zone), to_local(end, zone)) for start, end in absences
            ]
            result[user.id] = (schedules[calendar.id], zone, absences)
        return result

    def _get_sales_resources(self):
        """Return ``{user_id: resource}``, of the current company where there are several."""
        resources = (
            self.env["resource.resource"]
            .sudo()
            .search_fetch(
                [("user_id", "in", self.ids), ("resource_type", "=", "user")],
                ["user_id", "company_id", "calendar_id", "tz"],
            )
        )
        ordered = resources.sorted(
            lambda resource: resource.company_id == self.env.company
        )
        return {resource.user_id.id: resource for resource in ordered}

    def _get_sales_calendars(self, resources):
        """Return ``{user_id: calendar}``; flexible people follow the department's."""
        default = self.env.company.sudo()._get_sales_calendar()
        calendars = {}
        for user in self.sudo():
            own = (
                resources[user.id].calendar_id
                if user.id in resources
                else default.browse()
            )
            fixed = own and not own.flexible_hours
            calendars[user.id] = (
                own if fixed else user.sale_team_id.sales_calendar_id or default
            )
        return calendars

    @api.model
    def _get_sales_today(self):
        """Return today's date in the time zone of the current company's sales calendar."""
        zone = self.env.company.sudo()._get_sales_calendar().tz or "UTC"
        return to_local(fields.Datetime.now(), pytz.timezone(zone)).date()
