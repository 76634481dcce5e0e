from odoo import api, fields, models

SIDES = [
    ("product", "Product"),
    ("person", "Salesperson"),
    ("client", "Client"),
    ("other", "Other"),
]
#: Sides of the reasons that CRM brings.
USUAL_SIDES = {
    "crm.lost_reason_1": "product",
    "crm.lost_reason_2": "product",
    "crm.lost_reason_3": "product",
}


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    sales_side = fields.Selection(
        selection=SIDES,
        string="Side",
        default="other",
        help="Whose side the reason lies on: what is offered, how it is sold, or the "
        "client. Funnels tell them apart.",
    )

    @api.model
    def _set_usual_sides(self):
        """Say of the reasons CRM brings, where they are still there, whose side they are on."""
        for xmlid, side in USUAL_SIDES.items():
            reason = self.env.ref(xmlid, raise_if_not_found=False)
            if reason and reason.sales_side == "other":
                reason.sales_side = side
