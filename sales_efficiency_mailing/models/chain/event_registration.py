from odoo import api, models


class EventRegistration(models.Model):
    """Who registers for an event comes to the door of a chain."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        """Let who registered into chains."""
        registrations = super().create(vals_list)
        registrations.filtered(
            lambda one: one.state in ("open", "done")
        )._come_to_doors()
        return registrations

    def write(self, vals):
        """Let who is confirmed only now into chains."""
        waiting = self.filtered(lambda one: one.state not in ("open", "done"))
        done = super().write(vals)
        waiting.filtered(lambda one: one.state in ("open", "done"))._come_to_doors()
        return done

    def _come_to_doors(self):
        entries = self.env["mailing.chain.entry"]
        if not self or "event" not in entries._get_doors():
            return
        partners = {}
        for registration in self.sudo():
            partner = registration.partner_id
            if not partner and registration.email:
                partner = partner.find_or_create(
                    f"{registration.name or ''} <{registration.email}>"
                )
            if partner:
                partners[partner] = registration.event_id.id
        if partners:
            entries._let_in("event", partners)
