from odoo import api, models
from odoo.fields import Domain


class CalendarEvent(models.Model):
    _name = "calendar.event"
    _inherit = ["calendar.event", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return ("sales_outcome", "active"), ("start", "stop", "user_id")

    @api.model
    def _get_live_domain(self):
        return Domain("sales_partner_id", "!=", False) | Domain(
            "opportunity_id", "!=", False
        )

    @api.model
    def _get_live_owners(self):
        return ("user_id",)
