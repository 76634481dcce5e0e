from odoo import api, models
from odoo.exceptions import UserError


class EventEvent(models.Model):
    _inherit = "event.event"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_chain(self):
        step = (
            self.env["mailing.chain.step"]
            .sudo()
            .search([("event_id", "in", self.ids)], limit=1)
        )
        if step:
            raise UserError(
                self.env._(
                    "%(chain)s invites to %(event)s at the step %(step)s: choose "
                    "another event there, or archive this one.",
                    chain=step.chain_id.name,
                    event=step.event_id.name,
                    step=step.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_door_of_chain(self):
        entry = (
            self.env["mailing.chain.entry"]
            .sudo()
            .search([("event_id", "in", self.ids)], limit=1)
        )
        if entry:
            raise UserError(
                self.env._(
                    "%(chain)s lets in who registers for %(event)s: choose another event "
                    "under Who Enters, or archive this one.",
                    chain=entry.chain_id.name,
                    event=entry.event_id.name,
                )
            )
