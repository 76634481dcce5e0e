"""Asterisk's three tongues: what they say, and that garbage hurts nobody."""

import random
from dataclasses import astuple, replace

import pytest
from pbx_samples import (
    CDR_COLUMNS,
    FOLDER,
    LOGGED,
    NAMES,
    main_call,
    raw,
    told_by_ami,
    told_by_cel,
)

_GARBAGE = (
    *("", " ", "<unknown>", "nan", "inf", "-1", "1e400", "0x10", "\0", "\udc80", "٣"),
    *("PJSIP/", "/", "Local/;", "Local/x;3", "%s" * 50, "x" * 70000, "{", '{"a":'),
    *("[" * 9999, "odoo-", "..", "1795451245.5", "99999999999999", None, 7, -1.5),
    *(True, [], ["a", "b"], [None], {}, {"a": 1}, b"bytes", object()),
)


@pytest.fixture(scope="module")
def ami(phone_tools):
    return phone_tools["parsers.asterisk_ami"].parse


def _mutated(row, chance):
    """Return a row with some of its values, or names of values, spoilt."""
    row = dict(row)
    for _each in range(chance.randint(1, 4)):
        key = chance.choice(list(row) or ["Event"])
        how = chance.random()
        if how < 0.15:
            row.pop(key, None)
        elif how < 0.25:
            row[chance.choice(_GARBAGE[:20])] = row.pop(key, None)
        elif how < 0.4 and isinstance(row.get(key), str) and row[key]:
            place = chance.randrange(len(row[key]))
            spoilt = chr(chance.randrange(0x500))
            row[key] = row[key][:place] + spoilt + row[key][place + 1 :]
        else:
            row[key] = chance.choice(_GARBAGE)
    return row


def _survives(phone_tools, parse, rows, rounds, seed):
    """Parse spoilt rows: facts that can be folded, or ``ValueError``, nothing else."""
    chance = random.Random(seed)
    facts, refused = [], 0
    for _each in range(rounds):
        try:
            facts += parse(_mutated(chance.choice(rows), chance))
        except ValueError:
            refused += 1
    assert facts
    assert refused
    calls = {}
    for fact in facts:
        assert fact.call
        assert fact.kind in phone_tools["call_event"].KINDS
        said = "".join(map(str, astuple(fact)))
        # What a database refuses to keep.
        assert "\0" not in said
        assert said.encode()
        calls.setdefault(fact.call, []).append(fact)
    for told in calls.values():
        phone_tools["call_fold"].fold(told)


def test_garbage_from_the_manager_interface(phone_tools, ami):
    rows = [event for name in NAMES for event in raw(name)]
    _survives(phone_tools, lambda row: ami(row, 1795451245.5), rows, 8000, "ami")


def test_garbage_in_the_log_of_channels(phone_tools):
    parser = phone_tools["parsers.asterisk_cel"]
    lines = [
        line
        for path in sorted(FOLDER.glob("*.cel.csv"))
        for line in path.read_text().splitlines()
    ]
    _survives(phone_tools, parser.parse, list(parser.rows(lines)), 4000, "cel")


def test_garbage_in_call_detail_records(phone_tools):
    parser = phone_tools["parsers.asterisk_cdr"]
    lines = [
        line
        for path in sorted(FOLDER.glob("*.cdr.csv"))
        for line in path.read_text().splitlines()
    ]
    rows = list(parser.rows(lines, CDR_COLUMNS))
    _survives(phone_tools, parser.parse, rows, 4000, "cdr")


@pytest.mark.parametrize("name", ["ami", "cel", "cdr"])
def test_what_is_no_event_is_refused(phone_tools, name):
    for garbage in (None, "", [], 7, [("Event", "Hangup")]):
        with pytest.raises(ValueError, match="is "):
            phone_tools[f"parsers.asterisk_{name}"].parse(garbage)


def test_the_same_event_is_the_same_fact(ami):
    """Whoever hears it, and whatever each copy has of its own."""
    for event in raw("answered"):
        first, again = ami(event), ami({**event, "_t": 5, "ActionID": "x"}, 7.0)
        assert first == again
    uids = [fact.uid for event in raw("atxfer") for fact in ami(event)]
    assert len(uids) == len(set(uids))


def test_an_event_without_its_moment_is_the_same_fact_too(ami):
    event = {"Event": "Hangup", "Channel": "PJSIP/101-0b", "Linkedid": "7.0"}
    [first], [again] = ami(event, 1000.0), ami(event, 1000.2)
    assert first.uid == again.uid
    assert (first.at, again.at) == (1000.0, 1000.2)
    with pytest.raises(ValueError, match="No moment"):
        ami(event)


def test_channels_that_are_nobody(ami):
    event = {"Event": "Newchannel", "Linkedid": "7.0", "Timestamp": "1795451245.5"}
    for channel in ("Message/ast_msg_queue", "CBAnn/100-0b;2", "Snoop/7.0-0c", ""):
        assert ami({**event, "Channel": channel}) == ()
    [fact] = ami({**event, "Channel": "SIP/my-trunk-0b"})
    assert fact.device == "my-trunk"


def test_an_originate_that_failed_names_whom_it_was_for(ami):
    told = [fact for event in raw("click_ignored") for fact in ami(event)]
    [over] = [fact for fact in told if fact.number == "79167654321"]
    assert (over.kind, over.ref) == ("call_ended", "odoo-click-44")


def test_more_columns_than_named_are_no_harm(phone_tools):
    parser = phone_tools["parsers.asterisk_cel"]
    line = (FOLDER / "answered.cel.csv").read_text().splitlines()[0]
    [row] = parser.rows([f'{line},"more","and more"'])
    [fact] = parser.parse(row)
    assert (fact.kind, fact.number) == ("leg_started", "79161234567")


@pytest.mark.parametrize("name", LOGGED)
def test_who_began_is_not_a_matter_of_moments(phone_tools, name):
    """A busy interface tells late, and of the log only the end may be read."""
    fold = phone_tools["call_fold"].fold
    heard = main_call(told_by_ami(phone_tools, name))
    logged = sorted(main_call(told_by_cel(phone_tools, name)), key=lambda fact: fact.at)
    expected = fold(heard).direction
    late = [replace(fact, at=fact.at + 0.3) for fact in heard]
    for place in range(len(logged)):
        assert fold(late + logged[place:]).direction == expected, logged[place]
