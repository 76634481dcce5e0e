from odoo.tests import tagged

from .common import MONDAY, ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderEscalation(ReminderCommon):
    """What a reminder does not settle goes up, step by step, and down with its cause."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule("unanswered", 4, steps=[(4, "leader"), (8, "head")])
        cls._write_letter(cls.north_lead, MONDAY)

    def test_steps(self):
        reminder = self._remind("2017-08-14 13:00:00")
        # Two hours of Monday and two of Tuesday.
        self._remind("2017-08-15 07:59:00")
        self.assertFalse(self._get_activities(self.lena))
        self._remind("2017-08-15 08:00:00")
        leader = self._get_activities(self.lena)
        self.assertEqual(leader.sales_reminder_id, reminder)
        self.assertEqual(leader.summary, "Escalated: Do something: unanswered")
        self.assertRegex(leader.note, "Anna was reminded on .* has no answer yet")
        self._remind("2017-08-16 07:59:00")
        self.assertFalse(self._get_activities(self.max))
        self._remind("2017-08-16 08:00:00")
        self.assertTrue(self._get_activities(self.max))
        self.assertEqual(reminder.step, 2)
        # No more steps, no more activities.
        self._remind("2017-08-25 08:00:00")
        self.assertEqual(len(self._get_activities()), 3)

    def test_stops_when_answered(self):
        self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 08:00:00")
        self._write_letter(
            self.north_lead, "2017-08-15 08:30:00", self.anna.partner_id, "comment"
        )
        self._remind("2017-08-15 09:00:00")
        self._remind("2017-08-25 09:00:00")
        self.assertFalse(self._get_activities())
        self.assertEqual(len(self._get_activities(state="done")), 2)

    def test_stops_when_the_person_ticks_off(self):
        reminder = self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 08:00:00")
        self._get_activities(self.anna).with_user(self.anna).action_done()
        self.assertEqual(reminder.state, "done")
        self.assertFalse(self._get_activities())

    def test_leader_ticking_off_leaves_the_letter(self):
        reminder = self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 08:00:00")
        self._get_activities(self.lena).with_user(self.lena).action_done()
        self.assertEqual(reminder.state, "open")
        self.assertTrue(self._get_activities(self.anna))

    def test_by_the_time_of_who_is_told(self):
        self._add_absence(self.lena, "2017-08-14 22:00:00", "2017-08-17 22:00:00")
        self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-17 14:00:00")
        self.assertFalse(self._get_activities(self.lena))
        self._remind("2017-08-18 08:00:00")
        self.assertTrue(self._get_activities(self.lena))

    def test_leader_of_the_own_deal(self):
        """Whom a step would tell again it skips."""
        self.north_lead.user_id = self.lena
        self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 13:00:00")
        self._remind("2017-08-16 13:00:00")
        self.assertEqual(self._get_activities().user_id, self.lena | self.max)
        self.assertEqual(len(self._get_activities()), 2)

    def test_a_person(self):
        self.rule.step_ids[0].write({"recipient": "person", "user_id": self.ada.id})
        self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 08:00:00")
        self.assertTrue(self._get_activities(self.ada))

    def test_person_has_to_be_named(self):
        with self._assert_refused("Say which person is told"):
            self.rule.step_ids[0].recipient = "person"

    def test_in_the_language_of_who_reads(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.rule.with_context(lang="fr_FR").summary = "Répondre au client"
        self.anna.lang = "fr_FR"
        self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 08:00:00")
        self.assertEqual(self._get_activities(self.anna).summary, "Répondre au client")
        self.assertIn("Do something", self._get_activities(self.lena).summary)
