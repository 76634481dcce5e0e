"""Several workers take leads at once: each becomes one lead, whatever happens to them."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from served import BROWSER, Served

CLIENTS = 10
SETUP = """
door = env["sales.lead.door"].create(
    {"name": "Race", "rate_limit": 0, "address_limit": 0}
)
print("KEY", door.action_make_key()["context"]["default_key"])
env.cr.commit()
"""
RETRY = """
requests = env["sales.lead.request"]
requests.search([("state", "=", "received")]).next_attempt_at = "2000-01-01"
requests._cron_retry()
"""


class Intake(Served):
    """A server with a door to send leads to."""

    key = None

    def start(self):
        self.key = self.shell(SETUP).partition("KEY ")[2].split()[0]
        super().start()

    def kill_workers(self):
        """Stop all workers as a machine does that runs out of memory."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for child in children:
            if b"gevent" not in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)

    def post(self, content, **headers):
        """Return status and body of the answer; ``(0, "")`` where there was none."""
        request = urllib.request.Request(
            f"{self.address}/sales_efficiency/leads",
            data=json.dumps(content).encode(),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
                **headers,
            },
        )
        try:
            with BROWSER.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def count(self, condition):
        """Return how many leads and how many requests there are."""
        return [
            int(self.query(query))
            for query in (
                f"SELECT count(*) FROM crm_lead WHERE contact_name LIKE '{condition}%'",
                "SELECT count(DISTINCT lead_id) FROM sales_lead_request"
                f" WHERE state = 'done' AND payload LIKE '%{condition}%'",
            )
        ]


@pytest.fixture(scope="module")
def odoo():
    with Intake("se_test_intake") as served:
        served.start()
        yield served


def _at_once(work):
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(work, range(CLIENTS)))


def test_one_key_at_once_is_one_lead(odoo):
    answers = _at_once(
        lambda _number: odoo.post({"name": "Same"}, **{"Idempotency-Key": "same"})
    )
    assert {status for status, _body in answers} == {201}, answers
    assert len({body for _status, body in answers}) == 1
    assert odoo.count("Same") == [1, 1]


def test_many_at_once_are_each_one_lead(odoo):
    """They all name a source that is not there yet: it is made once, too."""
    answers = _at_once(
        lambda number: odoo.post(
            [
                {"name": f"Many {number} {part}", "utm_source": "New Source"}
                for part in range(3)
            ]
        )
    )
    assert {status for status, _body in answers} == {201}, answers
    assert odoo.count("Many") == [3 * CLIENTS, 3 * CLIENTS]
    sources = "SELECT count(*) FROM utm_source WHERE name LIKE 'New Source%'"
    assert odoo.query(sources) == "1"


def test_workers_may_be_killed(odoo):
    """What was kept becomes a lead later, what was answered is kept, nothing twice."""

    def work(number):
        if not number:
            time.sleep(0.4)
            odoo.kill_workers()
            return []
        return [odoo.post({"name": f"Killed {number} {part}"}) for part in range(4)]

    answers = [answer for part in _at_once(work) for answer in part]
    taken = sum(status in (201, 202) for status, _body in answers)
    odoo.shell(RETRY)
    leads, requests = odoo.count("Killed")
    kept = int(
        odoo.query(
            "SELECT count(*) FROM sales_lead_request WHERE payload LIKE '%Killed%'"
        )
    )
    assert leads == requests == kept
    assert taken <= kept <= len(answers)


def test_nothing_went_wrong_and_no_key_was_logged(odoo):
    log = odoo.log.read_text()
    assert odoo.key not in log
    assert " ERROR " not in log, log[-3000:]
    assert "Traceback" not in log, log[-3000:]
