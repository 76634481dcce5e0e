from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize


class EventRegistration(models.Model):
    """Who registers or comes to an event that a chain invited to."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        """Wake who waits for having registered."""
        registrations = super().create(vals_list)
        registrations._wake_participants()
        return registrations

    def write(self, vals):
        """Wake who waits for having registered or come."""
        done = super().write(vals)
        if vals.keys() & {"state", "event_id", "partner_id", "email", "active"}:
            self._wake_participants()
        return done

    def _wake_participants(self):
        if not self or not self.env["mailing.chain"]._get_running_ids():
            return
        registrations = self.sudo()
        emails = {email_normalize(one.email) for one in registrations if one.email}
        who = Domain("email_normalized", "in", list(emails - {False})) | Domain(
            "partner_id", "in", registrations.partner_id.ids
        )
        # Those at a branch further on wait for it as well.
        self.env["mailing.chain.participant"].sudo().search(
            who
            & Domain("state", "=", "running")
            & Domain("step_id.kind", "in", ("event", "branch"))
        )._wake("event")
