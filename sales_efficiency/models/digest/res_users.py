from odoo import api, fields, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    sales_morning_note = fields.Selection(
        selection=[
            ("behind", "When somebody is behind"),
            ("always", "Every working day"),
            ("never", "Never"),
        ],
        string="Morning Note",
        default="behind",
        required=True,
        help="The mail to team leaders and co-leaders: who is behind the plan, by how much, "
        "and who is away today.",
    )
    is_sales_leader = fields.Boolean(
        string="Leads a Sales Team", compute="_compute_is_sales_leader"
    )

    @api.depends_context("uid")
    def _compute_is_sales_leader(self):
        teams = (
            self.env["crm.team"].sudo().search([("sales_leader_ids", "in", self.ids)])
        )
        for user in self:
            user.is_sales_leader = user in teams.sales_leader_ids

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "sales_morning_note", "is_sales_leader"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "sales_morning_note"]

    def _get_sales_morning_token(self):
        """Return what proves, in the link of a mail, that it was sent to this person."""
        self.ensure_one()
        return tools.hmac(self.env(su=True), "sales-morning-note", self.id)
