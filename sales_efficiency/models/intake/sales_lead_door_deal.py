from odoo import SUPERUSER_ID, models
from odoo.tools import get_lang


class SalesLeadDoor(models.Model):
    """How deals are opened for what another system sent."""

    _inherit = "sales.lead.door"

    def _in_own_rights(self, lang=None):
        """Return the door as its leads are made: for its company, in one of its languages.

        :param str lang: code of the language preferred, where it is installed
        """
        self.ensure_one()
        door = self.env(user=SUPERUSER_ID, su=True, context={})[self._name].browse(
            self.id
        )
        company = door.company_id
        return door.with_context(
            allowed_company_ids=company.ids,
            lang=get_lang(door.env, lang or company.partner_id.lang).code,
        )

    def _open_deals(self, vals_list):
        """Open a deal for each of these values, or add it to an open one.

        :return: the deals in the order of the values, as a list: one may be there twice
        """
        leads = self.env["crm.lead"].with_context(mail_create_nosubscribe=True)
        if self.duplicates == "open":
            return list(leads.create(vals_list))
        deals = []
        for vals in vals_list:
            opened = self._find_open_deal(vals)
            if not opened:
                deals.append(leads.create(vals))
                continue
            merged = self._add_to_deal(opened, vals)
            deals = [merged if deal in opened | merged else deal for deal in deals]
            deals.append(merged)
        return deals

    def _find_open_deal(self, vals):
        """Return the deal that is open with the client already, the nearest to be won."""
        leads = self.env["crm.lead"]
        [client] = leads._find_clients([vals])
        alike = leads._get_lead_duplicates(client, vals["email_from"])
        companies = {False, self.company_id.id}
        alike = alike.filtered(lambda lead: lead.company_id.id in companies)
        return alike._sort_by_confidence_level(reverse=True)[:1]

    def _add_to_deal(self, deal, vals):
        """Merge what came into an open deal, as crm does, and tell who has it.

        It is the salesperson's from the start, so that nobody is given it in between.
        """
        owner = deal.user_id
        mine = {"user_id": owner.id, "team_id": deal.team_id.id} if owner else {}
        new = (
            self.env["crm.lead"]
            .with_context(
                mail_create_nosubscribe=True,
                mail_auto_subscribe_no_notify=True,
                sales_merge_later=True,
            )
            .create({**vals, **mine})
        )
        merged = (deal | new)._merge_opportunity(max_length=0)
        if owner:
            merged.message_notify(
                partner_ids=owner.partner_id.ids,
                subject=self.env._("Asked again: %(deal)s", deal=merged.name),
                body=self.env._(
                    "The client wrote again through “%(door)s”. It was added to the deal.",
                    door=self.name,
                ),
            )
        return merged
