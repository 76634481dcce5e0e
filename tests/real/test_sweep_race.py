"""Two sweeps, ten clients, and both a sweep and a worker killed: no lead goes astray."""

import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

import pytest
from crowd import get_loads, retry_requests
from intake_served import Intake
from served import finish
from sweep_crowd import (
    CHUNK,
    LATE,
    LEFT_OVER,
    set_up,
    sweep,
    sweep_and_die,
    sweep_beside_another,
)

CLIENTS = range(10)
NOBODYS = "SELECT count(*) FROM crm_lead WHERE user_id IS NULL"
#: Each lead with the decisions on it in their order.
HISTORY = """
    SELECT json_agg(history) FROM (
        SELECT lead.contact_name AS name, lead.user_id AS owner,
               json_agg(json_build_object(
                   'owner', given.user_id, 'previous', given.previous_user_id,
                   'reason', given.reason, 'skipped', given.skipped, 'login', login)
                   ORDER BY given.id) AS decisions
          FROM crm_lead lead
     LEFT JOIN sales_lead_assignment given ON given.lead_id = lead.id
     LEFT JOIN res_users ON res_users.id = given.user_id
      GROUP BY lead.id
    ) history
"""


class Race:
    """What happened while sweeps and clients were at it."""

    def __init__(self, odoo):
        self.odoo = odoo
        self.stop = Event()
        self.killed = odoo.begin(sweep_and_die)
        self.other = odoo.begin(sweep_beside_another)
        with ThreadPoolExecutor(len(CLIENTS)) as pool:
            clients = [pool.submit(self._send, number) for number in CLIENTS]
            try:
                self._let_run()
            finally:
                self.stop.set()
        self.statuses = Counter(
            status for client in clients for status in client.result()
        )
        self.left = int(odoo.query(NOBODYS))
        odoo.call(retry_requests)
        odoo.call(sweep)
        self.history = json.loads(odoo.query(HISTORY))

    def _let_run(self):
        self.killed.communicate(timeout=300)
        [self.worker] = self.odoo.kill_workers(1)
        finish(self.other)

    def _send(self, client):
        """Send leads until sweeps have ended; return the statuses of the answers."""
        statuses = []
        for number in count():
            if self.stop.is_set():
                return statuses
            name = f"Posted {client} {number}"
            content = [{"name": name, "email": f"{client}_{number}@example.com"}] * (
                1 + number % 3
            )
            status, _body = self.odoo.post(content)
            statuses.append(status)


@pytest.fixture(scope="module")
def race():
    with Intake("se_test_sweep", set_up) as odoo:
        odoo.start()
        yield Race(odoo)


def test_no_error_reached_a_client(race):
    assert set(race.statuses) <= {201, 202, 0}, race.statuses
    assert race.worker not in race.odoo.get_workers()
    # A killed worker takes the requests it was at with it, and no more.
    assert race.statuses[0] <= len(CLIENTS)
    assert race.statuses[201] > 3 * len(CLIENTS)
    race.odoo.assert_clean_log()


def test_the_next_run_finishes(race):
    assert race.killed.returncode == -9
    assert race.left == CHUNK, "what was under way went with who was killed"
    assert race.odoo.query(NOBODYS) == "0"


def test_every_lead_has_one_owner_and_one_history(race):
    reasons = Counter()
    for lead in race.history:
        before = None
        for decision in lead["decisions"]:
            assert decision["previous"] == before, lead
            before = decision["owner"]
        assert lead["owner"] == before, lead
        kind = lead["name"].split()[0]
        reasons[(kind, *(one["reason"] for one in lead["decisions"]))] += 1
    posted = reasons.pop(("Posted", "created"))
    assert reasons == {("Left", "sweep"): LEFT_OVER, ("Late", "created", "late"): LATE}
    done = "SELECT count(DISTINCT lead_id) FROM sales_lead_request WHERE state = 'done'"
    assert posted == int(race.odoo.query(done))
    assert race.odoo.query("SELECT count(*) FROM sales_lead_request") == str(posted)


def test_counters_are_what_was_given(race):
    given, owners, skipped = Counter(), Counter(), defaultdict(list)
    for lead in race.history:
        owners[lead["decisions"][-1]["login"]] += 1
        for decision in lead["decisions"]:
            given[decision["login"]] += 1
            skipped[decision["login"]].append(decision["skipped"])
    loads = race.odoo.call(get_loads)
    assert len(loads) == 10
    for login, (_weight, open_leads, today, turns) in loads.items():
        assert open_leads == owners[login]
        assert today == given[login]
        assert turns == {"All": pytest.approx([given[login], max(skipped[login])])}
