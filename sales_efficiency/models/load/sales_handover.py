from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from odoo import api, fields, models

from ...tools.level import Bundle

#: What goes along with a deal.
KINDS = {"clients", "deals", "orders", "activities", "meetings"}
#: A meeting within so many days keeps a deal where it is.
NEAR = timedelta(days=7)


@dataclass
class Part:
    """What somebody has of one client, and how far it has come."""

    deals: list = field(default_factory=list)
    is_contacted: bool = False
    has_next_step: bool = False
    has_meeting: bool = False

    @property
    def warmth(self):
        """Return how likely the warmest deal closes, in percent."""
        return max(deal.probability for deal in self.deals)

    @property
    def rank(self):
        """Return what goes first: what has the least history."""
        return self.is_contacted, self.has_next_step, self.warmth


class SalesHandover(models.Model):
    """Transfers that take from who carries too much."""

    _inherit = "sales.handover"

    def _plan_level(self, rows, takers):
        """Plan what leaves these people, so that loads come out even.

        :param rows: of ``sales.load``, everybody of their teams
        :param takers: ids of who may get something
        :return: the transfers with something to move
        """
        items = self._get_items(KINDS)
        keys = [(item.record["user_id"].id, self._get_part_key(item)) for item in items]
        parts = self._gather_parts(items, keys)
        moves = self.env["sales.load"]._level(rows, self._get_bundles(parts), takers)
        own = {handover.from_user_id.id: handover for handover in self}
        self.env["sales.handover.line"].create(
            [
                self._prepare_line(item, key, moves[user_id, key])
                | {
                    "handover_id": own[user_id].id,
                    "reason": self._get_reason(parts[user_id, key]),
                }
                for item, (user_id, key) in zip(items, keys, strict=True)
                if (user_id, key) in moves
            ]
        )
        receivers = {(user_id, to_id) for (user_id, _key), to_id in moves.items()}
        self.env["sales.handover.receiver"].create(
            [
                {"handover_id": own[user_id].id, "user_id": to_id}
                for user_id, to_id in sorted(receivers)
            ]
        )
        return self.filtered("receiver_ids")

    @api.model
    def _gather_parts(self, items, keys):
        """Return ``{(user_id, part key): Part}`` of those with deals."""
        found = defaultdict(Part)
        soon = fields.Datetime.now() + NEAR
        for item, key in zip(items, keys, strict=True):
            part, record = found[key], item.record
            if item.client.sales_first_order_date:
                part.is_contacted = True
            if item.model == "crm.lead":
                part.deals.append(record)
                part.is_contacted |= bool(record.sales_first_contact_at)
            elif item.model == "mail.activity":
                part.has_next_step = True
            elif item.model == "calendar.event":
                part.has_next_step = True
                part.has_meeting |= record.start <= soon
        return {key: part for key, part in found.items() if part.deals}

    def _get_bundles(self, parts):
        """Return the parts as ``tools.level`` takes them, with whom the rules send them to."""
        deals = (
            self.env["crm.lead"]
            .sudo()
            .browse(deal.id for part in parts.values() for deal in part.deals)
        )
        suited = self.env["sales.lead.desk"]._get_suited(deals, self.company_id)
        bundles = []
        for key, part in parts.items():
            asked = [suited[deal.id] for deal in part.deals if deal.id in suited]
            bundles.append(
                Bundle(
                    key=key,
                    owner=key[0],
                    count=len(part.deals),
                    rank=part.rank,
                    stays=part.has_meeting,
                    suits=frozenset.intersection(*map(frozenset, asked))
                    if asked
                    else None,
                )
            )
        return bundles

    @api.model
    def _get_reason(self, part):
        """Say why this part goes rather than another one."""
        if part.has_meeting:
            return self.env._("A meeting is near, but nothing else could go")
        if not part.is_contacted:
            return self.env._("The client was not contacted yet")
        if not part.has_next_step:
            return self.env._("No next step is planned")
        return self.env._(
            "Least likely to close: %(percent)s %%", percent=round(part.warmth)
        )
