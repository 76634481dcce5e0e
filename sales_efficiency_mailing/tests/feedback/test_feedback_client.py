from .common import FeedbackCommon


class TestFeedbackClient(FeedbackCommon):
    """What was answered, on the client and on the deal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_lead(partner_name="Claire & Co")
        cls.lead._handle_partner_assignment()
        cls.chain.write({"reentry": "after", "reentry_days": 0})

    def _ask_and_answer(self, rating):
        participant = self._ask(self.lead)
        feedback = self._get_feedback(participant)
        self._answer(feedback, rating)
        participant._leave("hand")
        return feedback

    def test_the_last_rating(self):
        self._ask_and_answer(4)
        self._go_to("2017-09-14 08:00:00")
        last = self._ask_and_answer(2)
        company = self.lead.partner_id.commercial_partner_id
        self.assertNotEqual(company, self.lead.partner_id)
        self.env.invalidate_all()
        for record in (self.lead, self.lead.partner_id, company):
            shown = record.with_user(self.anna)
            self.assertEqual(shown.feedback_rating, 2)
            self.assertEqual(shown.feedback_count, 2)
            action = shown.action_view_feedback()
            found = self.env["mailing.feedback"].search(action["domain"])
            self.assertEqual(found[0], last)
            self.assertEqual(len(found), 2)

    def test_another_deal_shows_what_the_client_said(self):
        self._ask_and_answer(4)
        other = self._create_lead(partner_id=self.lead.partner_id.id)
        self.assertEqual(other.feedback_rating, 4)
        self.assertEqual(self._create_lead("Zoe").feedback_count, 0)

    def test_who_sees_answers(self):
        feedback = self._ask_and_answer(4)
        for user, count in ((self.anna, 1), (self.boris, 0), (self.lena, 1)):
            found = self.env["mailing.feedback"].with_user(user).search([])
            self.assertEqual(len(found), count, user.name)
        self.assertEqual(feedback.with_user(self.anna).answers[:3], "How")
        self.env.invalidate_all()
        self.assertEqual(self.lead.partner_id.with_user(self.boris).feedback_count, 0)

    def test_two_companies(self):
        self._ask_and_answer(4)
        other = self.env["res.company"].create({"name": "Other"})
        self.max.company_ids |= other
        found = self.env["mailing.feedback"].with_user(self.max)
        self.assertEqual(found.search_count([]), 1)
        found = found.with_context(allowed_company_ids=other.ids)
        self.assertEqual(found.search_count([]), 0)

    def test_the_answer_outlives_the_survey(self):
        feedback = self._ask_and_answer(4)
        feedback.user_input_id.unlink()
        self.assertEqual(feedback.rating, 4)
        self.assertIn("How satisfied are you? 4", feedback.answers)
