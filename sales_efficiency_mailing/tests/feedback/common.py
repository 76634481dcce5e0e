import re

from ..chain.common import ChainRunCommon


class FeedbackCommon(ChainRunCommon):
    """The question of deals that are won, and a branch that waits for the answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env.ref("sales_efficiency_mailing.survey_feedback")
        cls.rating = cls.env.ref("sales_efficiency_mailing.survey_feedback_rating")
        cls.wished = cls.env.ref("sales_efficiency_mailing.survey_feedback_wished")
        cls.step = cls._add_step("feedback", survey_id=cls.survey.id)
        cls.mailing = cls._write_letter(
            cls.step, body_html="<p>Well? <t t-out='object.chain_feedback_button'/></p>"
        )
        cls.branch = cls._add_step("branch", after=cls.step, wait_count=5)
        cls.thanks = cls._add_step("wait", wait_count=30)
        cls.sorry = cls._add_step("wait", wait_count=30)
        cls.nothing = cls._add_step("wait", after=cls.branch, wait_count=30)
        cls.env["mailing.chain.way"].create(
            [
                {
                    "step_id": cls.branch.id,
                    "condition": condition,
                    "target_id": target.id,
                    "sequence": sequence,
                }
                for sequence, (condition, target) in enumerate(
                    [("displeased", cls.sorry), ("answered", cls.thanks)]
                )
            ]
        )

    def _ask(self, leads):
        self._put_in_force()
        participants = self._enter(leads)
        self._run()
        return participants

    def _get_feedback(self, participants):
        return self.env["mailing.feedback"].search(
            [("participant_id", "in", participants.ids)], order="id"
        )

    def _answer(self, feedback, rating, wish=""):
        """Let a client answer, as the survey's page does."""
        user_input = feedback.user_input_id
        user_input._save_lines(self.rating, rating)
        user_input._save_lines(self.wished, wish)
        user_input._mark_done()

    def _read_link(self, lead):
        body = self._mails(lead).body_html
        [url] = re.findall(r'href="([^"]*/survey/start/[^"]*)"', body)
        return url.replace("&amp;", "&")
