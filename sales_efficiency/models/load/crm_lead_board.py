from odoo import fields, models


class CrmLead(models.Model):
    """Deals are dragged from one person of a team to another.

    ``sales_load_user_ids`` in the context names the people of the board that is open.
    """

    _inherit = "crm.lead"

    user_id = fields.Many2one(group_expand="_expand_load_people")

    def _expand_load_people(self, users, domain):
        """Give everybody of the board a column, those without deals too, in its order."""
        people = users.browse(self.env.context.get("sales_load_user_ids", []))
        return people.exists() | users if people else users

    def write(self, vals):
        """Take along what belongs to a deal that is dragged to somebody else."""
        if not vals.get("user_id") or "sales_load_user_ids" not in self.env.context:
            return super().write(vals)
        receiver = self.env["res.users"].browse(vals["user_id"])
        moved = self.filtered(lambda deal: deal.user_id != receiver)
        self.env["sales.handover"]._check_reach(moved.user_id | receiver)
        givers = moved.grouped("user_id")
        overloaded = self.with_context(sales_move_reason="overload")
        done = super(CrmLead, overloaded).write(vals)
        for giver, deals in givers.items():
            deals._take_along(giver, receiver)
        return done
