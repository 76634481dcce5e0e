from odoo import fields, models
from odoo.exceptions import UserError

#: Kinds of steps that let somebody wait.
WAITING = ("wait", "branch", "event")


class MailingChainParticipant(models.Model):
    """What somebody may do by hand for who is on the way."""

    _inherit = "mailing.chain.participant"

    def _check_by_hand(self, *states):
        """Refuse what is asked of participants in another state.

        :raise UserError: naming the first of them
        """
        self.chain_id.check_access("write")
        names = dict(self._fields["state"]._description_selection(self.env))
        for participant in self.filtered(lambda one: one.state not in states):
            raise UserError(
                self.env._(
                    "%(who)s: %(state)s, so nothing is left to do here. Choose those "
                    "who are: %(states)s.",
                    who=participant.display_name,
                    state=names[participant.state],
                    states=", ".join(names[state] for state in states),
                )
            )

    def action_take_out(self):
        """Take participants out of their chains: they get no more letters of them."""
        self._check_by_hand("running", "held")
        self._leave("hand")

    def action_hold(self):
        """Keep participants where they are until they are released."""
        self._check_by_hand("running")
        self._hold(self.env._("Held by %(user)s", user=self.env.user.name))

    def action_release(self):
        """Let participants go on that were held, by hand or by a broken step."""
        self._check_by_hand("held")
        self._release()

    def action_send_on(self):
        """Let participants wait no longer at the step they are at: on they go, those at a
        branch by where it goes on otherwise."""
        self._check_by_hand("running")
        for participant in self.filtered(lambda one: one.step_id.kind not in WAITING):
            raise UserError(
                self.env._(
                    "%(who)s waits for nothing at %(step)s but the hours letters go out "
                    "in. Choose those at a wait or a branch.",
                    who=participant.display_name,
                    step=participant.step_id.name,
                )
            )
        now = fields.Datetime.now()
        self._log_skipped(now)
        for step, participants in self.grouped("step_id").items():
            participants._move_to(step.next_id, now)
        self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

    def _log_skipped(self, now):
        """Keep in the path of each that somebody ended the wait."""
        reason = self.env._("By %(user)s", user=self.env.user.name)
        self.env["mailing.chain.participant.step"].sudo().create(
            [
                {
                    "participant_id": participant.id,
                    "chain_id": participant.chain_id.id,
                    "company_id": participant.company_id.id,
                    "step_id": participant.step_id.id,
                    "entered_at": now,
                    "done_at": now,
                    "result": "skipped",
                    "reason": reason,
                }
                for participant in self
            ]
        )

    def _move_to(self, step, now):
        """Let participants stand at another step as if they had just come to it.

        :param step: where; empty: at the end of the chain
        :param now: naive UTC, when they are looked at
        """
        self.sudo().write({"step_id": step.id, "wake_at": now, "limit_at": False})

    def action_open_record(self):
        """Open the lead or contact that is on the way."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [[False, "form"]],
        }


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def action_release(self):
        """Let go on who was held here: what was wrong with this step is mended."""
        self.chain_id.check_access("write")
        self.problem = False
        self._release_held()
