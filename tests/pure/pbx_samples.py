"""Calls recorded at a real Asterisk, in the three ways it tells of them."""

import csv
import json
import random

from places import CHECKOUT

FOLDER = CHECKOUT / "sales_efficiency_telephony/tests/samples/asterisk"
NAMES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
#: Those of which the logs were kept as well.
LOGGED = [name for name in NAMES if (FOLDER / f"{name}.cel.csv").exists()]
#: The columns of the samples' call detail records.
CDR_COLUMNS = (
    "clid src dst dcontext channel dstchannel start answer end duration billsec "
    "disposition uniqueid linkedid sequence recordingfile"
).split()


def raw(name):
    """Return the events of a sample as the manager interface sent them."""
    lines = (FOLDER / f"{name}.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def by_call(facts):
    """Return ``{call: [fact]}``."""
    calls = {}
    for fact in facts:
        calls.setdefault(fact.call, []).append(fact)
    return calls


def told_by_ami(tools, name):
    parse = tools["parsers.asterisk_ami"].parse
    return by_call(
        fact for event in raw(name) for fact in parse(event, event.get("_t", 0.0))
    )


def told_by_cel(tools, name):
    parser = tools["parsers.asterisk_cel"]
    with (FOLDER / f"{name}.cel.csv").open(newline="") as lines:
        return by_call(fact for row in parser.rows(lines) for fact in parser.parse(row))


def told_by_cdr(tools, name):
    parser = tools["parsers.asterisk_cdr"]
    with (FOLDER / f"{name}.cdr.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines, fieldnames=CDR_COLUMNS))
    return by_call(fact for row in rows for fact in parser.parse(row))


def shuffled(facts, seed):
    """Return facts in another order, a third of them told twice."""
    chance = random.Random(seed)
    told = facts + chance.sample(facts, len(facts) // 3)
    chance.shuffle(told)
    return told


def main_call(calls):
    """Return the facts of the call that a sample is about: the first that began."""
    return calls[min(calls, key=lambda call: min(fact.at for fact in calls[call]))]
