import logging
from dataclasses import replace

from psycopg2 import OperationalError

from odoo import models

from ...tools.transition import GO, Outcome, branch
from .mailing_chain_step import BRANCHING, WRITING
from .step_broken import StepBroken

_logger = logging.getLogger(__name__)


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _try(self, participants, now):
        """Do this step; where it is broken, hold who is at it, and say so on the step.

        :return: ``{participant: Outcome}``
        """
        try:
            with self.env.cr.savepoint():
                outcomes = self._run(participants, now)
        except StepBroken as broken:
            reason = broken.reason
        except OperationalError:
            # Another worker was at the same rows: the chunk is tried again.
            raise
        except Exception as error:  # noqa: BLE001 whatever a step's fields make go wrong
            _logger.exception("Step %s of a chain fails", self.id)
            reason = self.env._(
                "The step cannot be done: %(error)s. Correct its settings.",
                error=str(error) or type(error).__name__,
            )
        else:
            if self.problem:
                self.problem = False
            return outcomes
        self.problem = reason
        return dict.fromkeys(participants, Outcome.hold(reason))

    def _run(self, participants, now):
        """Do this step for participants that are at it.

        The work is done by ``_run_<kind>(participants, now)``, the hole for kinds of
        other capabilities. It works in batch, may create records, never commits, and
        raises :class:`StepBroken` where nobody could be served. Kinds that write are
        asked only for those whose letter may go out now.

        :param participants: one recordset, all at this step, at most a chunk
        :param now: naive UTC moment of the run
        :return: ``{participant: Outcome}`` for each of them
        """
        self.ensure_one()
        outcomes = {}
        if self.kind in WRITING:
            writing = participants
            if self.kind in BRANCHING:
                # Whose letter is sent waits here for what comes of it.
                writing -= participants._get_open_logs(self).participant_id
            outcomes = self._get_deferred(writing, now)
            participants = participants.filtered(lambda one: one not in outcomes)
        if participants:
            outcomes |= getattr(self, f"_run_{self.kind}")(participants, now)
        return outcomes

    def _run_end(self, participants, now):
        """The chain ends here."""
        return dict.fromkeys(participants, Outcome.go(None))

    def _run_letter(self, participants, now):
        logs = self._send_letters(participants, now)
        return self._get_outcomes_of(logs)

    def _get_outcomes_of(self, logs):
        """Return how those go on whose letter was written, or could not be.

        For kinds that go on at once when their letter is written.

        :param logs: as ``_send_letters`` returns them
        """
        addressless = self.env._(
            "There is no valid email address: correct it on the record."
        )
        return {
            participant: Outcome.hold(addressless)
            if log.result == "failed"
            else Outcome.go(self.next_id.id, result=log.result)
            for participant, log in logs.items()
        }

    def _run_wait(self, participants, now):
        """Wait so much working time since each one came."""
        due = self._get_due(participants)
        outcomes = {}
        for one in participants:
            at = due[one]
            if at <= now:
                outcomes[one] = Outcome.go(
                    self.next_id.id, at=at if one.catch_up_until else None
                )
            else:
                outcomes[one] = Outcome.wait(at)
        return outcomes

    def _run_branch(self, participants, now):
        """Take the first way that came true, or wait for one as long as is said."""
        limits = self._get_due(participants)
        met = {way.id: way._get_met(participants) for way in self.way_ids}
        ways = [(way.id, way.target_id.id) for way in self.way_ids]
        every = self.way_ids._get_look_every()
        outcomes = {}
        for one in participants:
            true = {way_id for way_id, ids in met.items() if one.id in ids}
            outcome = branch(ways, true, now, limits[one], self.next_id.id, every)
            if one.catch_up_until and not true and outcome.kind == GO:
                outcome = replace(outcome, at=limits[one])
            outcomes[one] = outcome
        return outcomes
