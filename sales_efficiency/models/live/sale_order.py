from odoo import api, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return ("state",), (
            "amount_untaxed",
            "date_order",
            "user_id",
            "team_id",
            "company_id",
        )

    @api.model
    def _get_live_domain(self):
        return Domain("state", "in", ("sent", "sale"))

    @api.model
    def _get_live_owners(self):
        return ("company_id",)
