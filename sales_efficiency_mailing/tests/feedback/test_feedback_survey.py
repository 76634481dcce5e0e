import re

from odoo.tests import HttpCase, tagged

from .common import FeedbackCommon


@tagged("post_install", "-at_install")
class TestFeedbackSurvey(FeedbackCommon, HttpCase):
    """A client with the letter in hand."""

    def test_the_client_answers_by_the_link(self):
        lead = self._create_lead()
        participant = self._ask(lead)
        [feedback] = self._get_feedback(participant)
        url = self._read_link(lead)
        self.assertFalse(self.env["link.tracker"].search([("url", "like", "/survey/")]))
        self.authenticate(None, None)
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("How Satisfied Are You?", page.text)
        # Looking is no answer.
        self.assertFalse(feedback.answered_at)
        [csrf] = set(re.findall(r'name="csrf_token"\s+value="([^"]+)"', page.text))
        answer = feedback.user_input_id
        path = f"/survey/{{}}/{self.survey.access_token}/{answer.access_token}"
        self.make_jsonrpc_request(path.format("begin"), {"csrf_token": csrf})
        self.make_jsonrpc_request(
            path.format("submit"),
            {
                "csrf_token": csrf,
                str(self.rating.id): "2",
                str(self.wished.id): "Spare parts",
            },
        )
        self.assertEqual(answer.state, "done")
        self.assertEqual(feedback.rating, 2)
        self.assertIn("Spare parts", feedback.answers)
        self.assertEqual(lead.activity_ids.user_id, self.lena)
        self._run()
        self.assertEqual(participant.step_id, self.sorry)
