from odoo import api, models
from odoo.fields import Domain


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["mail.activity", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return (), ("date_done", "user_id", "activity_type_id")

    @api.model
    def _get_live_domain(self):
        return Domain("date_done", "!=", False) & Domain(
            "activity_type_id.category", "=", "phonecall"
        )

    @api.model
    def _get_live_owners(self):
        return ("user_id",)
