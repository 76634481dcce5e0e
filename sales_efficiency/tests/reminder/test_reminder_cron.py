import logging
from contextlib import suppress
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import LockNotAvailable, UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY, ReminderCommon

CRON = "odoo.addons.sales_efficiency.models.reminder.sales_reminder_cron"
RUN = "odoo.addons.sales_efficiency.models.reminder.sales_reminder_run"
TUESDAY = "2017-08-15 08:00:00"


@tagged("post_install", "-at_install")
class TestReminderCron(ReminderCommon):
    """In chunks, killed or in company, every cause is reminded of once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule("no_next_step", 4, daily_limit=0)
        cls.deals = cls.north_lead
        for number in range(6):
            cls.deals |= cls._create_deal(f"Deal {number}", cls.anna)

    def test_chunks(self):
        with patch(f"{RUN}.CHUNK", 2):
            self.assertEqual(len(self._remind(TUESDAY)), 7)
            self.assertEqual(len(self._get_activities()), 7)
            self.assertFalse(self._remind(TUESDAY))
            self.deals.active = False
            self._remind(TUESDAY)
        self.assertFalse(self._get_activities())

    def test_killed_half_way(self):
        """What a dying run has committed stays, the next one does the rest."""
        remind_of = type(self.rule)._remind_of
        calls = []

        def die_on_third(rule, causes, counts):
            calls.append(causes)
            remind_of(rule, causes, counts)
            if len(calls) == 3:
                raise KeyboardInterrupt

        with (
            freeze_time(TUESDAY),
            patch(f"{RUN}.CHUNK", 2),
            patch.object(type(self.rule), "_remind_of", die_on_third),
            self.enter_registry_test_mode(),
            # The test case's own assertRaises would undo what was committed.
            suppress(KeyboardInterrupt),
            self.registry.cursor() as cr,
        ):
            self.reminders.with_env(self.env(cr=cr))._cron_remind()
        self.env.invalidate_all()
        self.assertEqual(len(self._get_activities()), 4)
        self.assertEqual(len(self._remind(TUESDAY)), 3)
        activities = self._get_activities()
        self.assertEqual(len(activities), 7)
        self.assertEqual(len(set(activities.mapped("res_id"))), 7)

    def test_stops_when_out_of_time(self):
        cron = type(self.env["ir.cron"])
        with (
            freeze_time(TUESDAY),
            patch(f"{RUN}.CHUNK", 3),
            patch.object(cron, "_commit_progress", side_effect=[10.0, 0.0]) as progress,
        ):
            self.reminders._cron_remind()
        self.assertEqual(len(self._get_activities()), 3)
        self.assertEqual(progress.call_args.kwargs, {"remaining": 1})

    def test_another_worker_is_at_it(self):
        """Its turn is seen by what the lock answers; nothing is made, nothing fails."""
        execute = type(self.cr).execute

        def refuse(cr, query, *args, **kwargs):
            if "LOCK TABLE" in str(query):
                raise LockNotAvailable
            return execute(cr, query, *args, **kwargs)

        with (
            freeze_time(TUESDAY),
            patch.object(type(self.cr), "execute", refuse),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1),
            self.assertLogs(CRON, logging.INFO),
        ):
            self.reminders._cron_remind()
        self.assertFalse(self._get_activities())

    @mute_logger("odoo.sql_db")
    def test_table_refuses_a_second_reminder(self):
        reminder = self._remind(TUESDAY)[0]
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            reminder.copy()

    def test_a_broken_rule_stops_no_other(self):
        self.rule.sequence = 1
        broken = self._create_rule("no_next_step", 4, sequence=0)
        self.env.cr.execute(
            "UPDATE sales_reminder_rule SET domain = '[(''gone'', ''='', 1)]' "
            "WHERE id = %s",
            [broken.id],
        )
        broken.invalidate_recordset()
        with self.assertLogs(CRON, logging.WARNING):
            self._remind(TUESDAY)
        self.assertEqual(len(self._get_activities()), 7)

    def test_queries_do_not_grow(self):
        """As many for thirty causes of ten people as for seven of one, or less."""

        def count():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            with (
                freeze_time(TUESDAY),
                patch.object(
                    type(self.env["ir.cron"]), "_commit_progress", return_value=1
                ),
            ):
                self.reminders._cron_remind()
                self.env.flush_all()
            return self.cr.sql_log_count - before

        self._write_letter(self.north_lead, MONDAY)
        with self.cr.savepoint() as savepoint:
            few = count()
            self.assertEqual(len(self._get_activities()), 7)
            savepoint.rollback()
        people = [
            self._create_user(f"person{index}", "group_sales_efficiency_user")
            for index in range(10)
        ]
        for user in people:
            self.north.member_ids |= user
            for number in range(3):
                self._create_deal(f"{user.name} {number}", user)
        many = count()
        self.assertEqual(len(self._get_activities()), 37)
        self.assertLessEqual(many, few)

    def test_nobody_follows_and_no_mail(self):
        before = self.north_lead.message_partner_ids
        mails = self.env["mail.mail"].search_count([])
        messages = self.env["mail.message"].search_count([])
        self.north_lead.message_unsubscribe(before.ids)
        self._remind(TUESDAY)
        self.assertFalse(self.north_lead.message_partner_ids)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertEqual(self.env["mail.message"].search_count([]), messages)

    def test_old_reminders_are_forgotten(self):
        reminders = self._remind(TUESDAY)
        with freeze_time(TUESDAY):
            reminders[0]._close()
        with freeze_time("2018-09-01 08:00:00"):
            self.reminders._gc_reminders()
            self.assertEqual(len(reminders.exists()), 7)
        with freeze_time("2018-10-01 08:00:00"):
            self.reminders._gc_reminders()
        self.assertEqual(len(reminders.exists()), 6)
