"""Several workers are told of the same calls at once: each becomes one call, once."""

import hashlib
import hmac
import json
import random
import time
import urllib.error
import urllib.request

import pytest
from intake_served import Intake, at_once
from served import BROWSER
from webhook_office import SECRET, open_webhook, sweep_events

CLIENTS = range(8)
PATIENCE_SECONDS = 30
CALLS = (
    "SELECT json_agg(json_build_array(call_uid, state, talk_seconds) ORDER BY call_uid)"
    " FROM pbx_call WHERE call_uid LIKE '%s'"
)


class Webhook(Intake):
    """A server with a phone system that reports to it."""

    def start(self):
        self.path = self.call(open_webhook)
        self.keys = {"token": self.path.rpartition("/")[2]}
        super(Intake, self).start()

    def tell(self, facts):
        """Report facts as the phone system does; return the status of the answer."""
        body = json.dumps({"events": facts}).encode()
        stamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
        request = urllib.request.Request(
            self.address + self.path,
            data=body,
            headers={
                "Content-Type": "application/json",
                "X-Timestamp": stamp,
                "X-Signature": signed.hexdigest(),
            },
        )
        try:
            with BROWSER.open(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def settle(self):
        """Wait until calls are made of all that was told, and see to what was left."""
        until = time.monotonic() + PATIENCE_SECONDS
        waiting = "SELECT count(*) FROM pbx_event WHERE state <> 'applied'"
        while self.query(waiting) != "0":
            if time.monotonic() > until:
                self.call(sweep_events)
                assert self.query(waiting) == "0"
            time.sleep(0.2)


def facts_of(call, seconds=60):
    """Return the facts of a client who was answered."""
    at = int(time.time()) - 600
    told = [
        {
            "kind": "leg_started",
            "leg": "a",
            "number": "+32470112233",
            "direction": "in",
        },
        {"kind": "leg_ringing", "leg": "b", "device": "101", "at": at + 1},
        {"kind": "leg_answered", "leg": "b", "at": at + 5},
        {"kind": "bridge_in", "leg": "a", "bridge": "x", "at": at + 5},
        {"kind": "bridge_in", "leg": "b", "bridge": "x", "at": at + 5},
        {"kind": "leg_ended", "leg": "b", "at": at + 5 + seconds},
        {"kind": "leg_ended", "leg": "a", "at": at + 5 + seconds},
    ]
    return [
        {"at": at, **fact, "call": call, "id": f"{call} {place}"}
        for place, fact in enumerate(told)
    ]


@pytest.fixture(scope="module")
def odoo():
    with Webhook("se_test_webhook", open_webhook) as served:
        served.start()
        yield served
        # Where two stand in each other's way, Odoo logs it; tokens it never does.
        assert served.keys["token"] not in served.log.read_text()


def test_one_call_told_of_by_all_at_once(odoo):
    """Every client tells all of it, one fact at a time and in an order of its own."""

    facts = facts_of("same")

    def work(number):
        mine = random.Random(number).sample(facts, len(facts))
        return [odoo.tell([fact]) for fact in mine]

    answers = [status for part in at_once(work, CLIENTS) for status in part]
    assert set(answers) == {200}
    odoo.settle()
    assert json.loads(odoo.query(CALLS % "same")) == [["same", "answered", 60]]
    assert odoo.query("SELECT count(*) FROM pbx_event WHERE call_uid = 'same'") == "7"
    assert odoo.query("SELECT count(*) FROM pbx_call_leg") == "1"


def test_calls_in_batches(odoo):
    """Each client tells of ten calls, and so does its neighbour, in other batches."""

    def work(number):
        facts = [
            fact
            for n in (*range(10 * number, 10 * number + 10), *range(10))
            for fact in facts_of(f"many {n:03}", 10 + n)
        ]
        random.Random(number).shuffle(facts)
        return [odoo.tell(facts[n : n + 35]) for n in range(0, len(facts), 35)]

    answers = [status for part in at_once(work, CLIENTS) for status in part]
    assert set(answers) == {200}
    odoo.settle()
    found = json.loads(odoo.query(CALLS % "many%"))
    assert found == [[f"many {n:03}", "answered", 10 + n] for n in range(80)]


def test_workers_may_be_killed(odoo):
    """What was answered is kept, and becomes a call."""

    def work(number):
        if not number:
            time.sleep(0.5)
            assert odoo.kill_workers()
            return []
        return [
            (f"killed {number} {n}", odoo.tell(facts_of(f"killed {number} {n}")))
            for n in range(5)
        ]

    answers = [answer for part in at_once(work, CLIENTS) for answer in part]
    odoo.call(sweep_events)
    odoo.settle()
    calls = {call for call, *_rest in json.loads(odoo.query(CALLS % "killed%"))}
    taken = {call for call, status in answers if status == 200}
    assert taken and taken <= calls
