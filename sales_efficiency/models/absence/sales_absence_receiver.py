from typing import NamedTuple

from odoo import models

from ...tools.absence import list_deputies


class Receiver(NamedTuple):
    """Who gets a part of the work, or why nobody does."""

    user_id: int | bool = False
    reason: str | bool = False
    #: Somebody will be there later: it is asked for again.
    waits: bool = False


class SalesHandover(models.Model):
    """Who stands in: the deputy, else whom the rules choose, else the leader."""

    _inherit = "sales.handover"

    def _get_part_key(self, item):
        """Keep in an absence what is about one deal with one person."""
        deal_id = self._get_deal_id(item) if self._is_absence() else False
        return f"crm.lead,{deal_id}" if deal_id else super()._get_part_key(item)

    def _get_deal_id(self, item):
        """Return the id of the deal that a record is about."""
        record = item.record
        if item.model == "mail.activity":
            return record.res_id if record.res_model == "crm.lead" else False
        return record.opportunity_id.id if item.model == "calendar.event" else False

    def _find_receivers(self, items, keys, absences):
        """Decide who gets what.

        :param list items: of :class:`Item`, with the part key of each in ``keys``
        :param absences: people who are away
        :return: ``{part key: Receiver}``
        """
        found = self._get_part_receivers(absences)
        deputy = self._get_deputy(absences)
        if deputy:
            return dict.fromkeys(keys, Receiver(deputy.id)) | found
        deals = [
            (item, key)
            for item, key in zip(items, keys, strict=True)
            if item.model == "crm.lead" and key not in found
        ]
        found |= self._decide_deals(deals, absences)
        by_client = {
            item.client: found[key]
            for item, key in zip(items, keys, strict=True)
            if item.model == "crm.lead" and item.client
        }
        for item, key in zip(items, keys, strict=True):
            if key not in found:
                found[key] = by_client.get(item.client) or self._get_leader(
                    item.team, absences
                )
        return found

    def _is_there(self, user, absences):
        """Tell whether somebody can take work over now."""
        return (
            user.active
            and not user.share
            and self.company_id in user.company_ids
            and user != self.from_user_id
            and user not in absences
        )

    def _get_deputy(self, absences):
        """Return who stands in; a deputy who is away too hands on to the own one."""
        users = self.env["res.users"].sudo().with_context(active_test=False)
        named = users.search_fetch(
            [("sales_deputy_id", "!=", False)], ["sales_deputy_id"]
        )
        deputies = {user.id: user.sales_deputy_id.id for user in named}
        for user in users.browse(list_deputies(self.from_user_id.id, deputies)):
            if self._is_there(user, absences):
                return user
        return users.browse()

    def _get_part_receivers(self, absences):
        """Return who has what belongs together with something new."""
        lines = self.line_ids.filtered(
            lambda line: (
                line.state in ("planned", "moved")
                and self._is_there(line.to_user_id, absences)
            )
        )
        return {line.part_key: Receiver(line.to_user_id.id) for line in lines}

    def _decide_deals(self, deals, absences):
        """Ask the distribution rules.

        :param list deals: of (item, part key)
        """
        records = (
            self.env["crm.lead"].sudo().browse([item.record.id for item, _key in deals])
        )
        tried = (self.from_user_id.id, *(user.id for user in absences))
        decisions = self.env["sales.lead.desk"]._decide(
            records, self.company_id, dict.fromkeys(records.ids, tried)
        )
        if decisions is None:
            return {}
        found = {}
        for (item, key), decision in zip(deals, decisions, strict=True):
            user = self.env["res.users"].sudo().browse(decision.user_id)
            if decision.way == "waits":
                reason = self.env._("It waits until somebody is at work.")
                found[key] = Receiver(reason=reason, waits=True)
            elif user and self._is_there(user, absences):
                found[key] = Receiver(user.id)
            else:
                found[key] = self._get_leader(item.team, absences)
        return found

    def _get_leader(self, team, absences):
        """Return a leader of a team, or of the person's own one, who is there."""
        own_team = self.from_user_id.sudo().sale_team_id
        leaders = (team | own_team).sudo()
        for user in leaders.user_id | leaders.sales_co_leader_ids:
            if self._is_there(user, absences):
                return Receiver(user.id)
        return Receiver(reason=self.env._("Nobody is there to take it."))
