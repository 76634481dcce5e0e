from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .drawn_common import DrawnCommon


@tagged("post_install", "-at_install")
class TestTrial(DrawnCommon, MailCase):
    """A chain in quick motion, which nobody is counted in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.greeting.mailing_ids.write(
            {
                "subject": "Dear {{ object.contact_name }}",
                "body_html": "<p>See <a href='https://shop.example/a'>it</a></p>",
            }
        )
        cls.trial = (
            cls.env["mailing.chain.trial"]
            .with_user(cls.ada)
            .create(
                {
                    "chain_id": cls.chain.id,
                    "lead_id": cls.lead.id,
                    "email": "Tester <tester@efficient.example>",
                }
            )
        )

    def _go(self, times=1):
        for _time in range(times):
            self.trial.action_next()

    def _get_path(self):
        return [line.step_id.name for line in self.trial.line_ids]

    def test_the_way_through(self):
        self.trial.action_start()
        self.assertEqual(self.trial.step_id, self.greeting)
        self._go(2)
        self.assertEqual(self.trial.step_id, self.branch)
        self.trial.way_id = self.way
        self._go(2)
        self.assertEqual(self._get_path(), ["Greeting", "Pause", "Opened?", "Show"])
        self.assertEqual(self.trial.line_ids[2].result, "Letter was opened")
        self.assertEqual(self.trial.state, "done")
        with self._assert_refused("at its end"):
            self._go()

    def test_nothing_came_true(self):
        self.trial.action_start()
        self._go(3)
        self.assertEqual(self.trial.step_id, self.reminder)
        self.assertEqual(self.trial.line_ids[2].result, "Otherwise")

    def test_the_letter_really_goes(self):
        self.trial.action_start()
        self._go()
        line = self.trial.line_ids
        mail = line.trace_id.mail_mail_id.sudo()
        self.assertEqual(mail.state, "outgoing")
        with self.mock_mail_gateway():
            mail.process_email_queue(mail.ids)
        (sent,) = self._mails
        self.assertEqual(sent["subject"], "[Trial] Dear Claire")
        self.assertEqual(sent["email_to"], ['"Tester" <tester@efficient.example>'])
        self.assertIn(f"/m/{line.trace_id.id}", sent["body"])
        line.invalidate_recordset()
        self.assertEqual(line.trace_id.trace_status, "sent")

    def test_a_trial_counts_nowhere(self):
        self.trial.action_start()
        self._go()
        trace = self.trial.line_ids.trace_id
        self.assertTrue(trace.is_test_trace)
        trace.set_opened()
        letter = self.greeting.mailing_ids
        letter.invalidate_recordset()
        self.assertEqual((letter.opened, letter.delivered, letter.scheduled), (0, 0, 0))
        self.assertFalse(self.chain.participant_ids)
        self.assertFalse(trace.campaign_id)

    def test_the_way_is_chosen_by_what_was_opened(self):
        self.trial.action_start()
        self._go(2)
        self.trial.action_look()
        self.assertFalse(self.trial.way_id)
        self.trial.line_ids.trace_id.sudo().set_opened()
        self.trial.action_look()
        self.assertEqual(self.trial.way_id, self.way)

    def test_the_way_is_chosen_by_what_the_record_matches(self):
        self.way.write({"condition": "domain", "domain": "[('name', 'ilike', 'asks')]"})
        self.trial.action_start()
        self._go(2)
        self.trial.action_look()
        self.assertEqual(self.trial.way_id, self.way)

    def test_a_step_without_a_letter_is_told(self):
        self.greeting.mailing_ids.unlink()
        self.trial.action_start()
        self._go()
        self.assertIn("Greeting has no letter", self.trial.line_ids.result)
        self.assertEqual(self.trial.step_id, self.pause)

    def test_what_a_trial_needs(self):
        self.trial.email = "nowhere"
        with self._assert_refused("nowhere is no address"):
            self.trial.action_start()
        self.trial.lead_id = False
        with self._assert_refused("Lead or Contact"):
            self.trial.action_start()

    def test_begin_anew(self):
        self.trial.action_start()
        self._go(2)
        self.trial.action_start()
        self.assertFalse(self.trial.line_ids)
        self.assertEqual(self.trial.step_id, self.greeting)
