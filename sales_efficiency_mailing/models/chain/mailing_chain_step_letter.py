from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.variant import choose
from .step_broken import StepBroken

#: What Odoo's composer says of letters to addresses that are none.
NO_ADDRESS = ("mail_email_invalid", "mail_email_missing")


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _send_letters(self, participants, now):
        """Hand the letter of this step to the mail queue, for every kind that writes.

        Which variant somebody gets is chosen by weight. Nothing is committed: letter,
        trace, log and move of a participant belong to one transaction.

        :return: ``{participant: mailing.chain.participant.step}``, the log of each
            letter; its ``result`` says whether it was handed over (sent), refused, or
            failed
        :raise StepBroken: if there is no letter, or it cannot be written to anybody
        """
        logs = {}
        for mailing, some in self._choose_variants(participants).items():
            logs |= self._write_letters(mailing, some, now)
        sent = sum(log.result == "sent" for log in logs.values())
        if sent:
            self.chain_id._count_letters(sent, now)
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        return logs

    def _choose_variants(self, participants):
        """Return ``{mailing: participants}``: who gets which variant of the letter."""
        variants = [(one, one.chain_weight) for one in self.mailing_ids]
        if not variants:
            raise StepBroken(
                self.env._(
                    "The step %(step)s has no letter: write it.", step=self.display_name
                )
            )
        target = self.chain_id.target
        for mailing, _share in variants:
            if mailing.mailing_model_real != target:
                raise StepBroken(
                    self.env._(
                        "The letter %(letter)s is not for the records of the chain: "
                        "choose %(model)s as its recipients.",
                        letter=mailing.display_name,
                        model=self.env[target]._description,
                    )
                )
        ids = defaultdict(list)
        for participant_id in participants.ids:
            ids[choose(variants, participant_id)].append(participant_id)
        return {mailing: participants.browse(some) for mailing, some in ids.items()}

    def _write_letters(self, mailing, participants, now):
        """Write one letter to each; who makes it fail does not keep the others from it.

        :raise StepBroken: if it fails for whoever it is tried
        """
        try:
            return self._write_together(mailing, participants, now)
        except UserError as error:
            probes = {0, len(participants) // 2, len(participants) - 1}
            if not any(
                self._can_write(mailing, participants[index]) for index in probes
            ):
                raise StepBroken(
                    self.env._(
                        "The letter %(letter)s cannot be written: %(error)s. Correct it.",
                        letter=mailing.display_name,
                        error=error,
                    )
                ) from error
        return self._write_apart(mailing, participants, now)

    def _can_write(self, mailing, participant):
        try:
            with self.env.cr.savepoint() as savepoint:
                mailing._compose_letters({participant.res_id: False})
                savepoint.rollback()
        except UserError:
            return False
        return True

    def _write_apart(self, mailing, participants, now):
        """Write to halves of halves, until those are found to whom it cannot be done."""
        logs = {}
        middle = len(participants) // 2
        for half in (participants[:middle], participants[middle:]):
            try:
                logs |= self._write_together(mailing, half, now)
            except UserError as error:
                if len(half) > 1:
                    logs |= self._write_apart(mailing, half, now)
                else:
                    logs |= self._log_letters(
                        mailing,
                        half,
                        {"result": "failed", "reason": str(error), "done_at": now},
                    )
        return logs

    def _write_together(self, mailing, participants, now):
        """Write to all of these, or to none: what fails is undone.

        :return: ``{participant: log}``
        """
        if not participants:
            return {}
        with self.env.cr.savepoint():
            logs = self._log_letters(
                mailing,
                participants,
                {"result": "sent", "reason": None, "sent_at": now},
            )
            mailing._compose_letters(
                {participant.res_id: log.id for participant, log in logs.items()}
            )
            self._note_unsent(logs, now)
        return logs

    def _log_letters(self, mailing, participants, values):
        logs = self.env["mailing.chain.participant.step"]._insert(
            [
                participants._prepare_log_values(one, self)
                | {"mailing_id": mailing.id, **values}
                for one in participants
            ]
        )
        return dict(zip(participants, logs, strict=True))

    def _note_unsent(self, logs, now):
        """Note on its log which letter Odoo's composer did not hand over, and why."""
        self.env["mailing.trace"].flush_model(
            ["chain_participant_step_id", "trace_status", "failure_type"]
        )
        by_id = {log.id: log for log in logs.values()}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT chain_participant_step_id, failure_type FROM mailing_trace
                 WHERE chain_participant_step_id = ANY(%s)
                   AND trace_status IN ('cancel', 'error')
                """,
                list(by_id),
            )
        )
        for log_id, failure in rows:
            by_id[log_id].write(
                {"result": "failed", "sent_at": False, "done_at": now}
                if failure in NO_ADDRESS
                else {"result": "refused", "sent_at": False}
            )
