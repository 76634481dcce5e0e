from odoo import models
from odoo.tools import format_date

from ...tools.grid_key import cell_key


class SalesPlanLine(models.Model):
    _inherit = "sales.plan.line"

    def _get_cell_key(self):
        """Return the name of the line's cell in the grid."""
        owner = self.user_id or self.team_id
        return cell_key(self.level, owner.id, self.metric_id.id)

    def _get_days_note(self):
        """Say on which days of the period the line is in force, if not on all."""
        if self.date_from and self.date_to:
            return self.env._(
                "%(start)s to %(end)s",
                start=format_date(self.env, self.date_from),
                end=format_date(self.env, self.date_to),
            )
        if self.date_from:
            return self.env._("from %s", format_date(self.env, self.date_from))
        if self.date_to:
            return self.env._("until %s", format_date(self.env, self.date_to))
        return ""
