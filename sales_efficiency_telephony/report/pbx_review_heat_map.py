from odoo import api, models
from odoo.fields import Domain

#: What reviews tell of the hour of a call: how it is summed up, and its unit.
MEASURES = {"score": ("avg", "percent"), "review_id": ("count_distinct", "count")}


class PbxCallReport(models.Model):
    """The heat map shows how good talks are, too, by the hour of the call."""

    _inherit = "pbx.call.report"

    @api.model
    def _get_heat_measures(self):
        """Add what reviews tell."""
        return super()._get_heat_measures() | {
            name: ("pbx.review.report", *measure) for name, measure in MEASURES.items()
        }

    @api.model
    def _get_heat_domain(self, name, options, first, last):
        """Return the rows of reviews by others, where they are asked for."""
        if name not in MEASURES:
            return super()._get_heat_domain(name, options, first, last)
        return (
            self._get_heat_days_domain("call_date", "call_started_at", first, last)
            & self._get_heat_whose_domain(options)
            & Domain("is_self", "=", False)
            # The level is empty where nothing could be marked.
            & (Domain("level", "!=", False) if name == "score" else Domain.TRUE)
        )
