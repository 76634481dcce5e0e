"""Nine thousand real leads come in through four doors and go to thirty people."""

import json
import re
import time
from collections import Counter, defaultdict

import pytest
from crowd import get_loads
from intake_served import Intake, at_once
from lead_department import build, get_people
from lead_file import FILE, MISSING, get_door, get_fields, get_rule, read_rows

#: Leads of one request.
MANY = 100
#: Of the door of forms, so many leads come one by one as a browser sends them.
BY_FORM = 300
#: What was stored of each lead, beside its assignments.
LEADS = """
    SELECT json_agg(json_build_object(
               'number', substring(lead.description FROM 'Lead Number: (\\d+)'),
               'name', lead.contact_name,
               'email', lead.email_from,
               'door', door.name->>'en_US',
               'source', lower(source.name),
               'city', lead.city,
               'country', country.name->>'en_US',
               'product', category.name,
               'priority', lead.priority,
               'description', lead.description,
               'owner', owner.login,
               'tags', (SELECT string_agg(tag.name->>'en_US', ';')
                          FROM crm_tag_rel rel JOIN crm_tag tag ON tag.id = rel.tag_id
                         WHERE rel.lead_id = lead.id),
               'assignments', (
                   SELECT json_agg(json_build_object(
                              'rule', rule.name->>'en_US',
                              'owner', given.login,
                              'reason', assignment.reason,
                              'previous', assignment.previous_user_id,
                              'skipped', assignment.skipped) ORDER BY assignment.id)
                     FROM sales_lead_assignment assignment
                LEFT JOIN sales_lead_rule rule ON rule.id = assignment.rule_id
                LEFT JOIN res_users given ON given.id = assignment.user_id
                    WHERE assignment.lead_id = lead.id)))
      FROM crm_lead lead
 LEFT JOIN sales_lead_door door ON door.id = lead.sales_door_id
 LEFT JOIN utm_source source ON source.id = lead.source_id
 LEFT JOIN res_country country ON country.id = lead.country_id
 LEFT JOIN product_category category ON category.id = lead.sales_product_categ_id
 LEFT JOIN res_users owner ON owner.id = lead.user_id
"""


class Sent:
    """The file, what was answered to each of its leads, and what is stored of them."""

    def __init__(self, odoo):
        self.odoo = odoo
        self.rows = {row["Lead Number"]: row for row in read_rows()}
        self.people = odoo.call(get_people)
        self.references = Counter()
        start = time.monotonic()
        # Doors send at the same time; what is left comes by one client alone.
        rows = list(self.rows.values())
        self.last = rows[::10]
        first = [row for index, row in enumerate(rows) if index % 10]
        by_door = defaultdict(list)
        for row in first:
            by_door[get_door(row)].append(row)
        at_once(lambda door: self._send(door, by_door[door]), list(by_door))
        self.between = self._count_given()
        for door in by_door:
            self._send(door, [row for row in self.last if get_door(row) == door])
        self.seconds = time.monotonic() - start
        self.leads = json.loads(odoo.query(LEADS))
        self.given = Counter(
            (one["rule"], one["owner"])
            for lead in self.leads
            for one in lead["assignments"]
        )

    def _send(self, door, rows):
        alone = rows[:BY_FORM] if door == "Form" else []
        for row in alone:
            number = row["Lead Number"]
            answer = self.odoo.post_form(
                get_fields(row), door, **{"Idempotency-Key": number}
            )
            self._note(answer)
        rest = rows[len(alone) :]
        for start in range(0, len(rest), MANY):
            part = rest[start : start + MANY]
            key = f"from {part[0]['Lead Number']}"
            content = [get_fields(row) for row in part]
            self._note(self.odoo.post(content, door, **{"Idempotency-Key": key}))

    def _note(self, answer):
        status, body = answer
        assert status == 201, answer
        content = json.loads(body)
        for one in content.get("leads", [content]):
            assert one["status"] == "done"
            self.references[one["reference"]] += 1

    def _count_given(self):
        """Return ``{(rule, person): leads}`` so far."""
        rows = self.odoo.query(
            "SELECT rule.name->>'en_US', login, count(*)"
            "  FROM sales_lead_assignment given"
            "  JOIN sales_lead_rule rule ON rule.id = rule_id"
            "  JOIN res_users ON res_users.id = user_id GROUP BY 1, 2"
        )
        parts = [line.split("|") for line in rows.splitlines()]
        return {(rule, login): int(count) for rule, login, count in parts}

    def get_spread(self, given):
        """Return ``{rule: how far people of one weight are apart}``."""
        spread = {}
        for rule, people in self.people.items():
            counts = defaultdict(list)
            for login, weight in people.items():
                counts[weight].append(given.get((rule, login), 0))
            spread[rule] = max(max(of) - min(of) for of in counts.values())
        return spread


@pytest.fixture(scope="module")
def sent():
    if not FILE.exists():
        pytest.skip(MISSING)
    with Intake("se_test_leads", build) as odoo:
        odoo.start()
        yield Sent(odoo)


def test_every_lead_is_there_once(sent):
    assert len(sent.rows) == 9240
    assert Counter(lead["number"] for lead in sent.leads) == Counter(list(sent.rows))
    assert set(sent.references.values()) == {1}
    assert len(sent.references) == 9240
    done = "SELECT count(DISTINCT lead_id) FROM sales_lead_request WHERE state = 'done'"
    assert sent.odoo.query(done) == "9240"
    assert sent.odoo.query("SELECT count(*) FROM sales_lead_request") == "9240"


def test_totals(sent):
    """By door, source and city they are what the file says."""
    rows = sent.rows.values()
    assert Counter(lead["door"] for lead in sent.leads) == Counter(map(get_door, rows))
    assert Counter(lead["source"] or "" for lead in sent.leads) == Counter(
        row["Lead Source"].casefold() for row in rows
    )
    assert Counter(lead["city"] or "" for lead in sent.leads) == Counter(
        row["City"] for row in rows
    )


def test_nothing_of_a_lead_is_lost(sent):
    stars = dict(zip(("low", "medium", "high", "very high"), "0123", strict=True))
    for lead in sent.leads:
        row = sent.rows[lead["number"]]
        wanted = get_fields(row)
        assert lead["name"] == wanted["name"]
        assert lead["email"] == wanted["email"]
        assert lead["priority"] == stars.get(wanted["priority"], "0")
        assert (lead["tags"] or "") == row["What is your current occupation"]
        for name, found in (("country", lead["country"]), ("product", lead["product"])):
            kept = re.search(rf"\b{name}: ([^<]+)", lead["description"])
            assert (found or (kept and kept[1]) or "") == wanted[name], lead
        for column in ("Lead Quality", "Last Activity", "TotalVisits"):
            if row[column]:
                assert f"{column}: {row[column]}" in lead["description"]


def test_no_country_loses_no_lead(sent):
    strange = {
        text: sum(
            not lead["country"] and f"country: {text}<" in lead["description"]
            for lead in sent.leads
        )
        for text in ("unknown", "Asia/Pacific Region")
    }
    assert strange == {"unknown": 5, "Asia/Pacific Region": 2}


def test_each_lead_has_one_owner_by_the_right_rule(sent):
    for lead in sent.leads:
        [given] = lead["assignments"]
        rule = get_rule(sent.rows[lead["number"]])
        assert given["rule"] == rule, lead
        assert given["owner"] == lead["owner"]
        assert lead["owner"] in sent.people[rule]
        assert (given["reason"], given["previous"]) == ("created", None)
    asked = Counter(get_rule(row) for row in sent.rows.values())
    assert set(asked) == set(sent.people), "each rule has leads"


def test_spread(sent):
    """Within a rule people of one weight differ by one lead, once nobody sends beside.

    Two workers that decide at the same moment do not see each other's leads, and both
    give to the same people; the next ones even it out.
    """
    assert max(sent.get_spread(sent.between).values()) <= 3
    assert max(sent.get_spread(sent.given).values()) <= 1
    for rule, people in sent.people.items():
        loads = {
            login: sent.given[rule, login] / weight for login, weight in people.items()
        }
        # A lead of a small weight is a large step, and everybody's first one comes early.
        step = 1 / min(people.values())
        assert max(loads.values()) - min(loads.values()) <= 2 * step, (rule, loads)


def test_spread_over_all_rules(sent):
    """Who is of the same rules, with the same weight, differs by one lead for each rule."""
    alike = defaultdict(list)
    for login in {login for people in sent.people.values() for login in people}:
        rules = [rule for rule, people in sent.people.items() if login in people]
        weight = sent.people[rules[0]][login]
        total = sum(sent.given[rule, login] for rule in rules)
        alike[tuple(rules), weight].append(total)
    for (rules, _weight), totals in alike.items():
        assert max(totals) - min(totals) <= len(rules), (rules, totals)


def test_counters(sent):
    """What the next decision would count is what was given."""
    totals, skipped = Counter(), defaultdict(list)
    for lead in sent.leads:
        [given] = lead["assignments"]
        totals[given["owner"]] += 1
        skipped[given["rule"], given["owner"]].append(given["skipped"])
    loads = sent.odoo.call(get_loads)
    assert len(loads) == 30
    for login, (weight, open_leads, today, turns) in loads.items():
        assert open_leads == today == totals[login]
        assert set(turns) == {rule for rule, owner in sent.given if owner == login}
        for rule, turn in turns.items():
            steps = sent.given[rule, login] / weight
            assert turn == pytest.approx([steps, max(skipped[rule, login])])


def test_speed_and_log(sent):
    print(f"{len(sent.leads) / sent.seconds:.0f} leads/s, {sent.seconds:.0f} s")
    sent.odoo.assert_clean_log()
