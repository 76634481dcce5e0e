"""Calls over a real Asterisk become the right calls, with the right seconds, in Odoo."""

import re
import signal
import statistics
import time
import urllib.error
import urllib.request

import pbx_home
import phone_office
import pytest
from browser import DIRECT, Browser
from card_page import WATCH, close_card, open_pages, wait_next
from pbx_files import LINE, QUEUE
from pbx_office import Office
from pbx_served import Certificate, Pbx
from served import finish

#: How far seconds may be from what the phone system did.
CLOSE = 0.5
#: How long clients talk, as their phones have it.
ANSWERED, OUTGOING = 3, 2
#: So many calls tell how long it takes until the card is there, in the middle of them.
MANY = 20
AT_ONCE_SECONDS = 1.0
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
    dialling = office.begin(phone_office.dial, "sales109", "+7 (916) 000-01-09")
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


def check(office, number, legs, talk=None, **others):
    """Compare a client's call with what is expected and with what the PBX did.

    :param dict legs: how each phone fared
    :param float talk: seconds, where what the phones did tells them
    :param others: of the call; it came in and was answered where nothing else is said
    """
    found = office.wait_over(number)
    calls = office.get_calls(number)
    assert len(calls) == 1, calls
    expected = {"direction": "in", "state": "answered", "legs": legs} | others
    told = {key: found[key] for key in expected} | {
        "legs": {
            leg["phone"]: ", ".join(filter(None, (leg["outcome"], leg["transfer"])))
            for leg in found["legs"] or []
        }
    }
    assert told == expected, found
    talks = office.pbx.ear.get_talks(found["uid"])
    for leg in found["legs"] or []:
        assert abs(leg["talk"] - talks.get(leg["phone"], 0)) < CLOSE, (found, talks)
    assert abs(found["talk"] - sum(talks.values())) < CLOSE, (found, talks)
    if talk is not None:
        assert abs(found["talk"] - talk) < CLOSE, found
    return found


def begin_talk(pbx, client, phone, milliseconds):
    """Let a client call a phone, which is taken; return the client's process."""
    pbx.ring(phone, 500)
    time.sleep(0.5)
    calling = pbx.call(client, f"{LINE}{phone}", milliseconds)
    pbx.ear.wait_talking(phone)
    return calling


def test_answered(office, played):
    line = f"{LINE}101"
    legs = {"101": "talked"}
    check(office, "79160000101", legs, ANSWERED, user="sales101", line=line)


def test_missed(office, played):
    check(office, "79160000102", {"102": "no_answer"}, talk=0, state="missed")


def test_busy(office, played):
    check(office, "79160000103", {"103": "busy"}, talk=0, state="missed")


def test_queue(office, played):
    """Who did not get to the phone first has missed nothing; waiting is no talk."""
    legs = {"201": "answered_elsewhere", "202": "talked"}
    check(office, "79160000104", legs, queue="sales", user="sales202")


def test_outgoing(office, played):
    legs = {"104": "talked"}
    check(office, "79160000105", legs, OUTGOING, direction="out", user="sales104")


def test_blind_transfer(office, played):
    legs = {"105": "talked", "106": "talked, blind"}
    check(office, "79160000106", legs, user="sales106")


def test_attended_transfer(office, played):
    legs = {"107": "talked", "108": "talked, attended"}
    check(office, "79160000107", legs, user="sales108")


def test_click_to_dial(office, played):
    legs = {"109": "talked"}
    found = check(office, "79160000109", legs, direction="out", user="sales109")
    # The call that was there before the phone rang is the one the PBX told of.
    assert found["ref"] == found["uid"]
    assert found["ref"].startswith("odoo-")


def test_nothing_else_was_told_of(office, played):
    assert len(office.get_calls()) == 8
    failed = "SELECT count(*) FROM pbx_event WHERE state IN ('new', 'error')"
    assert office.query(failed) == "0"


def test_listener_killed_in_a_talk(pbx, office):
    """What happened while nobody listened is read in the phone system's own log."""
    # One talk goes on over the gap, one ends in it, one is there from begin to end.
    calling = begin_talk(pbx, "79160000201", "101", 60_000)
    begin_talk(pbx, "79160000202", "102", 3000)
    office.wait(lambda: office.get_calls("79160000202"))
    time.sleep(0.5)
    office.end_listener(signal.SIGKILL)
    begin_talk(pbx, "79160000203", "103", 1000)
    time.sleep(4)
    office.listen()
    office.wait_listening()
    before = office.wait_over("79160000203")
    assert before["talk"]
    assert office.get_calls("79160000201")[0]["state"] == "ongoing"
    pbx.ask("Hangup", Channel=pbx.find_channel("101"))
    calling.wait(20)
    for number, phone in (("201", "101"), ("202", "102"), ("203", "103")):
        check(office, f"79160000{number}", {phone: "talked"})


def test_next_listener_takes_over(pbx, office):
    """Of two listeners one is active; the other goes on where that one ended."""
    first = office.listeners[-1]
    second = office.listen()
    office.wait(lambda: "Listening for" in office.read_log())
    time.sleep(2)
    assert "listening" not in office.read_log()
    begin_talk(pbx, "79160000301", "104", 6000)
    first.send_signal(signal.SIGKILL)
    first.wait()
    office.wait(lambda: "listening" in office.read_log())
    check(office, "79160000301", {"104": "talked"})
    assert second.poll() is None


def test_database_away(pbx, office):
    """Facts wait on disk for the database, and are told in their order."""
    office.close_database()
    try:
        begin_talk(pbx, "79160000401", "105", 1500)
        begin_talk(pbx, "79160000402", "106", 2500)
        pbx.ear.wait_quiet()
        assert list(office.folder.glob("spool*/*/*/*.jsonl"))
    finally:
        office.open_database()
    for number, phone, talk in (("401", "105", 1.5), ("402", "106", 2.5)):
        check(office, f"79160000{number}", {phone: "talked"}, talk)
    office.wait(lambda: not list(office.folder.glob("spool*/*/*/*.jsonl")))


def test_phone_system_restarted(pbx, office):
    """A talk the phone system did not survive ends when that did."""
    begin_talk(pbx, "79160000501", "107", 60_000)
    time.sleep(2)
    pbx.stop(signal.SIGKILL)
    time.sleep(1)
    pbx.start()
    found = office.wait_over("79160000501")
    assert found["state"] == "answered"
    assert abs(found["talk"] - 2) < 1, found
    begin_talk(pbx, "79160000502", "108", 1000)
    check(office, "79160000502", {"108": "talked"})


def test_encrypted(pbx, office):
    """Over TLS, who cannot show the certificate we know is told nothing."""
    settings = office.provider_id, pbx.ports["ami_tls"]
    stranger = Certificate("pbx.example.com").text
    said = office.call(phone_office.encrypt, *settings, stranger)
    assert "not trusted" in said and "Certificate" in said
    office.wait_listener("away")
    trouble = "SELECT listener_error FROM pbx_provider WHERE id = "
    assert "not trusted" in office.query(f"{trouble}{office.provider_id}")
    said = office.call(phone_office.encrypt, *settings, pbx.certificate.text)
    assert "lets us in" in said
    office.wait_listening()
    begin_talk(pbx, "79160000701", "103", 1000)
    check(office, "79160000701", {"103": "talked"})


def test_odoo_restarted(pbx, office):
    begin_talk(pbx, "79160000601", "109", 4000)
    office.restart()
    check(office, "79160000601", {"109": "talked"})


def test_card_comes_while_it_rings(pbx, office):
    """From the phone that rings to the card on the screen of who sits beside it."""
    # Browsers hear from one process without a proxy before it.
    office.restart(workers=0)
    pbx.leave("110", count=MANY)
    came = {}
    with Browser(office.address) as browser:
        [page] = open_pages(browser, "sales110", office.name)
        page.run(WATCH)
        for number in range(MANY):
            client = f"79160007{number:03}"
            pbx.call(client, f"{LINE}110", 200)
            wait_next(page, came)
            shown = page.run("document.querySelector('.o_call_card').innerText")
            assert client in re.sub(r"\D", "", shown)
            assert page.run("!!document.querySelector('.o_call_card .o_call_ringing')")
            close_card(page)
    pbx.ear.wait_quiet()
    rang = pbx.ear.get_rung("110")
    calls = {str(call["id"]): call["uid"] for call in office.get_calls("79160007___")}
    waits = sorted(at - rang[calls[call]] for call, at in came.items())
    print(f"card: median {statistics.median(waits):.3f} s, longest {waits[-1]:.3f} s")
    assert len(waits) == MANY
    assert statistics.median(waits) <= AT_ONCE_SECONDS, waits


def test_recording_is_played_in_a_browser(pbx, office, played):
    """The talk can be heard by who had it, from any second on, and by nobody else."""
    answered, missed = (
        office.get_calls(f"7916000010{number}")[0]["uid"] for number in (1, 2)
    )
    found = office.call(phone_office.fetch_recordings, [answered, missed])
    recording, state = found[answered]
    assert state == "fetched"
    # A file with a header and no talk is no recording.
    assert found.get(missed, (0, "missing"))[1] == "missing"
    path = f"/pbx/recording/{recording}"
    with Browser(office.address) as browser:
        mine, strangers = (
            browser.log_in(login, login, office.name)
            for login in ("sales101", "sales102")
        )
        # A page of Odoo's own that says nothing: what is played has to be its own, too.
        page = browser.open("/web/health", mine)
        page.wait("location.pathname === '/web/health'")
        length, place = page.play(path, 1.5)
    assert abs(length - ANSWERED) < CLOSE
    assert abs(place - 1.5) < CLOSE
    request = urllib.request.Request(
        f"{office.address}{path}", headers={"Cookie": f"session_id={strangers}"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(request, timeout=60)
    assert refused.value.code in (403, 404)


def test_ends_in_good_order(office):
    assert office.end_listener() == 0
    state = "SELECT listener_state, listener_error FROM pbx_provider WHERE id = "
    assert office.query(f"{state}{office.provider_id}") == "stopped|"
