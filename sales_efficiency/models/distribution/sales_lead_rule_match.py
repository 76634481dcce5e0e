"""Which leads a rule is for: decided in one place, for a new lead and for past ones."""

from dataclasses import dataclass
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...tools.conversion import Closed, shrink
from ...tools.receiver import Terms
from ...tools.typed_list import split_list
from ...tools.zip_area import in_area, parse_area
from .crm_lead_rule_values import fold

#: Criteria that hold the ids one field of the lead must be among.
ID_CRITERIA = {
    "medium_ids": "medium_id",
    "source_ids": "source_id",
    "campaign_ids": "campaign_id",
    "door_ids": "sales_door_id",
    "lang_ids": "lang_id",
    "country_ids": "country_id",
    "state_ids": "state_id",
}
#: Days of past leads a rule is tried on while it is edited.
PREVIEW_DAYS = 30


@dataclass(frozen=True)
class Criteria:
    """What a rule asks of a lead: tests of some of its values, and a further condition."""

    #: Pairs of a name of ``RULE_VALUES`` and a function that tells whether the value fits.
    tests: tuple
    domain: tuple

    @property
    def names(self):
        """The values that are looked at."""
        return {name for name, _test in self.tests}

    def fit(self, lead):
        """Tell whether a lead passes the tests.

        :param dict lead: see ``crm.lead._get_rule_values``
        """
        return all(test(lead[name]) for name, test in self.tests)


@dataclass(frozen=True)
class Rule:
    """A rule ready for use: read from the database once, until something changes."""

    id: int
    criteria: Criteria
    terms: Terms
    owner_first: bool
    response_minutes: int
    late_moves: int
    #: ``{user_id: team_id}`` of who may receive, in the order of joining.
    people: dict
    #: Who of them lacks a skill it asks for.
    lacking: frozenset


class SalesLeadRule(models.Model):
    _inherit = "sales.lead.rule"

    match_count = fields.Integer(
        string="Leads of the Last 30 Days",
        compute="_compute_match_count",
        help="How many leads of the last 30 days the criteria fit, whoever got them.",
    )

    @api.depends(
        *ID_CRITERIA,
        "tag_ids",
        "industry_ids",
        "product_categ_ids",
        "client_kind",
        "client_type",
        "company_size_from",
        "company_size_to",
        "zip_area",
        "cities",
        "probability_from",
        "probability_to",
        "priority_from",
        "priority_to",
        "domain",
    )
    def _compute_match_count(self):
        since = fields.Datetime.now() - timedelta(days=PREVIEW_DAYS)
        for rule in self:
            try:
                rule.match_count = len(
                    rule._find_leads(Domain("create_date", ">=", since))
                )
            except ValueError:
                # Half-typed postal codes or conditions fit nothing yet.
                rule.match_count = 0

    def _find_leads(self, domain):
        """Return the leads of a domain that fit the rule's criteria."""
        self.ensure_one()
        criteria = self._get_criteria()
        leads = self.env["crm.lead"].with_context(active_test=False)
        for field, name in ID_CRITERIA.items():
            if self[field]:
                domain &= Domain(name, "in", self[field]._origin.ids)
        company = self.company_id._origin or self.company_id
        leads = leads.search(
            domain
            & Domain("company_id", "in", [False, *company.ids])
            & Domain(list(criteria.domain))
        )
        found = zip(leads, leads._get_rule_values(criteria.names), strict=True)
        return leads.browse(lead.id for lead, values in found if criteria.fit(values))

    def _get_criteria(self):
        """Return what the rule asks of leads."""
        self.ensure_one()
        tests = {**self._get_set_tests(), **self._get_range_tests()}
        if self.tag_ids:
            tags = frozenset(self.tag_ids._origin.ids)
            tests["tag_ids"] = lambda found: not tags.isdisjoint(found)
        if area := parse_area(self.zip_area):
            tests["zip"] = lambda code: in_area(area, code)
        return Criteria(
            tests=tuple(tests.items()), domain=tuple(self._get_free_domain())
        )

    def _get_set_tests(self):
        """Return the tests of values that must be among some."""
        wanted = {
            name: self[field]._origin.ids for field, name in ID_CRITERIA.items()
        } | {
            "industry_id": self.industry_ids._origin.ids,
            "categ_id": self._get_category_ids(),
            "client_kind": [self.client_kind] if self.client_kind else (),
            "client_type": [self.client_type] if self.client_type else (),
            "company_size": self._get_sizes(),
            "city": [fold(city) for city in split_list(self.cities)],
        }
        return {
            name: frozenset(values).__contains__
            for name, values in wanted.items()
            if values
        }

    def _get_range_tests(self):
        """Return the tests of values that must lie between two."""
        tests = {}
        for name, widest in (("probability", (0, 100)), ("priority", ("0", "3"))):
            low = self[f"{name}_from"] or widest[0]
            high = self[f"{name}_to"] or widest[1]
            if (low, high) != widest:
                tests[name] = lambda value, low=low, high=high: low <= value <= high
        return tests

    def _get_sizes(self):
        """Return the company sizes asked for, none where any will do."""
        if not (self.company_size_from or self.company_size_to):
            return []
        sizes = [size for size, _name in self._get_company_sizes()]
        start = sizes.index(self.company_size_from or sizes[0])
        return sizes[start : sizes.index(self.company_size_to or sizes[-1]) + 1]

    def _get_category_ids(self):
        if not self.product_categ_ids:
            return []
        domain = [("id", "child_of", self.product_categ_ids._origin.ids)]
        return self.env["product.category"].search(domain).ids

    @api.model
    @tools.ormcache("company_id")
    def _get_rules(self, company_id):
        """Return the active rules of a company, in order, as :class:`Rule`.

        Kept until a rule, a team, a skill or a person changes.
        """
        rules = self.sudo().with_context(active_test=True)
        rules = rules.search([("company_id", "=", company_id)])
        return tuple(rule._compile() for rule in rules)

    @api.model
    @tools.ormcache("rule_id", "day")
    def _get_rates(self, rule_id, day):
        """Return ``{user_id: rate}`` of closing leads of this rule's kind.

        Counted are the leads that the rule gave and that were closed before the day;
        where there are none, all that the people closed within the year before it. Kept
        for the day.
        """
        people = self.sudo().browse(rule_id)._get_people()
        given = self.env["sales.lead.assignment"].sudo()
        rows = given._read_group(
            [
                ("rule_id", "=", rule_id),
                ("user_id", "in", list(people)),
                ("lead_id.won_status", "in", ("won", "lost")),
                ("lead_id.date_closed", "<", day),
            ],
            ["user_id", "lead_id.won_status"],
            ["lead_id:count_distinct"],
        )
        if not rows:
            leads = self.env["crm.lead"].sudo().with_context(active_test=False)
            rows = leads._read_group(
                [
                    ("user_id", "in", list(people)),
                    ("won_status", "in", ("won", "lost")),
                    ("date_closed", ">=", fields.Date.add(day, years=-1)),
                    ("date_closed", "<", day),
                ],
                ["user_id", "won_status"],
                ["__count"],
            )
        counts = {user_id: [0, 0] for user_id in people}
        for user, status, count in rows:
            counts[user.id][0] += count if status == "won" else 0
            counts[user.id][1] += count
        return shrink({user_id: Closed(*pair) for user_id, pair in counts.items()})

    def _compile(self):
        people = self._get_people()
        return Rule(
            id=self.id,
            criteria=self._get_criteria(),
            terms=self._get_terms(),
            owner_first=self.owner_first,
            response_minutes=self.response_minutes,
            late_moves=self.late_moves,
            people=people,
            lacking=self._get_lacking(people),
        )

    def _get_people(self):
        """Return ``{user_id: team_id}`` of who may receive; the rule's teams first."""
        members = self.env["crm.team.member"].search(
            [
                "|",
                ("crm_team_id", "in", self.team_ids.ids),
                ("user_id", "in", self.user_ids.ids),
            ],
            order="id",
        )
        people = {}
        for member in members.sorted(
            lambda member: member.crm_team_id not in self.team_ids
        ):
            if member.user_id.active:
                people.setdefault(member.user_id.id, member.crm_team_id.id)
        for user in self.user_ids.filtered("active"):
            people.setdefault(user.id, False)
        return people

    def _get_lacking(self, people):
        """Return who of these people lacks a skill the rule asks for."""
        able = set(people)
        for asked in self.skill_ids:
            able &= set(
                asked.skill_id.level_ids.filtered(
                    lambda one, asked=asked: one.level >= asked.level
                ).user_id.ids
            )
        return frozenset(people.keys() - able)
