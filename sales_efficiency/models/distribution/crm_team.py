from odoo import models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def _action_assign_leads(self, force_quota=False, creation_delta_days=7):
        """Let the log say that crm's own assignment gave the leads away."""
        teams = self.with_context(sales_move_reason="crm")
        return super(CrmTeam, teams)._action_assign_leads(
            force_quota=force_quota, creation_delta_days=creation_delta_days
        )
