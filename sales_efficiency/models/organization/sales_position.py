from odoo import fields, models


class SalesPosition(models.Model):
    """A job in the sales department, with what is expected of whoever holds it."""

    _name = "sales.position"
    _description = "Sales Position"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Html(
        translate=True,
        help="What the job is about. Everybody in the department can read it.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: for every company.",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="People",
        compute="_compute_user_ids",
        inverse="_inverse_user_ids",
        domain="[('share', '=', False)]",
        help="Who holds this position. A person holds one position at a time: adding "
        "somebody here takes them out of another one.",
    )
    user_count = fields.Integer(string="Number of People", compute="_compute_user_ids")
    norm_ids = fields.One2many(
        comodel_name="sales.norm", inverse_name="position_id", string="Norms"
    )

    def _compute_user_ids(self):
        groups = self.env["res.users"]._read_group(
            [("sales_position_id", "in", self.ids)],
            ["sales_position_id"],
            ["id:recordset"],
        )
        users = {position.id: people for position, people in groups}
        for position in self:
            position.user_ids = users.get(position._origin.id, self.env["res.users"])
            position.user_count = len(position.user_ids)

    def _inverse_user_ids(self):
        """Write on people as superuser: who may set positions need not administer users."""
        for position in self:
            wanted = position.user_ids.filtered(lambda user: not user.share).sudo()
            holders = (
                self.env["res.users"]
                .sudo()
                .search([("sales_position_id", "=", position.id)])
            )
            (holders - wanted).sales_position_id = False
            (wanted - holders).sales_position_id = position
