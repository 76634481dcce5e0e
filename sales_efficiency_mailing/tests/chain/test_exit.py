from odoo import fields

from .common import ChainRunCommon


class TestExit(ChainRunCommon):
    """Two letters with a wait between; who has a reason to leave gets one only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._add_step("letter")
        cls._write_letter(cls.letter)
        cls.wait = cls._add_step("wait", after=cls.letter)
        cls.second = cls._add_step("letter", after=cls.wait)
        cls._write_letter(cls.second, subject="Second")
        cls.stage_new, cls.stage_won = cls.env["crm.stage"].create(
            [
                {"name": "Fresh", "sequence": 1},
                {"name": "Sold", "sequence": 9, "is_won": True},
            ]
        )

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self.lead = self._create_lead(stage_id=self.stage_new.id)
        self.participant = self._enter(self.lead)
        self._run()
        self._go_to("2017-08-16 08:00:00")

    def _assert_left(self, reason):
        self._run()
        self.assertEqual(
            (self.participant.state, self.participant.left_reason), ("left", reason)
        )
        self._run("2017-08-25 08:00:00")
        self.assertEqual(len(self._mails(self.lead)), 1)

    def test_who_replies_leaves_at_once(self):
        self._open(self.participant, "human_reply_at")
        self._assert_left("reply")
        self.assertEqual(self.participant.step_id, self.wait)

    def test_who_replies_may_stay(self):
        self.chain.exit_on_reply = False
        self._open(self.participant, "human_reply_at")
        self._run("2017-08-25 08:00:00")
        self.assertEqual(self.participant.left_reason, "end")
        self.assertEqual(len(self._mails(self.lead)), 2)

    def test_won(self):
        self.lead.stage_id = self.stage_won
        self._assert_left("won")

    def test_won_with_another_deal(self):
        other = self._create_lead("Claire", stage_id=self.stage_new.id)
        other.stage_id = self.stage_won
        self._assert_left("won")

    def test_lost(self):
        self.lead.action_set_lost()
        self._assert_left("lost")

    def test_lost_with_another_deal_stays(self):
        self._create_lead("Claire").action_set_lost()
        self._run()
        self.assertEqual(self.participant.state, "running")

    def test_blacklisted(self):
        self.env["mail.blacklist"]._add(self.lead.email_normalized)
        self.participant._wake()
        self._assert_left("unsubscribed")

    def test_unsubscribed_just_before_the_letter(self):
        self.env["mail.blacklist"]._add(self.lead.email_normalized)
        self._run("2017-08-25 08:00:00")
        self.assertEqual(self.participant.left_reason, "unsubscribed")
        self.assertEqual(len(self._mails(self.lead)), 1)

    def test_a_meeting_was_booked(self):
        self.chain.exit_on_meeting = True
        self.env["calendar.event"].create(
            {
                "name": "Visit",
                "opportunity_id": self.lead.id,
                "start": fields.Datetime.now(),
                "stop": fields.Datetime.now(),
            }
        )
        self.participant._wake()
        self._assert_left("meeting")

    def test_the_exit_condition(self):
        self.chain.exit_domain = "[('expected_revenue', '>', 10)]"
        self._run("2017-08-16 09:00:00")
        self.assertEqual(self.participant.state, "running")
        self.lead.expected_revenue = 11
        self.participant._wake()
        self._assert_left("domain")

    def test_a_broken_exit_condition_holds_and_loses_nobody(self):
        self._break(self.chain, exit_domain="[('no_such_field', '=', 1)]")
        self._run("2017-08-25 08:00:00")
        self.assertEqual(self.participant.state, "held")
        self.assertIn("no_such_field", self.participant.held_reason)
        self.chain.exit_domain = False
        self.participant._release()
        self._run()
        self.assertEqual(self.participant.left_reason, "end")

    def test_the_record_was_deleted(self):
        self.lead.unlink()
        self._run("2017-08-25 08:00:00")
        self.assertEqual(self.participant.left_reason, "gone")
