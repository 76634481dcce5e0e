"""How participants move: what an outcome of a step does to them, and what is logged."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .mailing_chain_step import WRITING

#: Sooner than that nobody is looked at again.
BREATH = timedelta(seconds=1)


class MailingChainParticipant(models.Model):
    _inherit = "mailing.chain.participant"

    step_at = fields.Datetime(
        string="Here Since",
        readonly=True,
        help="When the participant came to the step; waits are counted from it.",
    )
    catch_up_until = fields.Datetime(
        readonly=True,
        help="What was due before this moment is passed over: the chain stood still.",
    )
    held_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Held By",
        readonly=True,
        ondelete="set null",
        help="Who holds the participant by hand; none: what is wrong with a step.",
    )

    # ------------------------------------------------------------
    # OUTCOMES
    # ------------------------------------------------------------

    def _apply_go(self, step, outcome, now):
        """Go on to another step, or to the end; return who has to be looked at at once."""
        self._log_done(step, outcome.result, outcome.reason, now)
        if not outcome.target:
            self._finish("done", "end", now)
            return self.browse()
        values = {"step_id": outcome.target, "wake_at": now, "limit_at": False}
        catching_up = self.browse()
        if outcome.result == "sent":
            # A letter that is late is not followed by the next one all the sooner.
            values["catch_up_until"] = False
        elif not outcome.at:
            # While somebody catches up, steps count as done when they were due.
            catching_up = self.filtered("catch_up_until")
        catching_up.write(values)
        (self - catching_up).write({**values, "step_at": outcome.at or now})
        return self

    def _apply_wait(self, _step, outcome, now):
        self.write(
            {
                "wake_at": outcome.until and max(outcome.until, now + BREATH),
                "limit_at": outcome.limit,
                "catch_up_until": False,
            }
        )

    def _apply_hold(self, _step, outcome, _now):
        self._hold(outcome.reason)

    def _apply_leave(self, step, outcome, now):
        self._log_done(step, outcome.result, "", now)
        self._finish("left", outcome.reason, now)

    # ------------------------------------------------------------
    # MOVES
    # ------------------------------------------------------------

    def _wake(self, reason=None):
        """Look at these participants as soon as may be, whatever they wait for.

        For events that a branch may wait for or that are an exit: a letter was opened,
        a reply came, a deal was won. Cheap enough for a request: one UPDATE.

        :param reason: what happened; ways and exits find out themselves
        """
        running = self.sudo().filtered(lambda one: one.state == "running")
        if running:
            running.wake_at = fields.Datetime.now()
            self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

    def _leave(self, reason, now=None):
        """Take participants out of their chain before its end.

        :param reason: a value of ``left_reason``
        """
        there = self.sudo().filtered(lambda one: one.state in ("running", "held"))
        there._finish("left", reason, now or fields.Datetime.now())

    def _finish(self, state, reason, now):
        self.write(
            {
                "state": state,
                "left_reason": reason,
                "left_at": now,
                "wake_at": False,
                "limit_at": False,
                "catch_up_until": False,
                "held_reason": False,
                **({"step_id": False} if state == "done" else {}),
            }
        )

    def _hold(self, reason):
        """Keep participants where they are until what is wrong is mended.

        :param reason: a translated sentence
        """
        there = self.sudo().filtered(lambda one: one.state in ("running", "held"))
        there.write(
            {
                "state": "held",
                "held_reason": reason,
                "held_by_id": False if self.env.su else self.env.uid,
                "wake_at": False,
            }
        )

    def _release(self):
        """Let held participants try again what they are held at."""
        held = self.sudo().filtered(lambda one: one.state == "held")
        held.write({"state": "running", "held_reason": False, "held_by_id": False})
        held._wake()

    def _get_records(self):
        """Return ``{participant: record}``; an empty record where it was deleted."""
        found = {}
        for model, participants in self.grouped("res_model").items():
            records = self.env[model]
            there = records.browse(participants.mapped("res_id")).exists()
            by_id = {record.id: record for record in there}
            for participant in participants:
                found[participant] = by_id.get(participant.res_id, records)
        return found

    # ------------------------------------------------------------
    # LOG
    # ------------------------------------------------------------

    def _log_done(self, step, result, reason, now):
        """Note that a step is done: close its letter's log, or write one."""
        rest = self
        if step.kind in WRITING:
            logs = self._get_open_logs(step)
            for log in logs.filtered(lambda log: not log.result):
                log.result = result
            logs.done_at = now
            rest -= logs.participant_id
        self.env["mailing.chain.participant.step"]._insert(
            [
                rest._prepare_log_values(one, step)
                | {"done_at": now, "result": result, "reason": reason or None}
                for one in rest
            ]
        )

    def _prepare_log_values(self, participant, step):
        return {
            "participant_id": participant.id,
            "chain_id": step.chain_id.id,
            "company_id": step.company_id.id,
            "step_id": step.id,
            "entered_at": participant.step_at or participant.entered_at,
        }

    def _get_open_logs(self, step):
        """Return the logs of a step that was begun, not done yet, for these."""
        return self.env["mailing.chain.participant.step"].search(
            [
                ("participant_id", "in", self.ids),
                ("step_id", "=", step.id),
                ("done_at", "=", False),
            ]
        )


class MailingChainParticipantStep(models.Model):
    _inherit = "mailing.chain.participant.step"

    sent_at = fields.Datetime(
        readonly=True, help="When the letter was handed to the queue."
    )

    def _insert(self, vals_list):
        """Write logs by one statement; all of them name the same fields.

        :return: the logs, in order
        """
        if not vals_list:
            return self
        names = [*vals_list[0], "create_uid", "create_date", "write_uid", "write_date"]
        stamp = (self.env.uid, self.env.cr.now()) * 2
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO mailing_chain_participant_step (%s) VALUES %s RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(
                    SQL("%s", (*values.values(), *stamp)) for values in vals_list
                ),
            )
        )
        self.env["mailing.chain.participant"].browse(
            values["participant_id"] for values in vals_list
        ).invalidate_recordset(["step_log_ids"], flush=False)
        return self.browse(id_ for [id_] in rows)
