"""What a chain needs is not deleted, and what is mended is tried again."""

from odoo import api, models
from odoo.exceptions import UserError

#: Fields of a letter or a step that do not mend anything.
PASSIVE = {"problem", "state", "sent_date", "sequence", "part"}


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def write(self, vals):
        """Try again what participants are held at, now that the step is another one."""
        done = super().write(vals)
        if vals.keys() - PASSIVE:
            self._release_held()
        return done

    def _release_held(self):
        """Let those who are held at these steps try again, but for who is held by hand."""
        if self:
            self.env["mailing.chain.participant"].sudo().search(
                [
                    ("step_id", "in", self.ids),
                    ("state", "=", "held"),
                    ("held_by_id", "=", False),
                ]
            )._release()


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    @api.model_create_multi
    def create(self, vals_list):
        """Try again what waits for a letter, now that there is one."""
        mailings = super().create(vals_list)
        mailings.chain_step_id._release_held()
        return mailings

    def write(self, vals):
        """Try again what participants are held at, now that the letter is another one."""
        done = super().write(vals)
        if vals.keys() - PASSIVE:
            self.chain_step_id._release_held()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent_by_chain(self):
        sent = self.env["mailing.trace"].search(
            [
                ("mass_mailing_id", "in", self.filtered("chain_step_id").ids),
                ("chain_participant_step_id", "!=", False),
            ],
            limit=1,
        )
        if sent:
            raise UserError(
                self.env._(
                    "Clients have got the letter %(letter)s from the chain %(chain)s, and "
                    "what they did with it would be lost: archive it instead.",
                    letter=sent.mass_mailing_id.display_name,
                    chain=sent.mass_mailing_id.chain_id.display_name,
                )
            )
