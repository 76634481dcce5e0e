from odoo import models


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    def _enter(self, records, entry=None, now=None):
        """Let records into this chain, at its first step.

        One person (one address) is on the way through a chain once, whatever the number
        of deals; who is refused is counted by reason, see ``_get_entrants``.

        :param records: of the model the chain is for
        :param entry: the ``mailing.chain.entry`` they came by
        :return: the participants created
        """
        return self.env["mailing.chain.participant"]

    def _get_refused_emails(self, emails):
        """Return those of normalized ``emails`` that want no letters of this chain.

        A hole: opt-outs of topics and chains fill it. The blacklist is asked besides.
        """
        return set()
