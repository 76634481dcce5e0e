from odoo import fields, models


class SalesLeadDoor(models.Model):
    _inherit = "sales.lead.door"

    kind = fields.Selection(
        selection_add=[("phone", "Phone Call")], ondelete={"phone": "cascade"}
    )
