from odoo import models

from ...tools.transition import Outcome


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _run(self, participants, now):
        """Do this step for participants that are at it.

        The work is done by ``_run_<kind>(participants, now)``, the hole for kinds of
        other capabilities. It works in batch, may create records, never commits, and
        raises :class:`StepBroken` where nobody could be served.

        :param participants: one recordset, all at this step, at most a chunk
        :param now: naive UTC moment of the run
        :return: ``{participant: Outcome}`` for each of them
        """
        self.ensure_one()
        return getattr(self, f"_run_{self.kind}")(participants, now)

    def _run_end(self, participants, now):
        """The chain ends here."""
        return dict.fromkeys(participants, Outcome.go(None))

    def _send_letters(self, participants, now):
        """Hand the letter of this step to the mail queue, for every kind that writes.

        Which variant somebody gets is chosen by weight. Nothing is committed: letter,
        trace, log and move of a participant belong to one transaction.

        :return: ``{participant: mailing.chain.participant.step}``, the log of each
            letter; its ``result`` says whether it was handed over or refused
        """
        raise NotImplementedError
