from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    sales_position_id = fields.Many2one(
        comodel_name="sales.position",
        index="btree_not_null",
        ondelete="set null",
        help="The job in the sales department. Its norms count for this person unless "
        "there are own ones.",
    )
    sales_norm_ids = fields.One2many(
        comodel_name="sales.norm", inverse_name="user_id", string="Own Sales Norms"
    )
