from .common import FeedbackCommon


class TestFeedback(FeedbackCommon):
    def test_each_is_asked_by_a_link_of_its_own(self):
        leads = self._create_people(3)
        asked = self._get_feedback(self._ask(leads))
        for lead, feedback in zip(leads, asked, strict=True):
            self.assertIn(
                feedback.user_input_id.access_token, self._mails(lead).body_html
            )
            self.assertEqual(feedback.user_input_id.email, lead.email_normalized)
            self.assertEqual(feedback.lead_id, lead)
            self.assertEqual(feedback.user_id, self.anna)
        self.assertEqual(len(set(asked.user_input_id.mapped("access_token"))), 3)

    def test_good_bad_or_none(self):
        good, bad, none = self._ask(self._create_people(3))
        asked = self._get_feedback(good | bad | none)
        self._go_to("2017-08-15 08:00:00")
        self._answer(asked[0], 3)
        self._answer(asked[1], 2)
        self._run()
        self.assertEqual(good.step_id, self.thanks)
        self.assertEqual(bad.step_id, self.sorry)
        self.assertEqual(none.step_id, self.branch)
        self._run("2017-08-21 08:00:00")
        self.assertEqual(none.step_id, self.nothing)

    def test_a_bad_answer_wakes_the_head_once(self):
        lead = self._create_lead()
        feedback = self._get_feedback(self._ask(lead))
        self._answer(feedback, 1, "A <b>faster</b> one")
        task = lead.activity_ids
        self.assertEqual(task.user_id, self.lena)
        self.assertIn("1", task.summary)
        self.assertIn("A &lt;b&gt;faster&lt;/b&gt; one", task.note)
        feedback.user_input_id._mark_done()
        self.assertEqual(len(lead.activity_ids), 1)
        self.assertEqual(feedback.rating, 1)
        self.assertIn("What do you wish for? A <b>faster</b> one", feedback.answers)

    def test_a_good_answer_wakes_nobody(self):
        lead = self._create_lead()
        self._answer(self._get_feedback(self._ask(lead)), 5, "Nothing")
        self.assertFalse(lead.activity_ids)

    def test_without_a_head_who_answers_for_the_chain_hears_of_it(self):
        lead = self._create_lead(user_id=self.carl.id, team_id=self.south.id)
        self._answer(self._get_feedback(self._ask(lead)), 2)
        self.assertEqual(lead.activity_ids.user_id, self.ada)

    def test_what_is_bad_is_set_on_the_step(self):
        self.step.feedback_bad_below = 5
        participant = self._ask(self._create_lead())
        feedback = self._get_feedback(participant)
        self._answer(feedback, 4)
        self.assertTrue(feedback.is_bad)

    def test_no_rating_is_not_a_bad_one(self):
        self.rating.constr_mandatory = False
        lead = self._create_lead()
        feedback = self._get_feedback(self._ask(lead))
        self._answer(feedback, "", "More")
        self.assertTrue(feedback.answered_at)
        self.assertFalse(feedback.has_rating)
        self.assertFalse(feedback.is_bad)
        self.assertFalse(lead.activity_ids)
        # What was not given does not pull down the average.
        other = self._get_feedback(self._ask(self._create_lead("Anne")))
        self._answer(other, 4)
        [[average]] = self.env["mailing.feedback"]._read_group(
            [("id", "in", (feedback | other).ids)], aggregates=["rating:avg"]
        )
        self.assertEqual(average, 4)

    def test_an_answer_counts_when_the_chain_is_over(self):
        lead = self._create_lead()
        participant = self._ask(lead)
        feedback = self._get_feedback(participant)
        participant._leave("hand")
        self._answer(feedback, 1)
        self.assertEqual(feedback.rating, 1)
        self.assertEqual(lead.activity_ids.user_id, self.lena)

    def test_a_won_deal_is_asked(self):
        self.env["mailing.chain.entry"].create(
            {"chain_id": self.chain.id, "kind": "won"}
        )
        self._put_in_force()
        lead = self._create_lead()
        self.assertFalse(self.chain.participant_ids)
        lead.action_set_won()
        self._run()
        participant = self.chain.participant_ids
        self.assertEqual(participant.step_id, self.branch)
        self.assertEqual(len(self._mails(lead)), 1)
        self._answer(self._get_feedback(participant), 4)
        self._run("2017-08-15 08:00:00")
        self.assertEqual(participant.step_id, self.thanks)

    def test_whose_letter_cannot_be_written_is_not_asked(self):
        lead = self._create_lead()
        self._put_in_force()
        participant = self._enter(lead)
        lead.email_from = "nowhere"
        self._run()
        self.assertEqual(participant.state, "held")
        self.assertFalse(self._get_feedback(participant))
        self.assertFalse(self.survey.user_input_ids)

    def test_a_survey_that_cannot_be_answered_holds_and_says_so(self):
        cases = [
            ({"users_login_required": True}, "without a login"),
            ({"users_login_required": False, "active": False}, "closed"),
        ]
        participant = self._ask(self.env["crm.lead"]) or None
        self.assertIsNone(participant)
        for number, (values, words) in enumerate(cases):
            self.survey.write(values)
            participant = self._enter(self._create_lead(f"Who{number}"))
            self._run()
            self.assertEqual(participant.state, "held")
            self.assertIn(words, self.step.problem)

    def test_a_letter_without_the_link_is_held_and_says_so(self):
        self.mailing.body_html = "<p>Well?</p>"
        participant = self._ask(self._create_lead())
        self.assertEqual(participant.state, "held")
        self.assertIn("object.chain_feedback_button", self.step.problem)

    def test_a_question_of_another_survey_is_refused(self):
        other = self.survey.copy()
        with self._assert_refused("another survey"):
            self.step.feedback_question_id = other.question_ids[0]
