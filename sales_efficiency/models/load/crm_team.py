from odoo import models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def action_open_load_board(self):
        """Open a column for each person of a team, whose deals can be dragged to others.

        :raise AccessError: to who does not lead the team
        """
        self.ensure_one()
        self.env["sales.handover"]._check_reach(self.member_ids)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency.crm_lead_action_load"
        )
        # Under the address of the opener the board is found again when it is reloaded.
        opener = self.env.ref("sales_efficiency.crm_team_action_load_board").sudo()
        return action | {
            "id": opener.id,
            "path": opener.path,
            "display_name": self.env._("Deals of %(team)s", team=self.name),
            "domain": [
                ("user_id", "in", self.member_ids.ids),
                ("won_status", "=", "pending"),
            ],
            "context": {"active_id": self.id, "sales_load_team_id": self.id},
        }
