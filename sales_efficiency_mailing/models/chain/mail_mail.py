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
        """Nor do letters go to who has left the chain since, or wants no more of it."""
        refused = super()._get_refused_letters()
        left = Domain("id", "in", self.ids)
        left &= Domain(
            "mailing_trace_ids.chain_participant_step_id.participant_id.left_reason",
            "in",
            UNWANTED,
        )
        return {
            **refused,
            "mail_optout": self._filter_opted_out(),
            "chain_left": self.search(left),
        }

    def _filter_opted_out(self):
        """Return letters of a chain, or on topics, that who gets them has opted out of."""
        opted_out = self.browse()
        for step, mails in self.grouped(
            lambda mail: mail.mailing_id.chain_step_id
        ).items():
            by_email = mails.grouped(lambda mail: mail.mailing_trace_ids.email)
            topics = step.topic_ids | step.mailing_ids.topic_ids
            for email in step.chain_id._get_refused_emails(set(by_email), topics):
                opted_out |= by_email.get(email, self.browse())
        return opted_out
