from odoo import fields, models


class PbxOutcome(models.Model):
    """What a talk may come to, in the salesperson's words."""

    _name = "pbx.outcome"
    _description = "Call Outcome"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_nobody = fields.Boolean(
        string="Not a Client",
        help="No deal is proposed for a caller nobody knows after such a call.",
    )
    is_reached = fields.Boolean(
        string="Client Reached", default=True, help="Somebody was spoken to."
    )
