from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.client_match import Deal, Match, Person, match
from ...tools.phone_number import is_internal, plain_number, readings

#: A deal may be entered when the call is over: not a day later.
AFTER = timedelta(days=1)


class PbxCall(models.Model):
    """With whom a call was and what about: found by the number, never guessed."""

    _inherit = "pbx.call"

    # ------------------------------------------------------------
    # NUMBERS
    # ------------------------------------------------------------

    @api.model
    def _normalise(self, provider, told):
        """Return numbers as partners and deals have them (E.164).

        :param told: numbers as a phone system wrote them
        :return: ``{told: number}``; ``False`` for what is none, internal or our own
        """
        own = self._get_own_numbers(provider)
        found = {}
        for text in set(told):
            number = self._normalise_one(provider, text)
            found[text] = number if number not in own else False
        return found

    @api.model
    def _normalise_one(self, provider, told):
        plain = plain_number(told)
        if is_internal(plain, provider.internal_digits):
            return False
        country = provider.country_id or provider.company_id.country_id
        for reading in readings(plain):
            number = self._phone_format(number=reading, country=country)
            if number:
                return number
        return False

    @api.model
    def _get_own_numbers(self, provider):
        """Return the company's own lines in E.164."""
        lines = filter(None, map(str.strip, (provider.own_numbers or "").splitlines()))
        return {self._normalise_one(provider, line) for line in lines} - {False}

    # ------------------------------------------------------------
    # CLIENTS AND DEALS
    # ------------------------------------------------------------

    @api.model
    def _match_numbers(self, company, wanted):
        """Return ``{(number, moment): client_match.Match}`` of numbers in E.164.

        Only clients and deals of the company count, and those of no company; of deals
        those that there were.

        :param wanted: pairs of a number and when the call was, ``None`` for now
        """
        numbers = {number for number, _moment in wanted if number}
        if not numbers:
            return {}
        people = self._find_people(company, numbers)
        clients = people.commercial_partner_id
        deals = self._find_deals(company, numbers, clients)
        people = self._get_people(people)
        deals = self._get_deals(deals)
        return {
            (number, moment): match(
                people[number],
                {
                    deal.id: deal
                    for key in (number, *(person.client for person in people[number]))
                    for deal in deals[key]
                    if not moment or deal.since <= moment + AFTER
                }.values(),
            )
            for number, moment in wanted
            if number
        }

    @api.model
    def _get_people(self, partners):
        """Return ``{number: [Person]}`` of those that have numbers."""
        ours = self._get_our_partners() if partners else set()
        people = defaultdict(list)
        for partner in partners:
            client_id = partner.commercial_partner_id.id
            is_ours = not partner.partner_share or client_id in ours
            people[partner.phone_sanitized].append(
                Person(partner.id, client_id, is_ours)
            )
        return people

    @api.model
    def _get_deals(self, leads):
        """Return ``{number, or id of the client: [Deal]}`` of open deals."""
        deals = defaultdict(list)
        for lead in leads:
            client_id = lead.partner_id.commercial_partner_id.id or 0
            person_id = lead.partner_id.id or 0
            deal = Deal(lead.id, person_id, client_id, lead.create_date)
            for key in filter(None, (lead.phone_sanitized, client_id)):
                deals[key].append(deal)
        return deals

    @api.model
    def _find_people(self, company, numbers):
        """Return the partners that have one of these numbers; archived ones where no
        other has it.
        """
        partners = self.env["res.partner"].with_context(active_test=False)
        found = partners.search_fetch(
            Domain("phone_sanitized", "in", list(numbers)) & self._is_of(company),
            ["phone_sanitized", "commercial_partner_id", "partner_share", "active"],
            order="id",
        )
        taken = set(found.filtered("active").mapped("phone_sanitized"))
        return found.filtered(
            lambda one: one.active or one.phone_sanitized not in taken
        )

    @api.model
    def _find_deals(self, company, numbers, clients):
        """Return the open deals with these numbers or of these clients."""
        family = clients.browse()
        if clients:
            # By the tree, which has an index: the commercial partner has none.
            family = clients.with_context(active_test=False)
            family = family.search(Domain("id", "child_of", clients.ids), order="id")
        return self.env["crm.lead"].search_fetch(
            (
                Domain("phone_sanitized", "in", list(numbers))
                | Domain("partner_id", "in", family.ids)
            )
            & Domain("won_status", "=", "pending")
            & self._is_of(company),
            ["phone_sanitized", "partner_id", "team_id", "stage_id", "create_date"],
            order="id",
        )

    @api.model
    def _is_of(self, company):
        return Domain("company_id", "in", [False, company.id])

    @api.model
    def _get_our_partners(self):
        """Return the ids of partners that are companies of ours."""
        rows = self.env.execute_query(SQL("SELECT partner_id FROM res_company"))
        return {partner_id for (partner_id,) in rows}

    # ------------------------------------------------------------
    # ON THE CALL
    # ------------------------------------------------------------

    def _match_clients(self):
        """Note with whom these calls are and what about, where that is not known yet."""
        open_calls = self.filtered(lambda call: not call.lead_id)
        matches = self._match_numbers(
            self.company_id,
            {(call.phone_sanitized, call.started_at) for call in open_calls},
        )
        matched = {}
        for call in open_calls:
            found = matches.get((call.phone_sanitized, call.started_at))
            values = call._prepare_match(found) if found else call._prepare_no_match()
            if values.get("lead_id"):
                matched[call] = values
            else:
                call._write_changed(values)
        stages = self._get_stages_then(
            [(call, values["lead_id"]) for call, values in matched.items()]
        )
        for call, values in matched.items():
            call._write_changed({**values, "stage_id": stages[call.id]})

    def _prepare_no_match(self):
        """Return what is said of a number that is no client's: our own line, or none."""
        is_line = self._normalise_one(self.provider_id, self.number)
        return {"number_kind": "own" if is_line else "none"}

    def _prepare_match(self, found: Match):
        """Return what a match says of the call; a client known already stays."""
        person_id, client = found.person, self.partner_id.commercial_partner_id
        deals = found.deals or tuple(filter(None, [found.deal]))
        if client:
            # Dialled from a client: deals of others with the number are out of it.
            leads = self.env["crm.lead"].browse(deals)
            deals = leads.filtered(
                lambda lead: (
                    lead.partner_id.commercial_partner_id in (client, client.browse())
                )
            ).ids
            found = Match("known", deal=deals[0] if len(deals) == 1 else 0)
            person_id = self.partner_id.id
        return {
            "number_kind": found.kind,
            "partner_id": person_id or False,
            "lead_id": found.deal or False,
            "candidate_partner_ids": list(found.people),
            "candidate_lead_ids": [] if found.deal else list(deals),
        }

    # ------------------------------------------------------------
    # STAGE
    # ------------------------------------------------------------

    @api.model
    def _get_stages_then(self, pairs):
        """Return in which stage a deal was when a call began.

        :param pairs: list of (call, id of the deal)
        :return: ``{call id: stage id}``
        """
        if not pairs:
            return {}
        # Stages are logged when they are stored.
        self.env["crm.lead"].flush_model(["stage_id"])
        leads = self.env["crm.lead"].browse({lead_id for _call, lead_id in pairs})
        moves = (
            self.env["sales.stage.move"]
            .search_fetch(
                Domain("lead_id", "in", leads.ids)
                & Domain("date", ">", min(call.started_at for call, _lead in pairs)),
                ["lead_id", "date", "stage_id"],
                order="date, id",
            )
            .grouped("lead_id")
        )
        stages = {}
        for call, lead_id in pairs:
            lead = leads.browse(lead_id)
            later = (
                move
                for move in moves.get(lead, ())
                if move.date > call.started_at and move.stage_id
            )
            move = next(later, None)
            stages[call.id] = (move or lead).stage_id.id
        return stages
