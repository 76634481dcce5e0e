from odoo import api, models
from odoo.fields import Domain

#: Who left for one of these gets no letter any more, also if it is written already. Who
#: went through, or on to another chain, gets the last one.
UNWANTED = (
    "reply",
    "won",
    "lost",
    "unsubscribed",
    "meeting",
    "domain",
    "bounced",
    "hand",
    "gone",
)


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    @api.model
    def _get_letter_domain(self):
        """Letters of chains are sent with care."""
        return super()._get_letter_domain() | Domain("chain_step_id", "!=", False)

    def _get_letter_company(self):
        return self.chain_id.company_id or super()._get_letter_company()


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _get_refused_letters(self):
        """Nor do letters go to who has left the chain since."""
        refused = super()._get_refused_letters()
        left = Domain("id", "in", self.ids)
        left &= Domain(
            "mailing_trace_ids.chain_participant_step_id.participant_id.left_reason",
            "in",
            UNWANTED,
        )
        return {**refused, "chain_left": self.search(left)}
