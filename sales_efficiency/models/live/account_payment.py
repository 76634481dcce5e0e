from odoo import api, models
from odoo.fields import Domain


class AccountPayment(models.Model):
    _name = "account.payment"
    _inherit = ["account.payment", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return ("state",), ("amount", "date", "is_matched")

    @api.model
    def _get_live_domain(self):
        return Domain("state", "in", ("in_process", "paid"))

    @api.model
    def _get_live_owners(self):
        return ("company_id",)
