from odoo import api, models
from odoo.fields import Domain


class PbxReview(models.Model):
    """Boards hear of reviews that are done: their figures count them."""

    _name = "pbx.review"
    _inherit = ["pbx.review", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return ("state",), ("score", "has_score")

    @api.model
    def _get_live_domain(self):
        return Domain("state", "=", "done")


class PbxListening(models.Model):
    """Boards hear of calls that were drawn and listened to."""

    _name = "pbx.listening"
    _inherit = ["pbx.listening", "sales.live.mixin"]

    @api.model
    def _get_live_fields(self):
        return (), ("state", "head_id")
