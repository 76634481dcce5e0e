from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.absence import AHEAD, find_absence
from ...tools.working_days import to_local
from ..distribution.working_moment import to_utc

#: How far ahead the end of an absence is looked for.
HORIZON = timedelta(days=400)
#: Where it is another day than in UTC.
ZONES = timedelta(days=1)


class Away(NamedTuple):
    """Since when somebody is away and when work begins again, in UTC; the last day is
    the person's own.
    """

    start: datetime
    end: datetime
    last_day: date


class ResUsers(models.Model):
    """Who is away, by the leaves of the resource that stands for a person."""

    _inherit = "res.users"

    @api.model
    def _get_sales_absences(self):
        """Return who is away now, for as long as counts in the current company.

        :return: ``{user: Away}``
        """
        company = self.env.company
        if not company.sales_absence_handover:
            return {}
        now = fields.Datetime.now()
        start, end = now - AHEAD - ZONES, now + HORIZON
        users = self._get_sales_people_on_leave(start, now + ZONES)
        leaves = users._get_sales_own_leaves(start, end)
        schedules = users._get_sales_schedules(start.date(), end.date())
        found = {}
        for user in users:
            schedule, zone, away = schedules[user.id]
            own = [
                (to_local(since, zone), to_local(until, zone))
                for since, until in leaves.get(user.id, ())
            ]
            holidays = [one for one in away if one not in own]
            here, last = to_local(now, zone), to_local(end, zone)
            own = [(since, min(until, last)) for since, until in own]
            absence = find_absence(schedule, own, holidays, here)
            if absence and absence.days >= company.sales_absence_days:
                found[user] = _describe(absence, zone)
        return found

    @api.model
    def _get_sales_people_on_leave(self, start, end):
        """Return the people of the current company with a leave in a period."""
        leaves = self.env["resource.calendar.leaves"].sudo()
        company = self.env.company
        people = leaves.search(
            Domain("resource_id.user_id", "!=", False)
            & self._get_sales_leave_domain(start, end)
        ).resource_id.user_id
        return people.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )

    def _get_sales_own_leaves(self, start, end):
        """Return ``{user_id: [(from, to), ...]}`` in UTC: the leaves of these people
        that reach into a period.
        """
        resources = self._get_sales_resources()
        owners = {resource.id: user_id for user_id, resource in resources.items()}
        found = defaultdict(list)
        for leave in (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search_fetch(
                Domain("resource_id", "in", list(owners))
                & self._get_sales_leave_domain(start, end),
                ["resource_id", "date_from", "date_to"],
            )
        ):
            owner = owners[leave.resource_id.id]
            found[owner].append((leave.date_from, leave.date_to))
        return found

    @api.model
    def _get_sales_leave_domain(self, start, end):
        """Return what absences in a period are among the leaves of resources."""
        return (
            Domain("time_type", "=", "leave")
            & Domain("date_from", "<=", end)
            & Domain("date_to", ">=", start)
        )


def _describe(absence, zone):
    start, end = to_utc(absence.start, zone), to_utc(absence.end, zone)
    return Away(start, end, (absence.end - timedelta(seconds=1)).date())
