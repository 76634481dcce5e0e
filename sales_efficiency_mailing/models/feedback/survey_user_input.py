from odoo import models


class SurveyUserInput(models.Model):
    """Answers to what letters asked."""

    _inherit = "survey.user_input"

    def _mark_done(self):
        """Note what clients answered to the letter of a chain."""
        done = super()._mark_done()
        self.env["mailing.feedback"]._note_answers(self)
        return done


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _get_feedback_text(self):
        """Return what was answered in full, where lists show the beginning."""
        self.ensure_one()
        if self.answer_type == "text_box":
            return self.value_text_box or ""
        return self.display_name or ""
