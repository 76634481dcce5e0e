from datetime import timedelta

from odoo import models

from .chain_domain import search_matching

#: Conditions that nobody tells of are looked at so often.
LOOK_EVERY = timedelta(hours=1)


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

    def _get_look_every(self):
        """Return how often to look at what nobody tells of, ``None`` if all tell."""
        return LOOK_EVERY if "domain" in self.mapped("condition") else None

    def _get_met_domain(self, participants):
        """Whose record matches; of the archived ones too."""
        return search_matching(participants, self.domain)
