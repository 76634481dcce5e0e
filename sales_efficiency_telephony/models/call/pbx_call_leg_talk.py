from odoo import models


class PbxCallLeg(models.Model):
    """Talks are summed up by the moment they began, see ``report/sales_fact_pbx``."""

    _inherit = "pbx.call.leg"

    _talk_idx = models.Index(
        "(company_id, (COALESCE(answered_at, rang_at))) WHERE outcome = 'talked'"
    )
