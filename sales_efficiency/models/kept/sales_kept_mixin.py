from odoo import api, models


class SalesKeptMixin(models.AbstractModel):
    """Records that much is worked out of and kept: it is forgotten when one changes."""

    _name = "sales.kept.mixin"
    _description = "Kept Until It Changes"

    @api.model_create_multi
    def create(self, vals_list):
        """Forget what was worked out before there were these."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Forget what was worked out of what they were."""
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    def unlink(self):
        """Forget what was worked out of them."""
        done = super().unlink()
        self.env.registry.clear_cache()
        return done
