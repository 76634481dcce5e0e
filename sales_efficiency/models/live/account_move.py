from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return ("state",), (
            "amount_untaxed_signed",
            "invoice_date",
            "invoice_user_id",
            "team_id",
        )

    @api.model
    def _get_live_domain(self):
        return Domain("state", "=", "posted") & Domain(
            "move_type", "in", ("out_invoice", "out_refund")
        )

    @api.model
    def _get_live_owners(self):
        return ("company_id",)
