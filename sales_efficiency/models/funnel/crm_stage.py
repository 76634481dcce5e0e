from odoo import api, models


class CrmStage(models.Model):
    """The log of stage changes keeps the order of the stages in mind."""

    _inherit = "crm.stage"

    @api.model_create_multi
    def create(self, vals_list):
        """Forget the order."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Forget the order where it changes."""
        if {"sequence", "team_ids"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Forget the order."""
        self.env.registry.clear_cache()
        return super().unlink()
