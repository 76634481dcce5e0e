from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

#: Rows of each list on a card: what is read at a glance.
DEALS, CALLS, MESSAGES = 8, 4, 3


class PbxCall(models.Model):
    """What a call card shows; what the reader may not see is not on it."""

    _inherit = "pbx.call"

    def _prepare_card(self):
        """Return all that the card shows.

        :return: dict: ``id``, ``place`` (see ``tools.call_card``), facts of the call,
            ``client``, ``candidates``, ``owner``, ``deals``, ``calls``, ``messages``,
            ``orders``, ``hints``, ``next_step``, ``note``, ``outcome``, what the reader
            may do, and ``now`` (the server's clock, for running times)
        """
        self.ensure_one()
        deals = self._find_card_deals()
        return {
            **self._prepare_card_facts(),
            "client": self._prepare_card_client(),
            "candidates": self._get_card_candidates(),
            "owner": self._prepare_card_owner(),
            "lead_id": self.lead_id.id if self.lead_id in deals else False,
            "deals": [self._prepare_card_deal(deal) for deal in deals],
            "calls": [call._prepare_card_call() for call in self._find_card_calls()],
            "messages": self._get_card_messages(),
            "orders": self._get_card_orders(),
            "hints": self._get_card_hints(),
            "next_step": self._get_card_next_step(),
            "can_write": self.has_access("write"),
            "can_make_deal": self.env["crm.lead"].has_access("create"),
            "now": fields.Datetime.to_string(fields.Datetime.now()),
        }

    def _prepare_card_facts(self):
        own = self.leg_ids.filtered(lambda leg: leg.user_id == self.env.user)
        answered = self.answered_at
        if self.direction != "out":
            answered = max(filter(None, own.mapped("answered_at")), default=answered)
        return {
            "id": self.id,
            "place": self._get_place(),
            "state": self.state,
            "state_text": dict(self._fields["state"]._description_selection(self.env))[
                self.state
            ],
            "direction": self.direction,
            "number": self._write_number(self.phone_sanitized or self.number),
            "line": self._write_number(self.line),
            "queue": self.queue or "",
            "started_at": fields.Datetime.to_string(self.started_at),
            "answered_at": fields.Datetime.to_string(answered) or False,
            "talk_seconds": self.talk_seconds,
            "taken_by": self.user_id.sudo().name or "",
            "missed_state": self.missed_state or "",
            "note": self.note or "",
            "outcome": self._to_pair(self.outcome_id),
        }

    def _write_number(self, number):
        """Return a number as people read it, as it is where it is none of a country."""
        if not number:
            return ""
        country = self.provider_id.sudo().country_id
        written = self._phone_format(
            number=number, country=country, force_format="INTERNATIONAL"
        )
        return written or number

    @api.model
    def _to_pair(self, record):
        # sudo: a name that the record in hand shows anyway.
        return (
            {"id": record.id, "name": record.sudo().display_name} if record else False
        )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _prepare_card_client(self):
        """Return who it is; ``False`` for a number nobody knows."""
        partner = self.partner_id
        if not partner:
            return False
        can_open = bool(partner._filtered_access("read"))
        # sudo: the call names its client to whoever may read the call.
        partner = partner.sudo()
        company = partner.commercial_partner_id
        return {
            "id": partner.id,
            "name": partner.name or partner.display_name,
            "company": company.name
            if company != partner
            else partner.company_name or "",
            "function": partner.function or "",
            "can_open": can_open,
        }

    def _get_card_candidates(self):
        """Return the clients that have the number, where there are several."""
        if self.partner_id:
            return []
        return [
            self._to_pair(partner)
            for partner in self.candidate_partner_ids._filtered_access("read")[:CALLS]
        ]

    def _prepare_card_owner(self):
        """Return whose client it is: the deal's salesperson, else the client's own."""
        # sudo: to whom the call may be put through is no secret.
        call = self.sudo()
        owner = (
            call.lead_id.user_id
            or call.partner_id.user_id
            or call.partner_id.commercial_partner_id.user_id
            or call.candidate_lead_ids[:1].user_id
        )
        if not owner:
            return False
        return {**self._to_pair(owner), "is_me": owner == self.env.user}

    # ------------------------------------------------------------
    # DEALS
    # ------------------------------------------------------------

    def _find_card_deals(self):
        """Return the deals the call may be about, the one it is about first."""
        # sudo: read at once for all, and what the reader may see is taken of it.
        possible = self.sudo().candidate_lead_ids.with_env(self.env)
        chosen = (self.lead_id | possible)._filtered_access("read")
        found = self.env["crm.lead"]
        if self.partner_id and found.has_access("read"):
            found = found.search(self._get_card_deals_domain(), limit=DEALS)
        return (self.lead_id & chosen | chosen | found)[:DEALS]

    def _get_card_deals_domain(self):
        """Return the open deals of the client's company."""
        company = self.partner_id.sudo().commercial_partner_id
        return (
            Domain("partner_id", "child_of", company.ids)
            & Domain("won_status", "=", "pending")
            & Domain("company_id", "in", [False, self.company_id.id])
        )

    def _prepare_card_deal(self, deal):
        return {
            "id": deal.id,
            "name": deal.name,
            "stage": deal.stage_id.name or "",
            "amount": formatLang(
                self.env, deal.expected_revenue, currency_obj=deal.company_currency
            )
            if deal.expected_revenue
            else "",
            "owner": deal.user_id.sudo().name or "",
        }

    # ------------------------------------------------------------
    # HISTORY
    # ------------------------------------------------------------

    def _find_card_calls(self):
        """Return the last calls with the same client, of those the reader may see."""
        same = Domain.FALSE
        if self.partner_id:
            same |= Domain("partner_id", "=", self.partner_id.id)
        if self.phone_sanitized:
            same |= Domain("phone_sanitized", "=", self.phone_sanitized)
        return self.search(same & Domain("id", "!=", self.id), limit=CALLS)

    def _prepare_card_call(self):
        return {
            "id": self.id,
            "direction": self.direction,
            "state_text": dict(self._fields["state"]._description_selection(self.env))[
                self.state
            ],
            "is_reached": bool(self.talk_seconds),
            "started_at": fields.Datetime.to_string(self.started_at),
            "talk_seconds": self.talk_seconds,
            "user": self.user_id.sudo().name or "",
            "outcome": self.outcome_id.name or "",
            "note": self.note or "",
        }

    def _get_card_messages(self):
        """Return the last letters and notes on the deal, else on the client."""
        record = self.lead_id or self.partner_id
        if not record._filtered_access("read"):
            return []
        messages = self.env["mail.message"].search(
            Domain("model", "=", record._name)
            & Domain("res_id", "=", record.id)
            & Domain("message_type", "in", ("email", "comment", "email_outgoing")),
            order="date desc, id desc",
            limit=MESSAGES,
        )
        return [
            {
                "id": message.id,
                "date": fields.Datetime.to_string(message.date),
                "author": message.author_id.sudo().name or message.email_from or "",
                "text": message.preview or message.subject or "",
            }
            for message in messages
        ]

    def _get_card_orders(self):
        """Return how many orders the client has confirmed, and what they come to."""
        orders = self.env["sale.order"]
        if not self.partner_id or not orders.has_access("read"):
            return False
        company = self.partner_id.sudo().commercial_partner_id
        rows = orders._read_group(
            Domain("partner_id", "child_of", company.ids)
            & Domain("state", "=", "sale")
            & Domain("company_id", "=", self.company_id.id),
            ["currency_id"],
            ["__count", "amount_untaxed:sum"],
        )
        return {
            "count": sum(count for _currency, count, _amount in rows),
            "amounts": [
                formatLang(self.env, amount, currency_obj=currency)
                for currency, _count, amount in rows
            ],
        }

    def _get_card_hints(self):
        """Return what other parts know of the client, of whom the reader may see."""
        record = self.partner_id or self.lead_id
        if not record._filtered_access("read"):
            return []
        return record._get_client_hints()

    def _get_card_next_step(self):
        """Say what is planned next on the deal or with the client, empty if nothing."""
        record = self.lead_id or self.partner_id
        if not record._filtered_access("read"):
            return False
        activity = self.env["mail.activity"].search(
            Domain("res_model", "=", record._name)
            & Domain("res_id", "=", record.id)
            & Domain("user_id", "=", self.env.uid),
            order="date_deadline, id",
            limit=1,
        )
        if not activity:
            return False
        return {
            "name": activity.display_name,
            "day": fields.Date.to_string(activity.date_deadline),
        }

    @api.model
    def _get_card_choices(self):
        """Return what a talk may come to, and what may be planned after it."""
        kinds = self.env["mail.activity.type"].search(
            Domain("res_model", "in", (False, "crm.lead"))
            & Domain("category", "!=", "upload_file")
        )
        return {
            "outcomes": [
                self._to_pair(outcome) for outcome in self.env["pbx.outcome"].search([])
            ],
            "activity_types": [
                {**self._to_pair(kind), "is_call": kind.category == "phonecall"}
                for kind in kinds
            ],
        }
