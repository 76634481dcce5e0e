from odoo import models


class CrmTeam(models.Model):
    """Who listens to a salesperson's calls, and coaches."""

    _inherit = "crm.team"

    def _get_listener(self, user, company, head=None, away=None):
        """Return who is to listen to a salesperson: the leader of the team, else a
        co-leader, else the head of sales; never the salesperson. Who is on leave is
        passed over, unless all of them are.

        :param head: the head of sales, where it is known already
        :param away: who is on leave, where it is known already
        :return: ``res.users``, empty where there is nobody
        """
        fit = self._get_listeners(company, head) - user
        if away is None:
            away = fit._get_on_leave(company)
        return (fit - away)[:1] or fit[:1]

    def _get_listeners(self, company, head=None):
        """Return all who may listen to a team's calls, in the order they are asked."""
        leaders = self.sudo().user_id | self.sudo().sales_leader_ids
        fit = leaders.filtered(lambda one: one.active and company in one.company_ids)
        return fit | (company._get_sales_head() if head is None else head)
