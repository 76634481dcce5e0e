from odoo import models


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    def _refuse(self):
        """Cancel these letters, which wait in the queue: they are not wanted any more."""
        waiting = self.mail_mail_id.filtered(lambda mail: mail.state == "outgoing")
        waiting.write({"state": "cancel"})
        letters = self.filtered(lambda one: one.mail_mail_id in waiting)
        letters.write({"trace_status": "cancel", "failure_type": "mail_optout"})
        letters.chain_participant_step_id.write({"result": "refused", "sent_at": False})
