from odoo import models


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    def _on_news(self, kind):
        """Wake who waits in a chain for something to come of the letter."""
        result = super()._on_news(kind)
        # sudo: whoever reads a letter has no rights here.
        participants = self.sudo().chain_participant_step_id.participant_id
        if participants:
            participants._wake(kind)
        return result
