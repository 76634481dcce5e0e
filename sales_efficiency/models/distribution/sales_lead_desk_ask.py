from odoo import api, models


class SalesLeadDesk(models.AbstractModel):
    """What the rules say of leads and people, for who moves leads without them."""

    _inherit = "sales.lead.desk"

    @api.model
    def _get_open_limits(self, company):
        """Return ``{user_id: the tightest limit of open leads}`` of who has one."""
        limits = {}
        for rule in self.env["sales.lead.rule"]._get_rules(company.id):
            limit = rule.terms.open_limit
            for user_id in rule.people if limit else ():
                limits[user_id] = min(limits.get(user_id, limit), limit)
        return limits

    @api.model
    def _get_suited(self, leads, company):
        """Return ``{lead_id: ids of who may get it by the rules that fit}``; leads that no
        rule fits are not in it.
        """
        rules = self.env["sales.lead.rule"]._get_rules(company.id)
        if not rules:
            return {}
        scored = any(rule.asks_probability for rule in rules)
        values = leads._get_rule_values(with_probability=scored)
        suited = {}
        for lead, one in zip(leads, values, strict=True):
            for rule in rules:
                if self._fits(rule, lead, one):
                    able = rule.people.keys() - rule.lacking
                    suited.setdefault(lead.id, set()).update(able)
        return suited

    @api.model
    def _get_due(self, leads, user):
        """Return until when somebody who gets these leads now should contact the clients.

        :return: ``{lead_id: moment in UTC}`` of leads whose rule promises it and that
            nobody has contacted yet
        """
        due = {}
        open_leads = leads.filtered(
            lambda lead: lead.sales_response_due_at and not lead.sales_first_contact_at
        )
        for company, some in open_leads._group_by_sales_company().items():
            staff = self._gather(company, [], user.ids)
            for lead in some:
                history = lead.sudo().sales_assignment_ids.filtered("rule_id")
                minutes = history._get_last().rule_id.response_minutes
                if minutes:
                    due[lead.id] = staff.get_due(user.id, minutes)
        return due
