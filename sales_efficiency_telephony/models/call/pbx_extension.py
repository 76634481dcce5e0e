from odoo import api, models
from odoo.fields import Domain


class PbxExtension(models.Model):
    """Calls of a phone that was nobody's are found by whoever it is given to."""

    _inherit = "pbx.extension"

    @api.model_create_multi
    def create(self, vals_list):
        """Give calls that are there to whose phone it is."""
        extensions = super().create(vals_list)
        extensions._give_former_calls()
        return extensions

    def write(self, vals):
        """Give calls of nobody to whose phone it is; those of others stay theirs."""
        res = super().write(vals)
        if vals.get("user_id"):
            self._give_former_calls()
        return res

    def _give_former_calls(self):
        legs = self.env["pbx.call.leg"].sudo()
        for extension in self.filtered("user_id"):
            user = extension.user_id
            nobodys = legs.search(
                Domain("call_id.provider_id", "=", extension.provider_id.id)
                & Domain("extension", "=", extension.number)
                & Domain("user_id", "=", False)
            )
            nobodys.write({"user_id": user.id, "team_id": user.sale_team_id.id})
            talked = nobodys.filtered(lambda leg: leg.outcome == "talked").call_id
            talked.filtered(lambda call: not call.user_id).write(
                {"user_id": user.id, "team_id": user.sale_team_id.id}
            )
