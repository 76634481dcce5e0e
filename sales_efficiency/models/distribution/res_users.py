from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        """Let rules know who is gone, or back."""
        done = super().write(vals)
        if "active" in vals:
            self.env.registry.clear_cache()
        return done
