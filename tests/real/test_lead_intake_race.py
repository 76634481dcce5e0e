"""Several workers take leads at once: each becomes one lead, whatever happens to them."""

import time

import pytest
from crowd import open_door, retry_requests
from intake_served import Intake, at_once

CLIENTS = range(10)


def count(odoo, name):
    """Return how many leads and how many requests there are of this name."""
    return [
        int(odoo.query(query))
        for query in (
            f"SELECT count(*) FROM crm_lead WHERE contact_name LIKE '{name}%'",
            "SELECT count(DISTINCT lead_id) FROM sales_lead_request"
            f" WHERE state = 'done' AND payload LIKE '%{name}%'",
        )
    ]


@pytest.fixture(scope="module")
def odoo():
    with Intake("se_test_intake", open_door) as served:
        served.start()
        yield served


def test_one_key_at_once_is_one_lead(odoo):
    answers = at_once(
        lambda _number: odoo.post({"name": "Same"}, **{"Idempotency-Key": "same"}),
        CLIENTS,
    )
    assert {status for status, _body in answers} == {201}, answers
    assert len({body for _status, body in answers}) == 1
    assert count(odoo, "Same") == [1, 1]


def test_many_at_once_are_each_one_lead(odoo):
    """They all name a source that is not there yet: it is made once, too."""
    answers = at_once(
        lambda number: odoo.post(
            [
                {"name": f"Many {number} {part}", "utm_source": "New Source"}
                for part in range(3)
            ]
        ),
        CLIENTS,
    )
    assert {status for status, _body in answers} == {201}, answers
    assert count(odoo, "Many") == [30, 30]
    sources = "SELECT count(*) FROM utm_source WHERE name LIKE 'New Source%'"
    assert odoo.query(sources) == "1"


def test_workers_may_be_killed(odoo):
    """What was kept becomes a lead later, what was answered is kept, nothing twice."""

    def work(number):
        if not number:
            time.sleep(0.4)
            assert len(odoo.kill_workers()) == 2
            return []
        return [odoo.post({"name": f"Killed {number} {part}"}) for part in range(4)]

    answers = [answer for part in at_once(work, CLIENTS) for answer in part]
    taken = sum(status in (201, 202) for status, _body in answers)
    odoo.call(retry_requests)
    leads, requests = count(odoo, "Killed")
    kept = int(
        odoo.query(
            "SELECT count(*) FROM sales_lead_request WHERE payload LIKE '%Killed%'"
        )
    )
    assert leads == requests == kept
    assert taken <= kept <= len(answers)


def test_one_key_with_other_contents_at_once(odoo):
    """The one that comes first is taken, the others are told that their key is not."""
    answers = at_once(
        lambda number: odoo.post(
            {"name": f"Other {number}"}, **{"Idempotency-Key": "other"}
        ),
        CLIENTS,
    )
    statuses = sorted(status for status, _body in answers)
    assert statuses == [201, *[422] * 9], answers
    assert count(odoo, "Other") == [1, 1]


def test_nothing_went_wrong_and_no_key_was_logged(odoo):
    odoo.assert_clean_log()
