from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo import fields

from .common import SendingCommon


class TestAttempts(SendingCommon):
    def setUp(self):
        super().setUp()
        self.claire, self.dave = self._compose()

    def _get_trace(self, mail):
        return self.env["mailing.trace"].search([("mail_mail_id_int", "=", mail.id)])

    def _assert_put_off(self, mail, attempts=1):
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.chain_attempts, attempts)
        self.assertGreater(mail.scheduled_date, fields.Datetime.now())
        self.assertTrue(mail.failure_reason)
        self.assertFalse(mail.chain_claimed_by)
        self.assertEqual(self._get_trace(mail).trace_status, "outgoing")

    def test_a_server_that_is_away_is_asked_again(self):
        with self._serving() as server:
            server.is_away = True
            self.env["mail.mail"].process_email_queue()
            self._assert_put_off(self.claire)
            self._assert_put_off(self.dave)
            self.assertIn("refused", self.dave.failure_reason)
            cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
            self.assertIn(
                self.dave.scheduled_date,
                self.env["ir.cron.trigger"]
                .search([("cron_id", "=", cron.id)])
                .mapped("call_at"),
            )
            server.is_away = False
            self.env["mail.mail"].process_email_queue()
            self.assertFalse(server.taken, "it is not time yet")
            with freeze_time(self.dave.scheduled_date):
                self.env["mail.mail"].process_email_queue()
            self.assertEqual(len(server.taken), 2)

    def test_patience_has_an_end(self):
        begin = fields.Datetime.now()
        with self._serving() as server:
            server.is_away = True
            moment, waits = begin, []
            while self.dave.state == "outgoing":
                with freeze_time(moment):
                    self.env["mail.mail"].process_email_queue()
                waits.append(self.dave.scheduled_date or moment)
                moment = waits[-1]
        self.assertGreaterEqual(moment - begin, timedelta(days=3))
        self.assertLess(moment - begin, timedelta(days=3, hours=5))
        self.assertEqual(self.dave.state, "exception")
        self.assertIn("refused", self.dave.failure_reason)
        trace = self._get_trace(self.dave)
        self.assertEqual(
            (trace.trace_status, trace.failure_type), ("error", "mail_smtp")
        )
        self.assertIn("refused", trace.failure_reason)

    def test_not_now_is_not_never(self):
        for plan in ("sender 451", "recipient 450", "content 452"):
            with self.subTest(plan):
                server = self._send(plan)
                self._assert_put_off(self.claire)
                self.assertNotIn("claire@client.example", server.recipients)
                self.claire.write({"chain_attempts": 0, "scheduled_date": False})
        self.assertEqual(self._send().recipients, ["claire@client.example"])

    def test_never_is_never(self):
        for plan in ("recipient 550", "content 554"):
            self._send(plan)
            self.assertEqual(self.claire.state, "exception")
            self.assertIn(plan[-3:], self.claire.failure_reason)
            self.assertEqual(self._get_trace(self.claire).trace_status, "error")
            self.assertFalse(self._send().seen, "it is not tried again by itself")
            self.claire.mark_outgoing()
        self.assertEqual(self._send().recipients, ["claire@client.example"])

    def test_a_session_may_end_between_letters(self):
        eve = self._compose(self._create_lead("Eve"))
        self.assertEqual(self.claire.state, "outgoing")
        with self._serving() as server:
            # The first is taken, the second hears good-bye, then goes by a new session.
            server.plan = ["takes", "goodbye"]
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(len(server.taken), 3)
        self.assertEqual(server.sessions, 2)
        self.assertFalse(eve.exists())

    def test_a_session_that_breaks_at_once_is_no_good(self):
        server = self._send("goodbye")
        self._assert_put_off(self.claire)
        self.assertEqual(server.recipients, ["dave@client.example"])

    def test_what_was_not_handed_over_is_sent_later(self):
        server = self._send("drops before content")
        self._assert_put_off(self.claire)
        self.assertEqual(server.recipients, ["dave@client.example"])
        self._pass()
        self.assertEqual(self._send().recipients, ["claire@client.example"])

    def test_a_letter_that_cannot_be_made_has_failed(self):
        mail_server = type(self.env["ir.mail_server"])
        with patch.object(
            mail_server, "_build_email__", side_effect=UnicodeError("broken")
        ):
            self._send()
        self.assertEqual(self.claire.state, "exception")
        self.assertEqual(self._get_trace(self.claire).trace_status, "error")

    def test_a_taken_letter_is_noted_although_noting_failed(self):
        noted = []
        origin = type(self.env["mail.mail"])._postprocess_sent_message

        def fail_once(mails, *args, **kwargs):
            noted.append(mails.ids)
            if len(noted) == 1:
                raise SerializationFailure("could not serialize access")
            return origin(mails, *args, **kwargs)

        with patch.object(
            type(self.env["mail.mail"]), "_postprocess_sent_message", fail_once
        ):
            server = self._send()
        self.assertEqual(len(server.taken), 2)
        self.assertEqual(len(noted), 3)
        self.assertEqual(self._get_traces().mapped("trace_status"), ["sent", "sent"])

    def test_a_letter_opened_at_once_stays_opened(self):
        trace = self._get_trace(self.claire)
        origin = type(self.env["mail.mail"])._postprocess_sent_message

        def open_first(mails, *args, **kwargs):
            (mails.mailing_trace_ids & trace).set_opened()
            return origin(mails, *args, **kwargs)

        with patch.object(
            type(self.env["mail.mail"]), "_postprocess_sent_message", open_first
        ):
            self._send()
        self.assertEqual(trace.trace_status, "open")
        self.assertTrue(trace.sent_datetime)

    def test_a_letter_the_database_keeps_is_sent_later(self):
        origin = type(self.env["mail.mail"])._prepare_outgoing_list

        def fail(mail, *args, **kwargs):
            if mail == self.claire:
                raise SerializationFailure("could not serialize access")
            return origin(mail, *args, **kwargs)

        with patch.object(type(self.env["mail.mail"]), "_prepare_outgoing_list", fail):
            server = self._send()
        self._assert_put_off(self.claire)
        self.assertEqual(server.recipients, ["dave@client.example"])
