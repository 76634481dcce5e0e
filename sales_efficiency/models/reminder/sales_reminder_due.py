from datetime import datetime, time, timedelta
from typing import NamedTuple

import pytz

from odoo import fields, models

from ...tools.timetable import Timetable
from ...tools.working_days import to_local
from ...tools.working_time import DAY, due_after_days, due_after_hours, works_on

#: How far back working time is counted at least, in days.
HORIZON_DAYS = 90


class Due(NamedTuple):
    """A cause whose time has come, for whom, and since when (naive, UTC)."""

    cause: object
    user: models.BaseModel
    due_at: datetime


class SalesReminderRule(models.Model):
    """Whom causes are for, and when they are due by that person's working time."""

    _inherit = "sales.reminder.rule"

    # ------------------------------------------------------------
    # FOR WHOM
    # ------------------------------------------------------------

    def _get_recipients(self, causes):
        """Return who is to be reminded of each cause, in the order of causes.

        That is whose it is; of what is nobody's, or of somebody who has left, the
        leader of the team.
        """
        users = (
            self.env["res.users"]
            .sudo()
            .browse({cause.user_id for cause in causes if cause.user_id})
        )
        users.fetch(["active", "share", "company_id", "partner_id"])
        # What texts and activities ask of each, read for all at once.
        users.partner_id.fetch(["lang", "name", "tz"])
        people = []
        for cause in causes:
            user = users.browse(cause.user_id or ())
            if not user or not user.active or user.share:
                user = self._get_leader(cause.team_id, cause.company_id, user)
            people.append(user)
        return people

    def _get_leader(self, team_id, company_id, person):
        """Return who leads a person in a team, else the head of sales."""
        team = self.env["crm.team"].sudo().browse(team_id or ())
        for leader in team.user_id | team.sales_co_leader_ids:
            if leader.active and leader != person:
                return leader
        return self._get_head(company_id)

    def _get_head(self, company_id):
        known = self.env.context.get("sales_heads")
        known = known if isinstance(known, dict) else {}
        if company_id not in known:
            company = self.env["res.company"].sudo().browse(company_id)
            known[company_id] = company._get_sales_head()
        return known[company_id]

    # ------------------------------------------------------------
    # WHEN
    # ------------------------------------------------------------

    def _get_due(self, causes):
        """Return what is due now of the causes, as :class:`Due`.

        Nobody is reminded on a day off, be it of something that was due before.
        """
        people = self._get_recipients(causes)
        schedules = self._get_people_schedules(
            [
                (cause.company_id, user)
                for cause, user in zip(causes, people, strict=True)
                if user
            ]
        )
        due = []
        for cause, user in zip(causes, people, strict=True):
            if user:
                own = schedules[cause.company_id, user.id]
                moment = self._get_due_moment(cause, *own)
                if moment:
                    due.append(Due(cause, user, moment))
        return due

    def _get_due_moment(self, cause, schedule, zone, absences):
        """Return since when a cause is due for a person, ``None`` if it is not."""
        now = to_local(fields.Datetime.now(), zone)
        if not works_on(schedule, absences, now.date()):
            return None
        oldest = now - timedelta(days=self._get_horizon())
        if cause.stage_days:
            start = to_local(cause.since + timedelta(days=cause.stage_days), zone)
            local = due_after_hours(schedule, absences, max(start, oldest), 0, now)
        elif cause.day:
            midnight = datetime.combine(cause.day + DAY, time.min)
            local = self._get_delayed(
                max(midnight, oldest),
                schedule,
                absences,
                now,
                max(cause.day, oldest.date()),
            )
        else:
            start = max(to_local(cause.since, zone), oldest)
            local = self._get_delayed(start, schedule, absences, now, start.date())
        return local and to_utc(local, zone)

    def _get_delayed(self, start, schedule, absences, now, day):
        if self.delay_unit == "days":
            return due_after_days(schedule, absences, day, self.delay, now)
        return due_after_hours(schedule, absences, start, self.delay, now)

    def _get_horizon(self):
        """Return how many days back the working time of the rule can reach.

        Generous: somebody may work every other day, or an hour a day.
        """
        return HORIZON_DAYS + self.delay * (3 if self.delay_unit == "days" else 1)

    def _get_people_schedules(self, pairs):
        """Return the schedules of people, ``{(company_id, user_id): schedule}``."""
        today = fields.Datetime.now().date()
        start = today - timedelta(days=self._get_horizon() + 2)
        by_company = {}
        for company_id, user in pairs:
            by_company.setdefault(company_id, set()).add(user.id)
        schedules = {}
        for company_id, user_ids in by_company.items():
            users = self.env["res.users"].with_company(company_id)
            users = users.with_context(sales_timetable=Timetable()).sudo()
            found = users.browse(user_ids)._get_sales_schedules(start, today + DAY)
            for user_id, schedule in found.items():
                schedules[company_id, user_id] = schedule
        return schedules


def to_utc(local, zone):
    """Turn a naive moment in a pytz zone into a naive one in UTC."""
    return zone.localize(local).astimezone(pytz.utc).replace(tzinfo=None)
