from odoo import fields, models


class CrmLead(models.Model):
    """A deal that comes to somebody else because of a load has its time begin anew."""

    _inherit = "crm.lead"

    def write(self, vals):
        """Reckon the first response by the working time of who gets the deals now."""
        done = super().write(vals)
        if (
            vals.get("user_id")
            and self.env.context.get("sales_move_reason") == "overload"
        ):
            self._renew_response(self.env["res.users"].browse(vals["user_id"]))
        return done

    def _renew_response(self, user):
        """Note since when somebody has these deals, and until when to contact clients."""
        deals = self.sudo()
        deals.write({"sales_given_at": fields.Datetime.now()})
        due = self.env["sales.lead.desk"].sudo()._get_due(deals, user)
        for moment in set(due.values()):
            alike = [lead_id for lead_id, one in due.items() if one == moment]
            deals.browse(alike).write({"sales_response_due_at": moment})
