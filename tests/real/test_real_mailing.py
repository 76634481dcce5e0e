"""No letter twice, none lost: two workers that are killed, a mail server that goes away.

``MAILING_PEOPLE=5000`` runs it with as many as a large department writes to.
"""

import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import odoo_cli
import pytest
from mailing_office import STEPS, play, read_book
from served import HERE, Served, finish, get_result

PEOPLE = int(os.environ.get("MAILING_PEOPLE", 500))
KILLS = 20
SEED = 20261127
PATIENCE_SECONDS = 3600


class Office(Served):
    """An Odoo whose mail server is a sink of our own."""

    def __enter__(self):
        super().__enter__()
        self.smtp_port = odoo_cli.free_port()
        self.book = Path(self.config).with_suffix(".letters")
        self.book.unlink(missing_ok=True)
        self.sink = subprocess.Popen(
            [
                sys.executable,
                HERE / "mailing_sink.py",
                str(self.smtp_port),
                self.book,
                str(SEED),
            ],
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *error):
        self.sink.kill()
        self.sink.wait()
        super().__exit__(*error)
        self.book.unlink(missing_ok=True)


class Outcome:
    """What the sink has, beside what Odoo believes."""

    def __init__(self, odoo, uncertain, name, people, kills):
        sink = [odoo.smtp_port, str(odoo.book), SEED]
        process = odoo.begin(play, uncertain, name, people, kills, sink)
        printed = finish(process, PATIENCE_SECONDS)
        self.seconds, self.kills, state = get_result(printed)
        self.traces = {trace["message_id"]: trace for trace in state["traces"]}
        assert len(self.traces) == len(state["traces"])
        self.mails = {mail["message_id"] for mail in state["mails"]}
        self.participants = state["participants"]
        book = read_book(odoo.book)
        self.events = Counter(what for what, _id, _who in book)
        self.taken = Counter(one for what, one, _who in book if what == "taken")
        self.letters_of = defaultdict(list)
        for what, one, who in book:
            if what == "taken":
                self.letters_of[who, self.traces[one]["mass_mailing_id"]].append(one)
        self.uncertain = {
            one
            for one, trace in self.traces.items()
            if trace["failure_type"] == "chain_uncertain"
        }
        print(f"{len(self.traces)} letters, {self.kills} kills: {self.seconds} s")
        print(f"{dict(self.events)}, {len(self.uncertain)} uncertain")


@pytest.fixture(scope="module")
def odoo():
    with Office("se_test_mailing") as odoo:
        yield odoo


@pytest.fixture(scope="module")
def held(odoo):
    """After a run with uncertain letters held."""
    return Outcome(odoo, "hold", "First", PEOPLE, KILLS)


@pytest.fixture(scope="module")
def resent(odoo, held):
    """After another run, with uncertain letters sent again."""
    return Outcome(odoo, "resend", "Second", PEOPLE // 5, KILLS // 2)


def test_everybody_was_written_to(held):
    assert held.kills == KILLS
    assert held.participants == {"done": PEOPLE}
    assert len(held.traces) == PEOPLE * STEPS
    letters = Counter(trace["email"] for trace in held.traces.values())
    assert set(letters.values()) == {STEPS}


def test_no_letter_came_twice(held):
    assert set(held.taken.values()) == {1}
    assert {len(letters) for letters in held.letters_of.values()} == {1}


def test_no_letter_is_missing_but_the_listed(held):
    missing = held.traces.keys() - held.taken.keys()
    assert missing <= held.uncertain
    statuses = Counter(trace["trace_status"] for trace in held.traces.values())
    assert statuses == {
        "sent": len(held.traces) - len(held.uncertain),
        "error": len(held.uncertain),
    }
    assert held.mails == held.uncertain, "what was sent is gone, what is uncertain kept"


def test_few_are_uncertain(held):
    drops = held.events["dropped inside"] + held.events["dropped after"]
    assert drops <= len(held.uncertain) <= drops + held.kills


def test_sent_again_none_is_missing(held, resent):
    assert len(resent.traces) == (PEOPLE + PEOPLE // 5) * STEPS
    assert resent.traces.keys() == resent.taken.keys()
    statuses = {trace["trace_status"] for trace in resent.traces.values()}
    assert statuses == {"sent"}
    assert not resent.mails


def test_repeats_bear_the_same_message_id(resent):
    repeats = sum(count - 1 for count in resent.taken.values())
    assert repeats > 0
    assert all(len(set(letters)) == 1 for letters in resent.letters_of.values())
    drops = resent.events["dropped inside"] + resent.events["dropped after"]
    assert repeats <= drops + KILLS + resent.kills
