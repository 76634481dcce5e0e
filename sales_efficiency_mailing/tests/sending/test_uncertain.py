from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import SQL

from ...models.sending.mail_mail_claim import LOCK
from ...models.sending.mail_mail_outcome import RESENDS
from .common import SendingCommon


class TestUncertain(SendingCommon):
    def setUp(self):
        super().setUp()
        self.claire, self.dave = self._compose()
        self.traces = self._get_traces()
        self.trace = self.traces[0]

    def _make_uncertain(self):
        return self._send("drops before answer")

    def _assert_held(self):
        self.assertEqual(
            (self.claire.state, self.claire.failure_type),
            ("exception", "chain_uncertain"),
        )
        self.assertEqual(
            (self.trace.trace_status, self.trace.failure_type),
            ("error", "chain_uncertain"),
        )
        self.assertTrue(self.trace.failure_reason)

    def test_without_an_answer_nobody_knows(self):
        for plan in ("drops before answer", "mumbles"):
            with self.subTest(plan):
                self.claire.mark_outgoing()
                server = self._send(plan)
                self._assert_held()
                self.assertIn("claire", server.seen[0]["To"])
                self.assertNotIn("claire@client.example", server.recipients)
                self._pass()
                self.assertFalse(self._send().seen, "held until somebody decides")

    def test_it_did_arrive(self):
        self._make_uncertain()
        self.trace.action_letter_arrived()
        self.assertEqual(self.trace.trace_status, "sent")
        self.assertTrue(self.trace.sent_datetime)
        self.assertFalse(self.trace.failure_type)
        self.assertFalse(self.claire.exists(), "as of every letter that was sent")
        self.assertFalse(self._send().seen)

    def test_send_again(self):
        [first, *_others] = self._make_uncertain().seen
        self.trace.action_letter_resend()
        self.assertEqual(self.trace.trace_status, "outgoing")
        [again] = self._send().taken
        self.assertEqual(again["Message-Id"], first["Message-Id"])
        self.assertEqual(self.trace.trace_status, "sent")

    def test_it_is_decided_once(self):
        self._make_uncertain()
        self.trace.action_letter_resend()
        for action in ("action_letter_resend", "action_letter_arrived"):
            with self.assertRaisesRegex(UserError, "claire@client.example.*load"):
                getattr(self.trace, action)()

    def test_what_is_gone_is_not_sent_again(self):
        self._make_uncertain()
        self.claire.unlink()
        with self.assertRaisesRegex(UserError, "claire@client.example"):
            self.trace.action_letter_resend()
        self.trace.action_letter_arrived()
        self.assertEqual(self.trace.trace_status, "sent")

    def test_who_writes_letters_decides(self):
        self._make_uncertain()
        writer = new_test_user(
            self.env, "writer", "mass_mailing.group_mass_mailing_user"
        )
        self.trace.with_user(writer).action_letter_resend()
        self.assertEqual(self.claire.state, "outgoing")

    def test_a_company_may_choose_to_send_again(self):
        self.company.mailing_uncertain = "resend"
        self.claire.mailing_trace_ids.flush_recordset()
        seen = []
        for _attempt in range(RESENDS + 1):
            self.assertEqual(self.claire.state, "outgoing")
            self.assertEqual(self.trace.trace_status, "outgoing")
            seen += self._send("drops before answer").seen
            self._pass()
        self._assert_held()
        to_claire = [m for m in seen if "claire" in m["To"]]
        self.assertEqual(len(to_claire), RESENDS + 1)
        self.assertEqual(len({m["Message-Id"] for m in to_claire}), 1)

    def test_an_opened_letter_has_arrived(self):
        self._make_uncertain()
        self.env["mailing.trace"].set_opened(
            domain=[("mail_mail_id_int", "in", self.claire.ids)]
        )
        self.assertEqual(self.trace.trace_status, "open")
        self.assertTrue(self.trace.sent_datetime)
        self.assertFalse(self.trace.failure_type)
        self.assertFalse(self.claire.exists())

    def test_an_answered_letter_has_arrived(self):
        self._make_uncertain()
        self.trace.set_replied()
        self.assertEqual(self.trace.trace_status, "reply")
        self.assertFalse(self.trace.failure_type)

    def test_a_bounced_letter_was_out(self):
        self._make_uncertain()
        self.trace.set_bounced(bounce_message="no such user")
        self.assertEqual(self.trace.trace_status, "bounce")
        self.assertEqual(self.trace.failure_type, "mail_bounce")
        self.assertFalse(self.claire.exists())

    def test_the_claim_of_a_dead_run_is_known(self):
        self.assertTrue(self.claire._claim(2_000_000_000))
        server = self._send()
        self.assertEqual(server.recipients, ["dave@client.example"])
        self._assert_held()
        self.assertIn("ended", self.trace.failure_reason)

    def test_the_claim_of_a_living_run_stays(self):
        with self.registry.cursor() as other:
            other.execute(SQL("SELECT pg_advisory_lock(%s, %s)", LOCK, 2_000_000_000))
            self.claire._claim(2_000_000_000)
            self._send()
            self.assertEqual(self.claire.state, "outgoing")
            self.assertEqual(self.claire.chain_claimed_by, 2_000_000_000)
            other.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK, 2_000_000_000))
        self._send()
        self._assert_held()

    def test_a_run_gives_its_lock_back(self):
        query = SQL("SELECT count(*) FROM pg_locks WHERE classid = %s", LOCK)
        with self.env["mail.mail"]._run_of_queue():
            self.assertEqual(self.env.execute_query(query), [(1,)])
        with (
            self.assertRaises(ZeroDivisionError),
            self.env["mail.mail"]._run_of_queue(),
        ):
            _broken = 1 / 0
        self.assertEqual(self.env.execute_query(query), [(0,)])
