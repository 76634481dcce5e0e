import logging
from contextlib import suppress
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MorningNoteCommon

MODULE = "odoo.addons.sales_efficiency.models.digest.sales_morning_note_cron"


@tagged("post_install", "-at_install")
class TestMorningNoteSend(MorningNoteCommon):
    """To whom, when, and never twice. The morning of Brussels begins at 6:00 UTC."""

    @freeze_time("2017-08-15 06:30:00")
    def test_sent_once_a_day(self):
        note = self._send()
        self.assertEqual(
            (note.user_id, note.state, note.behind_count), (self.lena, "sent", 1)
        )
        mail = self._get_mails()
        self.assertEqual(mail.email_to, self.lena.email_formatted)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("1 of 2 behind the plan", mail.subject)
        self.assertIn("List-Unsubscribe", mail.headers)
        self.assertFalse(self._send())
        self.assertEqual(self._get_mails(), mail)
        with freeze_time("2017-08-15 09:00:00"):
            self.assertFalse(self._send())
        with freeze_time("2017-08-16 06:30:00"):
            self.assertTrue(self._send())
        self.assertEqual(len(self._get_mails()), 2)

    def test_only_in_the_morning(self):
        for moment, sent in (
            ("2017-08-15 05:59:00", 0),
            ("2017-08-15 10:01:00", 0),
            ("2017-08-15 18:00:00", 0),
            ("2017-08-15 09:59:00", 1),
        ):
            with self.subTest(moment), freeze_time(moment):
                self.assertEqual(len(self._send()), sent)

    def test_in_the_morning_of_the_team(self):
        calendar = self.company.resource_calendar_id.copy({"tz": "Asia/Vladivostok"})
        self.north.sales_calendar_id = calendar
        with freeze_time("2017-08-15 06:30:00"):
            self.assertFalse(self._send())
        with freeze_time("2017-08-14 22:05:00"):
            self.assertEqual(str(self._send().date), "2017-08-15")

    def test_co_leaders_too(self):
        self.north.sales_co_leader_ids = self.max
        with freeze_time("2017-08-15 06:30:00"):
            self.assertEqual(self._send().user_id, self.lena | self.max)

    def test_leader_of_two_teams_gets_one(self):
        self.south.user_id = self.lena
        with freeze_time("2017-08-15 06:30:00"):
            self.assertEqual(self._send().people_count, 3)
        self.assertEqual(len(self._get_mails()), 1)

    def test_silence(self):
        """Why no mail is sent is kept; it is not looked at again on that day."""
        cases = {
            "on_pace": lambda: self._create_order(
                self.anna, 99_000, "2017-08-08 10:00:00"
            ),
            "opted_out": lambda: self.lena.write({"sales_morning_note": "never"}),
            "no_email": lambda: self.lena.partner_id.write({"email": False}),
            "no_plan": lambda: (
                self.plan.line_ids.sudo().write({"date_from": "2017-08-20"})
                and self.plan.write({"state": "draft"})
            ),
            "day_off": lambda: self._add_absence(
                self.lena, "2017-08-14 22:00:00", "2017-08-15 22:00:00"
            ),
        }
        for state, prepare in cases.items():
            with (
                self.subTest(state),
                self.cr.savepoint() as savepoint,
                freeze_time("2017-08-15 06:30:00"),
            ):
                prepare()
                self.assertEqual(self._send().state, state)
                self.assertFalse(self._send())
                self.assertFalse(self._get_mails())
                savepoint.rollback()
                self.env.invalidate_all()

    @freeze_time("2017-08-15 06:30:00")
    def test_always(self):
        self.lena.sales_morning_note = "always"
        self._create_order(self.anna, 99_000, "2017-08-08 10:00:00")
        self.assertEqual(self._send().state, "sent")
        self.assertIn("everyone keeps up", self._get_mails().subject)

    @freeze_time("2017-08-19 06:30:00")
    def test_not_on_saturday(self):
        self.assertEqual(self._send().state, "day_off")
        self.assertFalse(self._get_mails())

    @freeze_time("2017-08-15 06:30:00")
    def test_company_switch(self):
        self.company.sales_morning_note = False
        self.assertFalse(self._send())

    @freeze_time("2017-08-15 06:30:00")
    def test_archived_leader(self):
        self.north.sales_co_leader_ids = self.max
        self.max.active = False
        self.assertEqual(self._send().user_id, self.lena)

    # ------------------------------------------------------------
    # CHUNKS
    # ------------------------------------------------------------

    def _add_leaders(self, count):
        leaders = self.env["res.users"]
        for index in range(count):
            leaders |= self._create_user(
                f"leader{index}", "group_sales_efficiency_leader"
            )
        self.north.sales_co_leader_ids = leaders
        return leaders

    @freeze_time("2017-08-15 06:30:00")
    def test_killed_between_chunks(self):
        """What a dying run has committed stays, the next run does the rest, nobody gets two."""
        self._add_leaders(4)
        send_chunk = type(self.notes)._send_chunk
        calls = []

        def die_on_third(notes, chunk):
            calls.append(chunk)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return send_chunk(notes, chunk)

        with (
            patch(f"{MODULE}.CHUNK", 1),
            patch.object(type(self.notes), "_send_chunk", die_on_third),
            self.enter_registry_test_mode(),
            # The test case's own assertRaises would undo what was committed.
            suppress(KeyboardInterrupt),
            self.registry.cursor() as cr,
        ):
            self.notes.with_env(self.env(cr=cr))._cron_send()
        self.assertEqual(len(calls), 3)
        self.assertEqual(len(self._get_mails()), 2)
        self._send()
        mails = self._get_mails()
        self.assertEqual(len(mails), 5)
        self.assertEqual(len(set(mails.mapped("email_to"))), 5)

    @freeze_time("2017-08-15 06:30:00")
    def test_stops_when_out_of_time(self):
        self._add_leaders(2)
        cron = type(self.env["ir.cron"])
        with (
            patch(f"{MODULE}.CHUNK", 1),
            patch.object(cron, "_commit_progress", side_effect=[10.0, 0.0]) as progress,
        ):
            self.notes._cron_send()
        self.assertEqual(len(self._get_mails()), 1)
        self.assertEqual(progress.call_args.kwargs, {"remaining": 2})

    @freeze_time("2017-08-15 06:30:00")
    def test_other_worker_was_faster(self):
        due = self.notes._get_due()
        self.notes._send_chunk(due)
        with self.assertLogs(MODULE, logging.INFO):
            self.notes._send_chunk(due)
        self.assertEqual(len(self._get_mails()), 1)

    @freeze_time("2017-08-15 06:30:00")
    @mute_logger("odoo.sql_db")
    def test_table_refuses_a_second_note(self):
        note = self._send()
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            note.copy()

    def test_wakes_up_when_the_morning_begins(self):
        cron = self.env.ref("sales_efficiency.ir_cron_sales_morning_note")
        triggers = self.env["ir.cron.trigger"]
        with freeze_time("2017-08-15 04:50:00"):
            self._send()
            self.assertFalse(triggers.search([("cron_id", "=", cron.id)]))
        with freeze_time("2017-08-15 05:20:00"):
            self._send()
            trigger = triggers.search([("cron_id", "=", cron.id)])
            self.assertEqual(trigger.call_at, datetime(2017, 8, 15, 6))

    def test_old_notes_are_forgotten(self):
        with freeze_time("2017-08-15 06:30:00"):
            note = self._send()
        with freeze_time("2018-08-15 06:30:00"):
            self.notes._gc_morning_notes()
            self.assertTrue(note.exists())
        with freeze_time("2018-08-17 06:30:00"):
            self.notes._gc_morning_notes()
            self.assertFalse(note.exists())
