from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.working_days import to_local
from ...tools.working_time import hours_between
from .sales_reminder_due import to_utc

#: Lines of one kind that a day can hold; nobody does more.
LIMIT = 200


class SalesMyDay(models.AbstractModel):
    """Gathers the lines of a day, a query or two for each kind."""

    _inherit = "sales.my.day"

    @api.model
    def _get_lines(self, day):
        """Return what waits for the person on a day, in any order.

        :return: list of dicts with ``key``, ``group`` (see ``tools.urgency``),
            ``moment`` (a date or a moment in UTC, as text), ``title``, ``res_model``,
            ``res_id``, ``activity_id``, ``icon``, ``hours`` (waiting, in working time),
            ``is_late``, ``action`` (what it opens, where that is no record) and the
            contact: ``name``, ``client``, ``partner_id``, ``phone``,
            ``email``, ``can_open``
        """
        reminders = self._get_reminder_activities()
        lines = [
            *self._get_activity_lines(day, reminders),
            *self._get_reminder_lines(reminders),
            *self._get_letter_lines(reminders),
            *self._get_response_lines(),
            *self._get_meeting_lines(day),
        ]
        self._add_contacts(lines)
        return lines

    @api.model
    def _get_line(self, group, record_key, moment, title, **values):
        return {
            "key": f"{group}-{record_key}",
            "group": group,
            "moment": str(moment),
            "title": title or "",
            "res_model": False,
            "res_id": False,
            "activity_id": False,
            "action": False,
            "icon": False,
            "hours": None,
            "is_late": False,
            **values,
        }

    # ------------------------------------------------------------
    # ACTIVITIES AND REMINDERS
    # ------------------------------------------------------------

    @api.model
    def _get_reminder_activities(self):
        """Return the person's open activities that remind of something."""
        return self.env["mail.activity"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("sales_reminder_id", "!=", False),
            limit=LIMIT,
        )

    @api.model
    def _get_activity_lines(self, day, reminders):
        """Return what was planned for the day, or for one before it.

        A meeting stands among the meetings.
        """
        activities = self.env["mail.activity"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("date_deadline", "<=", day)
            & Domain("sales_reminder_id", "=", False),
            limit=LIMIT,
        )
        return [
            self._get_line(
                "overdue" if activity.date_deadline < day else "today",
                activity.id,
                activity.date_deadline,
                activity.display_name,
                activity_id=activity.id,
                is_late=activity.date_deadline < day,
                **self._get_activity_place(activity),
            )
            for activity in activities
            if activity.date_deadline < day or not activity.calendar_event_id
        ]

    @api.model
    def _get_activity_place(self, activity):
        return {
            "res_model": activity.res_model,
            "res_id": activity.res_id,
            "name": activity.res_name or "",
            "icon": activity.icon,
        }

    @api.model
    def _get_reminder_lines(self, activities):
        """Return the deals that wait, and what others have left undone."""
        lines = []
        for activity in activities:
            reminder = activity.sales_reminder_id.sudo()
            is_own = reminder.user_id == self.env.user
            if is_own and reminder.kind in ("overdue", "unanswered"):
                # The promise or the letter itself has a line.
                continue
            lines.append(
                self._get_line(
                    reminder.kind if is_own else "escalated",
                    activity.id,
                    reminder.since,
                    activity.display_name,
                    activity_id=activity.id,
                    is_late=not is_own,
                    person="" if is_own else reminder.user_id.name,
                    **self._get_activity_place(activity),
                )
            )
        return lines

    # ------------------------------------------------------------
    # LETTERS AND NEW LEADS
    # ------------------------------------------------------------

    @api.model
    def _get_letter_lines(self, activities):
        """Return the letters of clients that have no answer, by the rules in force."""
        rules = self.env["sales.reminder.rule"].sudo()
        rules = rules.search([("kind", "=", "unanswered")])
        letters = {
            cause.key: (rule, cause)
            for rule in rules
            for cause in rule._find_causes_of(self.env.user)
        }
        if not letters:
            return []
        reminded = {
            activity.sales_reminder_id.sudo().cause: activity.id
            for activity in activities
        }
        messages = self.env["mail.message"].sudo().browse(letters)
        messages.fetch(["subject", "email_from"])
        oldest = min(cause.since for _rule, cause in letters.values())
        own = self._get_own_schedule(oldest)
        return [
            self._get_line(
                "letter",
                message.id,
                letters[message.id][1].since,
                message.subject or self.env._("Letter"),
                res_model=letters[message.id][1].res_model,
                res_id=letters[message.id][1].res_id,
                activity_id=reminded.get(letters[message.id][1].cause, False),
                icon="fa-envelope-o",
                **self._get_age(own, *letters[message.id]),
            )
            for message in messages
        ]

    @api.model
    def _get_own_schedule(self, moment):
        user = self.env.user
        today = fields.Datetime.now().date()
        return user._get_sales_schedules(
            moment.date() - timedelta(days=1), today + timedelta(days=1)
        )[user.id]

    @api.model
    def _get_age(self, own, rule, cause):
        schedule, zone, absences = own
        now = fields.Datetime.now()
        return {
            "hours": hours_between(
                schedule, absences, to_local(cause.since, zone), to_local(now, zone)
            ),
            "is_late": bool(rule._get_due_moment(cause, *own)),
        }

    @api.model
    def _get_response_lines(self):
        """Return the new leads that wait for the first contact."""
        leads = self.env["crm.lead"]
        # Who only looks at figures has a day too.
        if not leads.has_access("read"):
            return []
        leads = leads.search(
            Domain("user_id", "=", self.env.uid)
            & Domain("won_status", "=", "pending")
            & Domain("sales_response_due_at", "!=", False)
            & Domain("sales_first_contact_at", "=", False),
            limit=LIMIT,
        )
        now = fields.Datetime.now()
        return [
            self._get_line(
                "response",
                lead.id,
                lead.sales_response_due_at,
                self.env._("First contact"),
                res_model="crm.lead",
                res_id=lead.id,
                icon="fa-bolt",
                is_late=lead.sales_response_due_at < now,
            )
            for lead in leads
        ]

    # ------------------------------------------------------------
    # MEETINGS
    # ------------------------------------------------------------

    @api.model
    def _get_meeting_lines(self, day):
        """Return the day's meetings that are still to come or to be told about."""
        start, end = self._get_bounds(day)
        now = fields.Datetime.now()
        events = self.env["calendar.event"].search(
            Domain("partner_ids", "in", self.env.user.partner_id.ids)
            & Domain("start", "<", end)
            & Domain("stop", ">=", start)
            & Domain("sales_outcome", "=", False),
            order="start",
            limit=LIMIT,
        )
        return [
            self._get_line(
                "meeting",
                event.id,
                event.start,
                event.name,
                res_model="calendar.event",
                res_id=event.id,
                icon="fa-calendar",
                stop=str(event.stop),
                allday=event.allday,
                place=event.location or "",
                is_over=event.stop < now,
                can_hold=event.has_begun and event.can_set_sales_outcome,
            )
            for event in events
            if event.stop >= now or event.is_sales_meeting
        ]

    @api.model
    def _get_zone_name(self):
        company = self.env.company.sudo()
        return self.env.user.tz or company._get_sales_calendar().tz or "UTC"

    @api.model
    def _get_bounds(self, day):
        """Return first and last moment of the person's day, in UTC."""
        zone = pytz.timezone(self._get_zone_name())
        start = datetime.combine(day, time.min)
        return to_utc(start, zone), to_utc(start + timedelta(days=1), zone)
