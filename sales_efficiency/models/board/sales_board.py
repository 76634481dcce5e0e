from odoo import fields, models


class SalesBoard(models.Model):
    """What one screen in the sales room shows."""

    _name = "sales.board"
    _description = "Sales Board"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    team_ids = fields.Many2many(comodel_name="crm.team", string="Sales Teams")
    metric_ids = fields.Many2many(comodel_name="sales.metric", string="Metrics")
