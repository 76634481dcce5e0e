from odoo import models


class CrmTeam(models.Model):
    """Who listens to a salesperson's calls, and coaches."""

    _inherit = "crm.team"

    def _get_listener(self, user, company):
        """Return who is to listen to a salesperson: the leader of the team, else a
        co-leader, else the head of sales; never the salesperson.

        :return: ``res.users``, empty where there is nobody
        """
        leaders = self.sudo().user_id | self.sudo().sales_leader_ids
        fit = (leaders - user).filtered(
            lambda one: one.active and company in one.company_ids
        )
        return fit[:1] or (company._get_sales_head() - user)
