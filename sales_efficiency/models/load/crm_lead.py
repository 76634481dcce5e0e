from odoo import models


class CrmLead(models.Model):
    """The time of a deal begins anew when it goes to somebody who carries less."""

    _inherit = "crm.lead"

    def write(self, vals):
        """Reckon the first response by the working time of who gets the deals now."""
        receiver = self.env["res.users"].browse(vals.get("user_id"))
        if not receiver or self.env.context.get("sales_move_reason") != "overload":
            return super().write(vals)
        moved = self.filtered(lambda deal: deal.user_id != receiver)
        done = super().write(vals)
        moved.sudo()._restart_response(receiver)
        return done
