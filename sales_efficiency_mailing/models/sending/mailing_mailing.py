from odoo import api, models
from odoo.fields import Domain


class MailingMailing(models.Model):
    """Letters: mailings whose every copy is sent with care, never to a domain."""

    _inherit = "mailing.mailing"

    @api.model
    def _get_letter_domain(self):
        """Return which mailings are letters. This hook is intended to be inherited."""
        return Domain.FALSE

    def _get_letter_company(self):
        """Return whose letter this is. This hook is intended to be inherited."""
        self.ensure_one()
        return self.env.company

    def _filter_letters(self):
        return self.filtered_domain(self._get_letter_domain())

    def action_retry_failed(self):
        """Send copies of letters that failed once more, as they are.

        Odoo would delete them, with what is known of them, and write to everybody anew.
        Those that may have arrived are not among them.
        """
        letters = self._filter_letters()
        self.env["mail.mail"].sudo()._search_failed(letters).mark_outgoing()
        if others := self - letters:
            return super(MailingMailing, others).action_retry_failed()
        return None
