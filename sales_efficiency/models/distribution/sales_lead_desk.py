"""Leads are given out: who is there is gathered, ``tools.receiver`` decides, it is noted."""

from dataclasses import dataclass, field
from datetime import datetime

from odoo import api, fields, models

from ...tools.receiver import Choice


@dataclass
class Decision:
    """Whose a lead is, and how that came about."""

    way: str = "nobody"
    user_id: int | bool = False
    team_id: int | bool = False
    rule_id: int | bool = False
    step: float = 0.0
    skipped: float = 0.0
    weight: float = 1.0
    due_at: datetime | bool = False
    #: Rule by rule, see :meth:`SalesLeadDesk._describe`.
    candidates: list = field(default_factory=list)


class SalesLeadDesk(models.AbstractModel):
    """Decides on leads, many at once, with queries that do not grow with their number."""

    _name = "sales.lead.desk"
    _description = "Distribution of Leads"

    @api.model
    def _decide(self, leads, company, tried=None):
        """Decide whose these leads are; nothing is written.

        :param leads: ``crm.lead`` records of one company, drafts among them
        :param tried: ``{lead_id: ids of users}`` who do not get it, as they had it before
        :return: list of :class:`Decision`, ``None`` where the company has no rules
        """
        rules = self.env["sales.lead.rule"]._get_rules(company.id)
        if not rules:
            return None
        values = leads._get_rule_values(self._get_asked(rules))
        matching = self._match(rules, leads, values)
        staff = self._gather(company, self._get_people_ids(matching, values))
        tried = tried or {}
        return [
            self._decide_one(staff, found, one, tried.get(lead.id, ()))
            for lead, found, one in zip(leads, matching, values, strict=True)
        ]

    @api.model
    def _get_asked(self, rules):
        """Return the names of the values of a lead that some rule looks at."""
        return set().union(*(rule.criteria.names for rule in rules))

    @api.model
    def _match(self, rules, leads, values):
        """Return, lead by lead, the rules that fit it, in order."""
        return [
            [rule for rule in rules if self._fits(rule, lead, one)]
            for lead, one in zip(leads, values, strict=True)
        ]

    @api.model
    def _get_people_ids(self, matching, values):
        """Return the ids of everybody who may get one of these leads."""
        fitting = {rule.id: rule for rules in matching for rule in rules}
        people = dict.fromkeys(
            user_id for rule in fitting.values() for user_id in rule.people
        )
        return list(
            people | dict.fromkeys(one["owner_id"] for one in values if one["owner_id"])
        )

    @api.model
    def _fits(self, rule, lead, values):
        return rule.criteria.fit(values) and (
            not rule.criteria.domain
            or bool(lead.filtered_domain(list(rule.criteria.domain)))
        )

    # ------------------------------------------------------------
    # DECIDE
    # ------------------------------------------------------------

    @api.model
    def _decide_one(self, staff, rules, values, tried):
        """Go through the rules that fit until somebody can have the lead."""
        decision = Decision()
        owner_id = values["owner_id"]
        for rule in rules:
            if owner_id and rule.owner_first and self._is_there(staff, owner_id, tried):
                decision.way, decision.user_id = "owner", owner_id
                decision.candidates.append({"rule": rule.id, "owner": owner_id})
            else:
                choice = staff.desk.choose(
                    rule.terms,
                    list(rule.people),
                    rates=self._get_rates(staff, rule),
                    tried=tried,
                    lacking=rule.lacking,
                )
                decision.candidates.append(self._describe(staff, rule, choice))
                if choice.waits:
                    decision.way, decision.rule_id = "waits", rule.id
                    return decision
                decision.user_id = choice.person or False
                decision.way = "rule"
            if decision.user_id:
                self._settle(staff, rule, decision, values)
                return decision
        decision.user_id, decision.team_id = self._get_leader(staff, rules, values)
        decision.way = "leader" if decision.user_id else "nobody"
        return decision

    @api.model
    def _is_there(self, staff, user_id, tried):
        person = staff.desk.people[user_id]
        return user_id not in tried and not person.absent and not person.paused

    @api.model
    def _settle(self, staff, rule, decision, values):
        """Note what follows from a choice: team, turn and deadline."""
        user_id = decision.user_id
        decision.rule_id = rule.id
        decision.team_id = rule.people.get(user_id) or values["team_id"]
        decision.weight = staff.desk.people[user_id].weight
        if decision.weight > 0:
            decision.step, decision.skipped = staff.give(user_id, rule.terms)
        if rule.response_minutes:
            decision.due_at = staff.get_due(user_id, rule.response_minutes)

    @api.model
    def _describe(self, staff, rule, choice: Choice):
        """Return what is kept of a choice: the order, and why the others are not in it.

        :return: dict with the ``rule``, the ``place`` of who got it among all, the
            ``order`` of who could have it and the ``refused``, each person as
            [id, reason, open leads, leads today]
        """
        people = staff.desk.people

        def describe(user_id, reason):
            person = people[user_id]
            row = [user_id, reason, person.open_leads, person.given_today]
            until = staff.until.get(user_id) if reason == "absent" else None
            return [*row, until] if until else row

        limits = {"day": rule.terms.day_limit, "open": rule.terms.open_limit}
        return {
            "rule": rule.id,
            "place": choice.place,
            "limits": {name: limit for name, limit in limits.items() if limit},
            "order": [describe(user_id, "") for user_id in choice.order],
            "refused": [describe(*pair) for pair in choice.refused.items()],
        }

    @api.model
    def _get_rates(self, staff, rule):
        """Return ``{user_id: rate}`` of closing leads of the rule's kind."""
        if rule.terms.method != "best_converter":
            return {}
        return self.env["sales.lead.rule"]._get_rates(rule.id, staff.now.date())

    @api.model
    def _get_leader(self, staff, rules, values):
        """Return (user, team) whom a lead goes to that nobody else can have."""
        teams = self.env["crm.team"].sudo()
        wanted = [values["team_id"], *(t for r in rules for t in r.people.values())]
        near = teams.browse(dict.fromkeys(filter(None, wanted))).exists()
        for team in near | teams.search([("company_id", "=", staff.company.id)]):
            leader = team.user_id
            if leader.active and staff.company in leader.company_ids:
                return leader.id, team.id
        return False, values["team_id"]

    # ------------------------------------------------------------
    # NOTE
    # ------------------------------------------------------------

    @api.model
    def _record(self, leads, decisions, company, reason, previous=None):
        """Keep the decisions on these leads."""
        previous = previous or {}
        now = fields.Datetime.now()
        assignments = self.env["sales.lead.assignment"].sudo()
        rows = [
            {
                "lead_id": lead.id,
                "user_id": decision.user_id,
                "previous_user_id": previous.get(lead.id, False),
                "rule_id": decision.rule_id,
                "team_id": decision.team_id,
                "company_id": company.id,
                "date": now,
                "reason": reason,
                "way": decision.way,
                "probability": lead.probability,
                "expected_revenue": lead.expected_revenue,
                "weight": decision.weight,
                "load": assignments._get_load(decision.weight),
                "step": decision.step,
                "skipped": decision.skipped,
                "candidates": decision.candidates,
            }
            for lead, decision in zip(leads, decisions, strict=True)
        ]
        return assignments.create(rows)
