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
        values = leads._get_rule_values(self._get_asked(rules))
        return {
            lead.id: set().union(
                *(rule.people.keys() - rule.lacking for rule in fitting)
            )
            for lead, fitting in zip(
                leads, self._match(rules, leads, values), strict=True
            )
            if fitting
        }
