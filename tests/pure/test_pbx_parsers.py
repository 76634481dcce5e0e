"""What vendors report, parsed and folded: no Odoo, no network."""

import base64
import hashlib
import hmac
import importlib
import json
import random
from pathlib import Path

import pytest
from conftest import CHECKOUT, load_tools

ADDON = CHECKOUT / "sales_efficiency_telephony"
TOOLS = load_tools(ADDON)
PARSERS = {
    name: importlib.import_module(f"{ADDON.name}_tools.parsers.{name}")
    for name in (
        "webhook",
        "twilio",
        "zadarma",
        "freeswitch",
        "csv_history",
        "csv_calls",
    )
}
SAMPLES = ADDON / "tests/samples"
BEGUN = 1_795_450_802
TEXTS = (
    "",
    "\x00",
    "NaN",
    "-1",
    "9" * 400,
    "²",
    "1e999",
    "0:0:0:0",
    "2026-02-30",
    "\ud800",
)


def sample(name):
    return json.loads((SAMPLES / f"{name}.json").read_text())


def facts_of(vendor, name):
    parse = PARSERS[vendor].parse
    content = sample(f"{vendor}/{name}")
    if vendor == "webhook":
        return parse(content)
    if vendor == "freeswitch":
        return [fact for item in content for fact in parse(item)]
    return [
        fact
        for item in content
        for fact in parse(item, BEGUN + item.get("received", 90))
    ]


def fold(facts):
    numbering = TOOLS["call_state"].Numbering(phones=frozenset({"101", "102", "anna"}))
    return TOOLS["call_fold"].fold(facts, numbering)


CASES = [
    ("webhook", "answered", "in", "answered", 31.25),
    ("webhook", "dialled", "out", "answered", 42.5),
    ("twilio", "answered", "in", "answered", 31.0),
    ("twilio", "missed", "in", "missed", 0.0),
    ("twilio", "outgoing_busy", "out", "busy", 0.0),
    ("twilio", "dialled", "out", "answered", 42.0),
    ("zadarma", "answered", "in", "answered", 32.0),
    ("freeswitch", "answered", "in", "answered", 31.0),
    ("freeswitch", "outgoing_busy", "out", "busy", 0.0),
    ("freeswitch", "dialled", "out", "answered", 42.0),
]


@pytest.mark.parametrize("vendor, name, direction, state, talk", CASES)
def test_samples_make_one_call(vendor, name, direction, state, talk):
    facts = facts_of(vendor, name)
    assert len({fact.call for fact in facts}) == 1
    call = fold(facts)
    assert (call.direction, call.state, call.talk_seconds) == (direction, state, talk)
    assert call.number == "+79161234567" or call.number == "79161234567"
    for seed in range(20):
        shuffled = facts + random.Random(seed).choices(facts, k=3)
        random.Random(seed).shuffle(shuffled)
        assert fold(shuffled) == call


@pytest.mark.parametrize("vendor", ["twilio", "zadarma", "freeswitch"])
def test_the_same_report_has_the_same_keys(vendor):
    """A report told again at another moment is known again."""
    item = sample(f"{vendor}/answered")[1]
    parse = PARSERS[vendor].parse
    moments = [()] * 2 if vendor == "freeswitch" else [(BEGUN,), (BEGUN + 50,)]
    one, other = ([fact.uid for fact in parse(item, *moment)] for moment in moments)
    assert one == other


def test_zadarma_counts_what_its_api_says():
    facts = facts_of("zadarma", "answered")
    told = PARSERS["zadarma"].parse_statistics(
        sample("zadarma/statistics")["stats"], "Europe/Brussels"
    )
    call = fold(facts + [fact for fact in told if fact.call == "in_f1"])
    assert call.talk_seconds == 31.0
    assert [recording.ref for recording in call.recordings] == ["1795450802.77"]


def test_signatures_by_the_book():
    """The same, written down in another way."""
    tools = TOOLS["signatures"]
    body, stamp = b'{"a": 1}', "1700000000"
    expected = hmac.new(b"key", b"1700000000." + body, "sha256").hexdigest()
    assert tools.webhook_signature("key", stamp, body) == expected
    query = "end=2&start=1"
    digest = hashlib.md5(query.encode()).hexdigest()
    code = hmac.new(b"key", f"/v1/x/{query}{digest}".encode(), "sha1").hexdigest()
    assert tools.zadarma_authorization(
        "user", "key", "/v1/x/", {"start": 1, "end": 2}
    ) == ("user:" + base64.b64encode(code.encode()).decode())


@pytest.mark.parametrize("vendor", ["webhook", "twilio", "zadarma", "freeswitch"])
def test_whatever_comes_is_facts_or_refused(vendor):
    """Nothing but a refusal comes out of a parser, and what it takes can be kept."""
    chance, taken = random.Random(7), 0
    parse, to_row = PARSERS[vendor].parse, TOOLS["event_row"].to_row
    content = sample(f"{vendor}/answered")
    items = content["events"] if vendor == "webhook" else content
    for _turn in range(3000):
        item = json.loads(json.dumps(chance.choice(items)))
        inner = item.get("variables", item)
        for _change in range(chance.randint(0, 3)):
            inner[chance.choice([*inner, "other"])] = chance.choice(TEXTS)
        moment = () if vendor in ("webhook", "freeswitch") else (BEGUN,)
        try:
            rows = [to_row(fact) for fact in parse(item, *moment)]
        except ValueError:
            continue
        assert all(len(row["call_uid"]) <= 160 for row in rows)
        json.dumps(rows).encode()
        taken += bool(rows)
    assert taken > 300


def test_any_row_of_a_file_is_a_call_or_refused():
    chance = random.Random(8)
    calls = PARSERS["csv_calls"]
    roles = (
        "id",
        "start",
        "direction",
        "caller",
        "called",
        "duration",
        "wait",
        "status",
    )
    good = (
        "1",
        "23.11.2026 17:20",
        "in",
        "+79161234567",
        "101",
        "0:31",
        "5",
        "answered",
    )
    taken = 0
    for _turn in range(3000):
        row = [
            chance.choice(TEXTS) if chance.random() < 0.15 else cell for cell in good
        ]
        try:
            facts = calls.read_row(row, roles, calls.Way("dmy_dot", "UTC"))
        except ValueError as error:
            assert str(error) in roles
            continue
        taken += 1
        assert facts[0].kind == "leg_summary"
        [TOOLS["event_row"].to_row(fact) for fact in facts]
    assert taken > 300


def test_files_in_any_dress():
    history = PARSERS["csv_history"]
    rows = [("Start", "From"), ("2026-11-23 10:00", "Вася; «Пупкин»")]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251"):
        for name, delimiter in history.DELIMITERS.items():
            text = "\r\n".join(
                delimiter.join(f'"{cell}"' for cell in row) for row in rows
            )
            read, _encoding = history.decode(text.encode(encoding, "replace"))
            table = history.read_table(read)
            assert (table.header, table.delimiter) == (rows[0], name)
            assert len(table.rows) == 1


def test_samples_are_all_used():
    used = {f"{vendor}/{name}.json" for vendor, name, *_rest in CASES}
    used |= {"zadarma/statistics.json", "zadarma/outgoing.json"}
    folders = ("webhook", "twilio", "zadarma", "freeswitch")
    there = {
        str(Path(path).relative_to(SAMPLES))
        for folder in folders
        for path in (SAMPLES / folder).glob("*")
    }
    assert there == used
