from odoo import fields, models


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
        moved._renew_response(receiver)
        return done

    def _renew_response(self, user):
        """Note since when somebody has these deals, and until when to contact clients."""
        deals = self.sudo()
        deals.write({"sales_given_at": fields.Datetime.now()})
        due = self.env["sales.lead.desk"].sudo()._get_due(deals, user)
        for moment in set(due.values()):
            alike = [lead_id for lead_id, one in due.items() if one == moment]
            deals.browse(alike).write({"sales_response_due_at": moment})
