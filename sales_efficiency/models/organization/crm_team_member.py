from odoo import api, models


class CrmTeamMember(models.Model):
    """Who belongs to which team is kept with much that follows from it."""

    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        """Forget what followed from the teams before."""
        members = super().create(vals_list)
        self.env.registry.clear_cache()
        return members

    def write(self, vals):
        """Forget what followed from the teams before."""
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    def unlink(self):
        """Forget what followed from the teams before."""
        done = super().unlink()
        self.env.registry.clear_cache()
        return done
