"""Calls over a real Asterisk become the right calls, with the right seconds, in Odoo."""

import time

import pbx_home
import phone_office
import pytest
from pbx_files import LINE, QUEUE
from pbx_office import Office
from pbx_served import Pbx
from served import finish

#: How far seconds may be from what the phone system did.
CLOSE = 0.5
#: How long clients talk, as their phones have it.
ANSWERED, OUTGOING = 3, 2
#: Phones of the queue begin with a 2; every scenario has phones of its own.
PHONES = ["101", "102", "103", "104", "105", "106", "107", "108", "109", "110", "201"]
PHONES += ["202"]


@pytest.fixture(scope="module")
def pbx(tmp_path_factory):
    try:
        pbx_home.ensure()
    except pbx_home.NoPbx as reason:
        pytest.skip(str(reason))
    with Pbx(tmp_path_factory.mktemp("pbx"), PHONES) as running:
        yield running


@pytest.fixture(scope="module")
def office(pbx, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    with Office("test_real_telephony", pbx, folder) as running:
        running.start()
        running.listen()
        running.wait_listening()
        yield running


@pytest.fixture(scope="module")
def played(pbx, office):
    """All kinds of calls at once, each with a client of its own."""
    dialling = office.begin(
        phone_office.dial, office.provider_id, "109", "+7 (916) 000-01-09", "odoo-click"
    )
    pbx.ring("101", 800)
    pbx.leave("102")
    pbx.engage("103")
    pbx.leave("201")
    pbx.ring("202", 1500)
    pbx.ring_client(900, count=2)
    for phone in ("105", "106", "107", "108", "109"):
        pbx.ring(phone, 500)
    time.sleep(1)
    pbx.call("79160000101", f"{LINE}101", ANSWERED * 1000)
    pbx.call("79160000102", f"{LINE}102", 1000)
    pbx.call("79160000103", f"{LINE}103", 1000)
    pbx.call("79160000104", QUEUE, 4000)
    pbx.dial("104", "79160000105", OUTGOING * 1000)
    pbx.call("79160000106", f"{LINE}105", 6000)
    pbx.call("79160000107", f"{LINE}107", 9000)
    pbx.ear.wait_talking("105")
    time.sleep(1.5)
    phone = pbx.find_channel("105")
    pbx.ask("BlindTransfer", Channel=phone, Context="from-internal", Exten="106")
    phone = pbx.find_channel("107")
    pbx.ask("Atxfer", Channel=phone, Context="from-internal", Exten="108")
    pbx.ear.wait_talking("108")
    time.sleep(1)
    pbx.ask("Hangup", Channel=phone)
    finish(dialling)
    pbx.ear.wait_talking("109")
    time.sleep(1)
    pbx.ask("Hangup", Channel=pbx.find_channel("109"))
    pbx.ear.wait_quiet()


def check(office, number, **expected):
    """Compare a client's call with what is expected and with what the PBX did."""
    found = office.wait_over(number)
    calls = office.get_calls(number)
    assert len(calls) == 1, calls
    legs = {
        leg["phone"]: leg["outcome"]
        + (f", {leg['transfer']}" if leg["transfer"] else "")
        for leg in found["legs"] or []
    }
    told = {key: found[key] for key in expected if key not in ("legs", "talk")}
    assert told | {"legs": legs} == {
        key: value for key, value in expected.items() if key != "talk"
    }, found
    talks = office.pbx.ear.get_talks(found["uid"])
    for leg in found["legs"] or []:
        assert abs(leg["talk"] - talks.get(leg["phone"], 0)) < CLOSE, (found, talks)
    assert abs(found["talk"] - sum(talks.values())) < CLOSE, (found, talks)
    if "talk" in expected:
        assert abs(found["talk"] - expected["talk"]) < CLOSE, found
    return found


def test_answered(office, played):
    check(
        office,
        "79160000101",
        direction="in",
        state="answered",
        user="sales101",
        line=f"{LINE}101",
        legs={"101": "talked"},
        talk=ANSWERED,
    )


def test_missed(office, played):
    check(
        office,
        "79160000102",
        direction="in",
        state="missed",
        legs={"102": "no_answer"},
        talk=0,
    )


def test_busy(office, played):
    check(
        office,
        "79160000103",
        direction="in",
        state="missed",
        legs={"103": "busy"},
        talk=0,
    )


def test_queue(office, played):
    """Who did not get to the phone first has missed nothing; waiting is no talk."""
    check(
        office,
        "79160000104",
        direction="in",
        state="answered",
        queue="sales",
        user="sales202",
        legs={"201": "answered_elsewhere", "202": "talked"},
    )


def test_outgoing(office, played):
    check(
        office,
        "79160000105",
        direction="out",
        state="answered",
        user="sales104",
        legs={"104": "talked"},
        talk=OUTGOING,
    )


def test_blind_transfer(office, played):
    check(
        office,
        "79160000106",
        direction="in",
        state="answered",
        user="sales106",
        legs={"105": "talked", "106": "talked, blind"},
    )


def test_attended_transfer(office, played):
    check(
        office,
        "79160000107",
        direction="in",
        state="answered",
        user="sales108",
        legs={"107": "talked", "108": "talked, attended"},
    )


def test_click_to_dial(office, played):
    found = check(
        office,
        "79160000109",
        direction="out",
        state="answered",
        user="sales109",
        ref="odoo-click",
        legs={"109": "talked"},
    )
    assert found["uid"] == "odoo-click"


def test_nothing_else_was_told_of(office, played):
    assert len(office.get_calls()) == 8
    failed = "SELECT count(*) FROM pbx_event WHERE state IN ('new', 'error')"
    assert office.query(failed) == "0"
