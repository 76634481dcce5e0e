from odoo import models


def fold(text):
    """Return a name as it is compared: no matter how it is capitalized."""
    return (text or "").strip().casefold()


def _get_client(lead):
    return lead.partner_id.commercial_partner_id


def _get_client_kind(lead):
    return "current" if _get_client(lead).sales_first_order_date else "new"


#: What distribution rules look at in a lead, and how it is read.
RULE_VALUES = {
    "medium_id": lambda lead: lead.medium_id.id,
    "source_id": lambda lead: lead.source_id.id,
    "campaign_id": lambda lead: lead.campaign_id.id,
    "sales_door_id": lambda lead: lead.sales_door_id.id,
    "lang_id": lambda lead: lead.lang_id.id,
    "country_id": lambda lead: lead.country_id.id,
    "state_id": lambda lead: lead.state_id.id,
    "tag_ids": lambda lead: frozenset(lead.tag_ids._origin.ids),
    "industry_id": lambda lead: _get_client(lead).industry_id.id,
    "categ_id": lambda lead: lead.sales_product_categ_id.id,
    "client_kind": _get_client_kind,
    "client_type": lambda lead: lead.sales_client_type,
    "company_size": lambda lead: lead.sales_company_size,
    "zip": lambda lead: lead.zip,
    "city": lambda lead: fold(lead.city),
    "probability": lambda lead: lead.probability,
    "priority": lambda lead: lead.priority or "0",
}


class CrmLead(models.Model):
    """A lead as distribution rules see it."""

    _inherit = "crm.lead"

    def _get_rule_values(self, names):
        """Return what distribution rules look at, as plain values, lead by lead.

        :param names: of ``RULE_VALUES``, only those that are asked for: to score a draft,
            for one, takes a while
        :return: list of dicts, with the lead's team and the client's owner beside them
        """
        owners = self._get_client_owners()
        getters = {name: RULE_VALUES[name] for name in names}
        return [
            {
                "team_id": lead.team_id.id,
                "owner_id": owners[lead.id].id,
                **{name: get(lead) for name, get in getters.items()},
            }
            for lead in self
        ]
