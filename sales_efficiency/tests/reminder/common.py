from contextlib import contextmanager
from datetime import datetime

from freezegun import freeze_time

from odoo import Command

from ..common import SalesEfficiencyCommon

#: Monday, ten o'clock in Brussels, in a week without holidays.
MONDAY = "2017-08-14 08:00:00"


class ReminderCommon(SalesEfficiencyCommon):
    """The cast with one rule of each kind, and a deal of anna's made on Monday at ten.

    Working hours are 8 to 12 and 13 to 17 in Brussels, which is 6 to 15 o'clock UTC.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["sales.reminder.rule"]
        cls.reminders = cls.env["sales.reminder"]
        cls.rules.search([]).active = False
        cls.company.sales_head_id = cls.max
        cls.north_lead = cls._create_deal("Coffee for the north", cls.anna)
        for user in (cls.anna, cls.boris, cls.carl, cls.lena, cls.max):
            user.notification_type = "inbox"

    @classmethod
    def _create_rule(cls, kind, delay, unit="hours", steps=(), **values):
        """Create a rule; ``steps`` are (hours, recipient)."""
        return cls.rules.create(
            {
                "name": f"Rule {kind}",
                "kind": kind,
                "delay": delay,
                "delay_unit": unit,
                "summary": f"Do something: {kind}",
                "company_id": cls.company.id,
                "step_ids": [
                    Command.create(
                        {"hours": hours, "recipient": recipient, "sequence": index}
                    )
                    for index, (hours, recipient) in enumerate(steps)
                ],
                **values,
            }
        )

    @classmethod
    def _create_deal(cls, name, user, moment=MONDAY, **values):
        with freeze_time(moment):
            deal = cls.env["crm.lead"].create(
                {
                    "name": name,
                    "type": "opportunity",
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "company_id": cls.company.id,
                    "partner_id": cls.prospect.id,
                    **values,
                }
            )
        deal.flush_recordset()
        cls.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s, date_last_stage_update = %s, "
            "date_open = %s WHERE id = %s",
            [moment, moment, moment, deal.id],
        )
        # What tracking says was said now: on another day than the one we play.
        cls.env.cr.execute(
            "UPDATE mail_message SET date = %s WHERE model = 'crm.lead' AND res_id = %s",
            [moment, deal.id],
        )
        deal.invalidate_recordset()
        return deal

    def _remind(self, moment=None):
        """Run the scheduled action's work at a moment; return the reminders made by it."""
        before = self.reminders.search([])
        with freeze_time(moment or datetime.now()), self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency.ir_cron_sales_reminder"
            ).method_direct_trigger()
        self.env.invalidate_all()
        return self.reminders.search([]) - before

    def _get_activities(self, user=None, state="open"):
        """Return activities of reminders, open ones by default."""
        domain = [("sales_reminder_id", "!=", False)]
        if user:
            domain.append(("user_id", "=", user.id))
        activities = self.env["mail.activity"].with_context(active_test=False)
        activities = activities.search(domain, order="id")
        return activities.filtered(lambda one: one.active == (state == "open"))

    def _forget(self):
        """Take everybody's reminders away, as if there had been none."""
        self._get_activities().unlink()
        self.reminders.search([]).unlink()

    def _plan(self, record, user, day, type_="mail_activity_data_todo", **values):
        return self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "activity_type_id": self.env.ref(f"mail.{type_}").id,
                "user_id": user.id,
                "date_deadline": day,
                "summary": "Call back",
                **values,
            }
        )

    @classmethod
    def _write_letter(cls, record, moment, author=None, kind="email", **values):
        """Let somebody write: the client by default."""
        message = cls.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "message_type": kind,
                "subtype_id": cls.env.ref("mail.mt_comment").id,
                "author_id": (author or cls.prospect).id,
                "date": moment,
                "subject": "A question",
                "body": "How much is it?",
                **values,
            }
        )
        message.flush_recordset()
        return message

    @contextmanager
    def _at(self, moment):
        with freeze_time(moment):
            yield
            self.env.flush_all()

    def _add_absence(self, user, date_from, date_to, calendar=None):
        calendar = calendar or self.company.resource_calendar_id
        resource = self._add_resource(user, calendar)
        return self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def _add_resource(self, user, calendar):
        return self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "tz": calendar.tz,
            }
        )
