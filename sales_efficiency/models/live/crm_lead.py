from odoo import api, models
from odoo.fields import Domain


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return ("won_status", "active"), (
            "date_closed",
            "expected_revenue",
            "user_id",
            "team_id",
            "company_id",
        )

    @api.model
    def _get_live_domain(self):
        return Domain("won_status", "=", "won")

    @api.model
    def _get_live_owners(self):
        return ("company_id", "team_id", "user_id")
