from odoo import models


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def _get_opt_out_list(self):
        """Add who wants no letters on the topics of this one, or of its chain.

        For recipients of whatever model. It is asked for each batch of letters, one
        query, so that who opts out while they are written gets none.
        """
        refusing = self.env["mailing.optout"]._get_refusing(
            self.chain_id, self._get_letter_topics()[self]
        )
        return set(super()._get_opt_out_list()) | refusing

    def _leads_to_choices(self):
        """Tell whether its unsubscribe link leads to the client's own page.

        Letters to mailing lists have Odoo's page, on which one leaves lists.
        """
        self.ensure_one()
        return bool(
            self.chain_id or (self.topic_ids and not self.mailing_on_mailing_list)
        )
