from odoo import models


class MailingChainWay(models.Model):
    _inherit = "mailing.chain.way"

    def _get_met_accepted(self, participants):
        """Whose offer was accepted: that of the step, or the latest one."""
        domain = [("participant_id", "in", participants.ids)]
        if self.of_step_id:
            domain.append(("step_id", "=", self.of_step_id.id))
        offers = self.env["mailing.offer"].search(domain, order="id")
        latest = {offer.participant_id.id: offer for offer in offers}
        return {one_id for one_id, offer in latest.items() if offer.accepted_at}
