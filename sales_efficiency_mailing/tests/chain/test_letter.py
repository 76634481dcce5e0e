from collections import Counter

from .common import ChainRunCommon


class TestLetter(ChainRunCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._add_step("letter")
        cls.mailing = cls._write_letter(cls.letter)

    def _walk(self, leads):
        self._put_in_force()
        participants = self._enter(leads)
        self._run()
        return participants

    def test_each_letter_belongs_to_its_participant(self):
        participants = self._walk(self._create_people(60))
        for participant in participants:
            [trace] = participant.step_log_ids.trace_ids
            self.assertEqual(trace.res_id, participant.res_id)
            self.assertEqual(trace.email, participant.email_normalized)
        self.assertTrue(self.mailing.sent_date)
        self.assertFalse(self.mailing.kpi_mail_required)

    def test_the_queue_is_woken(self):
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", queue.id)])
        self._walk(self._create_lead())
        new = (
            self.env["ir.cron.trigger"].search([("cron_id", "=", queue.id)]) - triggers
        )
        self.assertTrue(new)

    def test_variants_are_sent_by_their_share(self):
        self.mailing.chain_weight = 3
        other = self._write_letter(self.letter, subject="Other")
        leads = self._create_people(200)
        self._walk(leads)
        counts = Counter(mail.mailing_id for mail in self._mails(leads))
        self.assertEqual(sum(counts.values()), 200)
        self.assertGreater(counts[self.mailing], 2 * counts[other])
        self.assertGreater(counts[other], 20)

    def test_a_letter_that_cannot_be_written_holds_all_and_says_so(self):
        self._break(self.mailing, body_html="<p><t t-out='object.no_such_field'/></p>")
        leads = self._create_people(10)
        participants = self._walk(leads)
        self.assertEqual(set(participants.mapped("state")), {"held"})
        self.assertIn("cannot be written", self.letter.problem)
        self.assertEqual(participants[0].held_reason, self.letter.problem)
        self.assertFalse(self._mails(leads))
        self.assertFalse(participants.step_log_ids)
        # Mended, it goes out.
        self.mailing.body_html = "<p>Good</p>"
        self._run()
        self.assertEqual(len(self._mails(leads)), 10)
        self.assertFalse(self.letter.problem)

    def test_one_record_that_makes_it_fail_does_not_keep_the_others(self):
        body = "<p><t t-out='1 / (object.expected_revenue - 13)'/></p>"
        self._break(self.mailing, body_html=body)
        leads = self._create_people(20)
        leads[7].expected_revenue = 13
        participants = self._walk(leads)
        bad = participants[7]
        self.assertEqual(bad.state, "held")
        self.assertEqual(bad.step_log_ids.result, "failed")
        self.assertEqual(set((participants - bad).mapped("state")), {"done"})
        self.assertEqual(len(self._mails(leads)), 19)

    def test_the_rest_of_the_chain_goes_on_where_a_step_is_broken(self):
        second = self._add_step("letter", after=self.letter)
        early, late = self._create_lead("Anne"), self._create_lead("Bruno")
        participant = self._walk(early)
        self.assertEqual(participant.step_id, second)
        self.assertIn("has no letter", second.problem)
        self._enter(late)
        self._run()
        self.assertEqual(len(self._mails(late)), 1)

    def test_who_has_no_address_any_more_is_held(self):
        lead = self._create_lead()
        self._put_in_force()
        participant = self._enter(lead)
        lead.email_from = "nowhere"
        self._run()
        self.assertEqual(participant.state, "held")
        self.assertIn("email address", participant.held_reason)
        lead.email_from = "claire@client.example"
        self._run()
        self.assertEqual(participant.state, "done")
        self.assertEqual(len(self._mails(lead)), 1)

    def test_a_circle_without_a_wait_is_held_after_one_letter(self):
        self._break(self.letter, next_id=self.letter.id)
        lead = self._create_lead()
        participant = self._walk(lead)
        self.assertEqual(participant.state, "held")
        self.assertIn("circle", participant.held_reason)
        self.assertEqual(len(self._mails(lead)), 1)

    def test_the_same_letter_goes_out_again_with_the_next_round(self):
        self.chain.write({"reentry": "after", "reentry_days": 0})
        lead = self._create_lead()
        self._walk(lead)
        self._enter(lead)
        self._run()
        mails = self._mails(lead)
        self.assertEqual(mails.mapped("state"), ["outgoing", "outgoing"])

    def test_chains_letters_are_not_sent_by_hand(self):
        for name in (
            "action_launch",
            "action_schedule",
            "action_put_in_queue",
            "action_send_mail",
        ):
            with self._assert_refused("chain"):
                getattr(self.mailing, name)()

    def test_a_letter_in_use_is_not_deleted(self):
        self._walk(self._create_lead())
        with self._assert_refused("archive it"):
            self.mailing.unlink()
