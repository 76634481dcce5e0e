from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.phone_validation.tools.phone_validation import (
    phone_get_country_code_for_number,
)

from ...tools.call_state import MISSED
from ...tools.phone_number import plain_number

#: What a caller nobody knows has come to when a deal is proposed.
PROPOSED = ("answered", *MISSED)


class PbxCall(models.Model):
    """What becomes of calls from numbers nobody knows: deals, or proposals of one."""

    _inherit = "pbx.call"

    unknown_mode = fields.Selection(related="provider_id.unknown_mode")
    is_proposal = fields.Boolean(
        compute="_compute_is_proposal",
        search="_search_is_proposal",
        help="Nobody knew who called: create a deal, or choose the client.",
    )

    _unknown_idx = models.Index(
        "(company_id, started_at) WHERE number_kind = 'unknown' AND direction = 'in'"
        " AND lead_id IS NULL AND partner_id IS NULL"
    )

    @api.depends(
        "number_kind",
        "lead_id",
        "partner_id",
        "direction",
        "state",
        "missed_state",
        "outcome_id.is_nobody",
    )
    def _compute_is_proposal(self):
        proposals = self.filtered_domain(self._get_proposal_domain())
        for call in self:
            call.is_proposal = call in proposals

    def _search_is_proposal(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_proposal_domain()
        return domain if True in value else ~domain

    @api.model
    def _get_proposal_domain(self):
        """Return the domain of calls a deal is proposed for: what was dismissed, or said
        to be from nobody who buys, is not.
        """
        # sudo: how a phone system is set up is not for those who only call.
        providers = self.env["pbx.provider"].sudo().with_context(active_test=False)
        return (
            Domain(
                "provider_id",
                "in",
                providers.search([("unknown_mode", "=", "propose")]).ids,
            )
            & Domain("number_kind", "=", "unknown")
            & Domain("lead_id", "=", False)
            & Domain("partner_id", "=", False)
            & Domain("direction", "=", "in")
            & Domain("state", "in", PROPOSED)
            & Domain("missed_state", "!=", "dismissed")
            & (
                Domain("outcome_id", "=", False)
                | Domain("outcome_id.is_nobody", "=", False)
            )
        )

    def _open_deals_of_unknown(self):
        """Open deals for callers nobody knows, where their phone system says so.

        One for each number, and none while it rings: many give up.
        """
        by_number = self.filtered(lambda call: call._is_to_become_deal()).grouped(
            "phone_sanitized"
        )
        if not by_number:
            return
        self.env["pbx.unknown.number"]._claim(self.company_id, by_number)
        # Of several calls the one in which somebody talked tells whose deal it is.
        first = [
            min(calls, key=lambda call: (not call.user_id, call.started_at, call.id))
            for calls in by_number.values()
        ]
        deals = self.env["crm.lead"].create(
            [call._prepare_deal_values() for call in first]
        )
        self._link_by_number(self.company_id, dict(zip(by_number, deals, strict=True)))

    def _is_to_become_deal(self):
        return bool(
            self.provider_id.unknown_mode == "lead"
            and self.direction == "in"
            and self.state != "ringing"
            and self.number_kind == "unknown"
            and self.phone_sanitized
            and not (self.lead_id or self.partner_id)
            and self._is_fresh()
        )

    def _prepare_deal_values(self):
        """Return the values of a deal that is made of this call.

        It is whose who talked; without anybody it is distributed like any other lead
        that comes in.
        """
        self.ensure_one()
        door = self.env["sales.lead.door"]
        phone = plain_number(self.number)
        country_id = False
        if self.phone_sanitized:
            phone = self._phone_format(
                number=self.phone_sanitized, force_format="INTERNATIONAL"
            )
            code = phone_get_country_code_for_number(self.phone_sanitized)
            country_id = door._get_countries().get(code, False)
        return {
            "name": self._get_deal_name(phone),
            "phone": phone,
            "country_id": country_id,
            "partner_id": self.partner_id.id,
            "type": door._get_lead_type(),
            "user_id": self.user_id.id,
            "team_id": self.team_id.id if self.user_id else False,
            "company_id": self.company_id.id,
            "sales_door_id": door._get_id("phone"),
        }

    def _get_deal_name(self, phone):
        client = self.partner_id.name or phone or self.env._("a hidden number")
        if self.direction == "in":
            return self.env._("Call from %(client)s", client=client)
        return self.env._("Call to %(client)s", client=client)

    # ------------------------------------------------------------
    # FORMER CALLS
    # ------------------------------------------------------------

    @api.model
    def _link_by_number(self, company, deals):
        """Give all calls from numbers that nobody was known by to the deals made of them.

        :param dict deals: ``{number: crm.lead}``
        """
        calls = self.sudo().search(
            Domain("company_id", "=", company.id)
            & Domain("phone_sanitized", "in", list(deals))
            & Domain("lead_id", "=", False)
            & Domain("partner_id", "=", False)
            & Domain("number_kind", "!=", "own")
        )
        calls._link_deals({call: deals[call.phone_sanitized] for call in calls})

    @api.model
    def _link_deals(self, deals):
        """Say of calls which deal they were about, and where it was then.

        :param dict deals: ``{pbx.call: crm.lead}``
        """
        stages = self._get_stages_then(
            [(call, lead.id) for call, lead in deals.items()]
        )
        for call, lead in deals.items():
            call._write_changed(
                {
                    "lead_id": lead.id,
                    "partner_id": call.partner_id.id or lead.partner_id.id,
                    "stage_id": stages[call.id],
                    "candidate_lead_ids": [],
                    "candidate_partner_ids": [],
                }
            )
