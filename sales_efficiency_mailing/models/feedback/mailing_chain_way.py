from odoo import models


class MailingChainWay(models.Model):
    _inherit = "mailing.chain.way"

    def _get_met_answered(self, participants):
        return {
            feedback.participant_id.id
            for feedback in self._get_feedback(participants)
            if feedback.answered_at
        }

    def _get_met_displeased(self, participants):
        return {
            feedback.participant_id.id
            for feedback in self._get_feedback(participants)
            if feedback.is_bad
        }

    def _get_feedback(self, participants):
        """Return what was asked of each: at the step, or last."""
        domain = [("participant_id", "in", participants.ids)]
        if self.of_step_id:
            domain.append(("step_id", "=", self.of_step_id.id))
        asked = self.env["mailing.feedback"].search(domain, order="id")
        latest = {feedback.participant_id: feedback for feedback in asked}
        return latest.values()
