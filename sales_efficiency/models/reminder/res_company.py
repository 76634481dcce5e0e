from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    sales_head_id = fields.Many2one(
        comodel_name="res.users",
        string="Head of Sales",
        domain="[('share', '=', False)]",
        help="Gets what the team leader has not dealt with either, and what belongs to no "
        "team. Empty: the first sales manager.",
    )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone say who is the head."""
        return super()._get_sales_setting_names() | {"sales_head_id"}

    def _get_sales_head(self):
        """Return who is told in the end, empty if nobody manages sales here."""
        self.ensure_one()
        head = self.sudo().sales_head_id
        if head.active:
            return head
        managers = self.env.ref(
            "sales_efficiency.group_sales_efficiency_manager"
        ).sudo()
        people = managers.all_user_ids.filtered(
            lambda user: user.active and not user.share and self in user.company_ids
        )
        return people.sorted("id")[:1]


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sales_head_id = fields.Many2one(
        related="company_id.sales_head_id",
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
