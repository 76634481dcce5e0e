from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain


class Item(NamedTuple):
    """One record to transfer."""

    model: str
    record: models.BaseModel
    client: models.BaseModel
    team: models.BaseModel
    amount: float


class SalesHandover(models.Model):
    """Find what somebody has to hand over, and say who would get it."""

    _inherit = "sales.handover"

    # ------------------------------------------------------------
    # WHAT THERE IS
    # ------------------------------------------------------------

    def _get_items(self, kinds):
        """Return what people of one company have to hand over, in the order it is moved.

        :param set kinds: of ``clients, deals, orders, confirmed, activities, meetings``
        :return: list of :class:`Item`
        """
        items = []
        for kind, get in (
            ("clients", self._get_client_items),
            ("deals", self._get_deal_items),
            ("orders", lambda: self._get_order_items("confirmed" in kinds)),
            ("activities", self._get_activity_items),
            ("meetings", self._get_meeting_items),
        ):
            if kind in kinds:
                items += get()
        return items

    def _search_own(self, model, domain):
        """Search the people's records of the company; of no company too."""
        own = Domain("user_id", "in", self.from_user_id.ids)
        if "company_id" in self.env[model]._fields:
            own &= Domain("company_id", "in", [False, self.company_id.id])
        return self.env[model].sudo().search(own & Domain(domain), order="id")

    def _get_client_items(self):
        nobody = self.env["crm.team"]
        partners = self._search_own("res.partner", [])
        return [
            Item("res.partner", one, one.commercial_partner_id, nobody, 0.0)
            for one in partners
        ]

    def _get_deal_items(self):
        deals = self._search_own("crm.lead", [("won_status", "=", "pending")])
        return [
            Item(
                "crm.lead",
                deal,
                deal.partner_id.commercial_partner_id,
                deal.team_id,
                deal.expected_revenue,
            )
            for deal in deals
        ]

    def _get_order_items(self, with_confirmed):
        states = ["draft", "sent", *(["sale"] if with_confirmed else [])]
        orders = self._search_own("sale.order", [("state", "in", states)])
        return [
            Item(
                "sale.order",
                order,
                order.partner_id.commercial_partner_id,
                order.team_id,
                order.amount_untaxed / (order.currency_rate or 1.0),
            )
            for order in orders
        ]

    def _get_activity_items(self):
        activities = self._search_own("mail.activity", [])
        clients, teams, elsewhere = {}, {}, set()
        for model, some in activities.grouped("res_model").items():
            known = self.env.get(model)
            if known is None or not some[0].res_id:
                continue
            documents = known.sudo().with_context(active_test=False)
            for document in documents.browse(some.mapped("res_id")).exists():
                key = (model, document.id)
                if self._is_elsewhere(document):
                    elsewhere.add(key)
                clients[key] = self._get_client_of(document)
                if "team_id" in known._fields and model != "res.partner":
                    teams[key] = document.team_id
        nobody, nowhere = self.env["res.partner"], self.env["crm.team"]
        return [
            Item(
                "mail.activity",
                one,
                clients.get((one.res_model, one.res_id), nobody),
                teams.get((one.res_model, one.res_id), nowhere),
                0.0,
            )
            for one in activities
            if (one.res_model, one.res_id) not in elsewhere
        ]

    def _is_elsewhere(self, document):
        """Tell whether a document is of another company."""
        company = document._fields.get("company_id") and document["company_id"]
        return bool(company) and company != self.company_id

    @api.model
    def _get_client_of(self, document):
        """Return the client a document is about."""
        partner = self.env["res.partner"]
        if document._name == "res.partner":
            partner = document
        elif document._name == "calendar.event":
            partner = document.sales_partner_id
        elif "partner_id" in document._fields:
            partner = document["partner_id"]
        return partner.commercial_partner_id

    def _get_meeting_items(self):
        meetings = self._search_own(
            "calendar.event",
            Domain("start", ">=", fields.Datetime.now())
            & Domain("sales_outcome", "=", False),
        ).filtered(lambda meeting: not self._is_elsewhere(meeting.opportunity_id))
        return [
            Item(
                "calendar.event",
                one,
                one.sales_partner_id.commercial_partner_id,
                one.opportunity_id.team_id,
                0.0,
            )
            for one in meetings
        ]

    # ------------------------------------------------------------
    # WHO GETS IT
    # ------------------------------------------------------------

    def _plan(self, kinds, leader=None):
        """Write down, as planned lines, what would go to whom.

        :param leader: who leads the person's teams from now on
        """
        items = self._get_items(kinds)
        keys = [self._get_part_key(item) for item in items]
        given = self._split(items, keys)
        values = [
            self._prepare_line(item, key, given[key])
            for item, key in zip(items, keys, strict=True)
        ]
        if leader:
            values += self._prepare_team_lines(leader)
        if "plans" in kinds:
            loads = dict.fromkeys(self.receiver_ids.user_id, 0)
            for key in keys:
                loads[self.env["res.users"].browse(given[key])] += 1
            values += self._prepare_plan_lines(loads)
        for one in values:
            one["handover_id"] = self.id
        self.env["sales.handover.line"].create(values)

    @api.model
    def _prepare_line(self, item, key, receiver_id):
        return {
            "model": item.model,
            "res_id": item.record.id,
            "name": self._get_item_name(item.record),
            "field_name": "user_id",
            "partner_id": item.client.id,
            "part_key": key,
            "amount": item.amount,
            "to_user_id": receiver_id,
        }

    @api.model
    def _get_part_key(self, item):
        """Say what a record stays together with: its client, else the deal it is about,
        else nothing.
        """
        record = item.record
        if item.client:
            return f"res.partner,{item.client.id}"
        if item.model == "mail.activity" and record.res_model == "crm.lead":
            return f"crm.lead,{record.res_id}"
        if "opportunity_id" in record._fields and record["opportunity_id"]:
            return f"crm.lead,{record['opportunity_id'].id}"
        return f"{item.model},{record.id}"

    @api.model
    def _get_item_name(self, record):
        if record._name == "mail.activity":
            return record.summary or record.activity_type_id.name or record.res_name
        return record.name or record.display_name

    def _prepare_team_lines(self, leader):
        """Hand on the teams the person leads."""
        teams = (
            self.env["crm.team"]
            .sudo()
            .search(
                [
                    ("sales_leader_ids", "in", self.from_user_id.ids),
                    ("company_id", "in", [False, self.company_id.id]),
                ]
            )
        )
        return [
            {
                "model": "crm.team",
                "res_id": team.id,
                "name": team.name,
                "field_name": "user_id",
                "part_key": f"crm.team,{team.id}",
                "to_user_id": leader.id,
            }
            for team in teams
        ]
