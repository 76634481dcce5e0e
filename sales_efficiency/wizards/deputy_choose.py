from odoo import fields, models


class SalesDeputyChoose(models.TransientModel):
    """Ask a leader who stands in for somebody: leaders do not administer users."""

    _name = "sales.deputy.choose"
    _description = "Choose Deputy"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
        ondelete="cascade",
    )
    user_company_id = fields.Many2one(related="user_id.company_id")
    deputy_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_deputy_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', user_id), "
        "('company_ids', 'in', user_company_id)]",
        help="Empty: the distribution rules say who gets what falls due.",
    )

    def _compute_deputy_id(self):
        for wizard in self:
            wizard.deputy_id = wizard.user_id.sudo().sales_deputy_id

    def action_choose(self):
        """Note the deputy, of people the user leads."""
        self.ensure_one()
        self.env["sales.handover"]._check_reach(self.user_id)
        self.user_id.sudo().sales_deputy_id = self.deputy_id
