from datetime import timedelta

from odoo import fields, models

from ...tools.working_days import to_local
from ...tools.working_time import due_after_hours, works_on

#: Causes or reminders looked at between two commits.
CHUNK = 200


class SalesReminderRule(models.Model):
    """One run of a rule, chunk by chunk."""

    _inherit = "sales.reminder.rule"

    def _run(self):
        """Do the work of the rule and yield, after each chunk, how much was looked at."""
        yield from self._settle_open()
        yield from self._remind_of_new()

    # ------------------------------------------------------------
    # WHAT IS OPEN
    # ------------------------------------------------------------

    def _settle_open(self):
        reminders = self.env["sales.reminder"].sudo()
        after = 0
        while self.env["sales.reminder"]._take_turn():
            self.env.invalidate_all()
            chunk = reminders.search(
                [("rule_id", "=", self.id), ("state", "=", "open"), ("id", ">", after)],
                order="id",
                limit=CHUNK,
            )
            if chunk:
                self._settle(chunk)
                yield len(chunk)
            if len(chunk) < CHUNK:
                return
            after = chunk[-1].id

    def _settle(self, reminders):
        """Close reminders whose cause is gone, hand over and escalate the others."""
        records = {
            model: group.mapped("res_id")
            for model, group in reminders.grouped("res_model").items()
        }
        present = {
            (cause.res_model, cause.res_id, cause.cause): cause
            for cause in self._find_present_causes(records)
        }
        causes = {
            one: present.get((one.res_model, one.res_id, one.cause))
            for one in reminders
        }
        alive = reminders.filtered(lambda one: causes[one])
        (reminders - alive)._close()
        self._hand_over(alive, [causes[one] for one in alive])
        self._escalate(alive, causes)

    def _hand_over(self, reminders, causes):
        """Let reminders follow deals that somebody else has got."""
        moved = {}
        people = self._get_recipients(causes)
        for reminder, user in zip(reminders, people, strict=True):
            if user and user != reminder.user_id:
                moved.setdefault((reminder.user_id, user), []).append(reminder.id)
        for (before, after), ids in moved.items():
            reminders.browse(ids).user_id = after
            activities = self._get_activities().search(
                [("sales_reminder_id", "in", ids), ("user_id", "=", before.id)]
            )
            activities.user_id = after

    def _escalate(self, reminders, causes):
        """Tell the next one of each reminder that has not helped in time."""
        told = []
        waiting = [one for one in reminders if one.step < len(self.step_ids)]
        people = {one: self._get_step_user(one, causes[one]) for one in waiting}
        schedules = self._get_people_schedules(
            [(one.company_id.id, user) for one, user in people.items() if user]
        )
        now = fields.Datetime.now()
        for reminder, user in people.items():
            if user and not self._is_step_due(
                reminder, schedules[reminder.company_id.id, user.id], now
            ):
                continue
            reminder.step += 1
            # Nobody to tell: on to the next step, without waiting anew.
            if user:
                reminder.told_at = now
                told.append((causes[reminder], user, reminder))
        self._make_activities(told, schedules, now)

    def _get_step_user(self, reminder, cause):
        """Return who is told in the reminder's next step, empty if that is nobody new."""
        step = self.step_ids[reminder.step]
        person = reminder.user_id
        if step.recipient == "person":
            user = step.user_id.sudo()
        elif step.recipient == "head":
            user = self._get_head(cause.company_id)
        else:
            user = self._get_leader(cause.team_id, cause.company_id, person)
        told = person | reminder.activity_ids.user_id
        return user.filtered(lambda one: one.active and one not in told)

    def _is_step_due(self, reminder, own, now):
        schedule, zone, absences = own
        local = to_local(now, zone)
        start = to_local(reminder.told_at, zone)
        hours = self.step_ids[reminder.step].hours
        return works_on(schedule, absences, local.date()) and due_after_hours(
            schedule, absences, start, hours, local
        )

    # ------------------------------------------------------------
    # WHAT IS NEW
    # ------------------------------------------------------------

    def _remind_of_new(self):
        after = 0
        while self.env["sales.reminder"]._take_turn():
            self.env.invalidate_all()
            counts = self._count_recent()
            full = [
                user_id for user_id, count in counts.items() if self._is_full(count)
            ]
            causes = self._find_new_causes(after, CHUNK, full)
            if causes:
                self._remind_of(causes, counts)
                yield len(causes)
            if len(causes) < CHUNK:
                return
            after = causes[-1].key

    def _count_recent(self):
        """Return ``{user_id: reminders of the rule in the last 24 hours}``."""
        if not self.daily_limit:
            return {}
        groups = (
            self.env["sales.reminder"]
            .sudo()
            ._read_group(
                [
                    ("rule_id", "=", self.id),
                    ("reminded_at", ">", fields.Datetime.now() - timedelta(days=1)),
                ],
                ["user_id"],
                ["__count"],
            )
        )
        return {user.id: count for user, count in groups}

    def _is_full(self, count):
        return bool(self.daily_limit) and count >= self.daily_limit

    def _remind_of(self, causes, counts):
        """Make reminders and their activities of those causes that are due."""
        due = []
        for one in self._get_due(causes):
            counts[one.user.id] = counts.get(one.user.id, 0) + 1
            if not self._is_full(counts[one.user.id] - 1):
                due.append(one)
        if not due:
            return
        now = fields.Datetime.now()
        reminders = self.env["sales.reminder"].sudo()
        reminders = reminders.create([self._prepare_reminder(one, now) for one in due])
        schedules = self._get_people_schedules(
            [(one.cause.company_id, one.user) for one in due]
        )
        self._make_activities(
            [(one.cause, one.user, self.env["sales.reminder"]) for one in due],
            schedules,
            now,
            reminders,
        )

    def _prepare_reminder(self, due, now):
        cause = due.cause
        return {
            "rule_id": self.id,
            "res_model": cause.res_model,
            "res_id": cause.res_id,
            "cause": cause.cause,
            "since": cause.since,
            "user_id": due.user.id,
            "team_id": cause.team_id,
            "company_id": cause.company_id,
            "due_at": due.due_at,
            "reminded_at": now,
            "told_at": now,
        }

    def _get_activities(self):
        """Return activities ready for work in bulk: no mails, no new followers."""
        return (
            self.env["mail.activity"]
            .sudo()
            .with_context(
                mail_activity_quick_update=True, sales_reminding=True, lang=None
            )
        )

    def _make_activities(self, items, schedules, now, reminders=None):
        """Make one activity for each item.

        :param items: list of (cause, who is told, reminder being escalated or empty)
        :param reminders: where nothing is escalated, the reminders in the same order
        """
        models_ = {cause.res_model for cause, _user, _reminder in items}
        types = {model: self.env["ir.model"]._get_id(model) for model in models_}
        for model in models_:
            ids = {cause.res_id for cause, _u, _r in items if cause.res_model == model}
            # Read at once what activities would ask for one by one.
            self._get_activities().env[model].browse(ids).mapped("display_name")
        values = []
        for index, ((cause, user, reminder), (title, note)) in enumerate(
            zip(items, self._get_texts(items), strict=True)
        ):
            _schedule, zone, _absences = schedules[cause.company_id, user.id]
            values.append(
                {
                    "res_model_id": types[cause.res_model],
                    "res_id": cause.res_id,
                    "activity_type_id": self.activity_type_id.id,
                    "summary": title,
                    "note": note,
                    "user_id": user.id,
                    "date_deadline": to_local(now, zone).date(),
                    "automated": True,
                    "sales_reminder_id": (reminder or reminders[index]).id,
                }
            )
        activities = self._get_activities().create(values)
        for activity in activities:
            activity.sales_reminder_id.res_name = activity.res_name
