from collections import defaultdict

from odoo import models

from ...tools.handover_split import Part, best_known, split


class SalesHandover(models.Model):
    """Divide what there is over the receivers, each client's things together."""

    _inherit = "sales.handover"

    def _split(self, items, keys):
        """Return ``{part key: id of the receiver}``."""
        counts, amounts = defaultdict(int), defaultdict(float)
        for item, key in zip(items, keys, strict=True):
            counts[key] += 1
            if item.model == "crm.lead":
                amounts[key] += item.amount
        parts = [Part(key, count, amounts[key]) for key, count in counts.items()]
        suits = {}
        if self.way == "team":
            suits = self._get_team_suits(items, keys)
        elif self.way == "territory":
            suits = self._get_place_suits(items, keys)
        measure = "amount" if self.way == "amount" else "count"
        return split(parts, self.receiver_ids.user_id.ids, measure, suits)

    def _get_team_suits(self, items, keys):
        """Return ``{part key: ids of those who are in the team of its deals}``."""
        suits = defaultdict(set)
        for item, key in zip(items, keys, strict=True):
            suits[key].update(item.team.sudo().member_ids.ids)
        return suits

    def _get_place_suits(self, items, keys):
        """Return ``{part key: ids of those with most clients in its region}``, in its
        country where nobody has any in the region.
        """
        people = self.receiver_ids.user_id
        known = defaultdict(dict)
        for name in ("state_id", "country_id"):
            for place, user, count in (
                self.env["res.partner"]
                .sudo()
                ._read_group(
                    [("user_id", "in", people.ids), (name, "!=", False)],
                    [name, "user_id"],
                    ["__count"],
                )
            ):
                known[place][user.id] = count
        suits = {}
        for item, key in zip(items, keys, strict=True):
            where = item.client or item.record
            for name in ("state_id", "country_id"):
                place = where[name] if name in where._fields else None
                if place and not suits.get(key):
                    suits[key] = best_known(known.get(place, {}), people.ids)
        return suits
