from odoo import models


class MailingChainWay(models.Model):
    _inherit = "mailing.chain.way"

    def _get_met(self, participants):
        """Return the ids of the participants for which the condition came true.

        Each condition is found by ``_get_met_<condition>(participants)``, the hole for
        conditions of other capabilities, from facts since the participant came to the
        step the way is about (``of_step_id``, or its last letter). In batch.
        """
        self.ensure_one()
        return getattr(self, f"_get_met_{self.condition}")(participants)
