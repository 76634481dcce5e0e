from odoo import fields, models
from odoo.exceptions import UserError


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

    def _release(self):
        """Let held participants go on from where they are."""
        self.sudo().write(
            {
                "state": "running",
                "held_reason": False,
                "wake_at": fields.Datetime.now(),
            }
        )
        self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

    def action_send_on(self):
        """Let participants wait no longer at the step they are at."""
        self._check_by_hand("running")
        now = fields.Datetime.now()
        # A branch that may wait no longer goes on otherwise.
        self.sudo().write({"wake_at": now, "limit_at": now})
        self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

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
        participants = self.env["mailing.chain.participant"].search(
            [
                ("step_id", "in", self.ids),
                ("state", "=", "held"),
                # Who is held by hand stays held.
                ("held_reason", "in", self.mapped("problem")),
            ]
        )
        self.problem = False
        participants._release()
