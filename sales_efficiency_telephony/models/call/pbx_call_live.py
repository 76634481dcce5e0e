from odoo import api, models
from odoo.fields import Domain

from ...tools.call_state import LIVE


class PbxCall(models.Model):
    """Boards hear of calls that are over: their figures count them."""

    _name = "pbx.call"
    _inherit = ["pbx.call", "sales.live.mixin"]

    def _on_recorded(self, before, states):
        """Tell boards also of what was stored without the ORM."""
        self._note_change(counts=False)
        return super()._on_recorded(before, states)

    @api.model
    def _get_live_fields(self):
        return ("state", "missed_state"), (
            "talk_seconds",
            "user_id",
            "team_id",
            "partner_id",
        )

    @api.model
    def _get_live_domain(self):
        return Domain("direction", "!=", "internal") & Domain(
            "state", "not in", list(LIVE)
        )
