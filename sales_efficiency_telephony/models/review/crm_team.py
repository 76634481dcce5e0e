from odoo import models


class CrmTeam(models.Model):
    """Who listens to a salesperson's calls, and coaches."""

    _inherit = "crm.team"

    def _get_listener(self, user, company, head=None):
        """Return who is to listen to a salesperson: the leader of the team, else a
        co-leader, else the head of sales; never the salesperson.

        :param head: the head of sales, where it is known already
        :return: ``res.users``, empty where there is nobody
        """
        leaders = self.sudo().user_id | self.sudo().sales_leader_ids
        fit = (leaders - user).filtered(
            lambda one: one.active and company in one.company_ids
        )
        if fit:
            return fit[:1]
        return (company._get_sales_head() if head is None else head) - user
