from odoo import models
from odoo.http import request


class SaleOrder(models.Model):
    """Quotations that letters offered."""

    _inherit = "sale.order"

    def write(self, vals):
        """Note offers that are accepted, on the portal or by the salesperson."""
        done = super().write(vals)
        if vals.get("state") == "sale":
            self.env["mailing.offer"]._note_accepted(self)
        return done

    def message_post(self, **kwargs):
        """Note offers that are looked at on the portal, but by machines."""
        message = super().message_post(**kwargs)
        is_seen = kwargs.get("subtype_xmlid") == "sale.mt_order_viewed"
        if is_seen and not (request and self.env["ir.http"].is_a_bot()):
            self.env["mailing.offer"]._note_seen(self)
        return message
