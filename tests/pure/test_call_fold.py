"""What calls of a real Asterisk come to, in whatever order they are told.

Seconds of talk are those between ``BridgeEnter`` and ``BridgeLeave`` in the samples, taken
down by hand.
"""

import random

import pytest
from pbx_samples import (
    LOGGED,
    NAMES,
    main_call,
    raw,
    shuffled,
    told_by_ami,
    told_by_cdr,
    told_by_cel,
)

CLIENT, CALLED = "79161234567", "79167654321"
ELSEWHERE = "answered_elsewhere"

#: ``{sample: (direction, number, line, queue, state, [(device, outcome, talk)])}``
EXPECTED = {
    "answered": ("in", CLIENT, "4951000101", "", "answered", [("101", "talked", 3.02)]),
    "atxfer": (
        *("in", CLIENT, "4951000201", "", "answered"),
        [("101", "talked", 5.80), ("102", "talked", 1.49)],
    ),
    "atxfer_feature": (
        *("in", CLIENT, "4951000201", "", "answered"),
        [("101", "talked", 4.96), ("102", "talked", 2.50)],
    ),
    "blind": (
        *("in", CLIENT, "4951000101", "", "answered"),
        [("101", "talked", 2.97), ("102", "talked", 2.13)],
    ),
    "busy": ("in", CLIENT, "4951000101", "", "missed", [("101", "busy", 0)]),
    "cancelled": ("in", CLIENT, "4951000101", "", "missed", [("101", "no_answer", 0)]),
    "click": ("out", CALLED, "", "", "answered", [("101", "talked", 3.31)]),
    "click_busy": ("out", CALLED, "", "", "busy", [("101", "caller", 0)]),
    "click_ignored": ("out", CALLED, "", "", "failed", [("101", "no_answer", 0)]),
    "click_refer": (
        *("out", CALLED, "", "", "answered"),
        [("101", "talked", 4.33), ("102", "talked", 3.01)],
    ),
    # Two calls became one, which goes on under the number of the colleagues' one.
    "consult_first": (
        *("in", CLIENT, "4951000101", "", "answered"),
        [("101", "talked", 0), ("102", "talked", 4.00)],
    ),
    "consult_kept": (
        *("in", CLIENT, "4951000101", "", "answered"),
        [("101", "talked", 5.00)],
    ),
    "declined": ("in", CLIENT, "4951000101", "", "missed", [("101", "rejected", 0)]),
    # The client goes on talking with a stranger: that is no talk of ours.
    "forward": ("in", CLIENT, "4951000101", "", "answered", [("101", "talked", 1.50)]),
    "internal": (
        *("internal", "", "", "", "answered"),
        [("101", "talked", 0), ("102", "talked", 0)],
    ),
    "internal_noanswer": (
        *("internal", "", "", "", "not_reached"),
        [("101", "caller", 0), ("102", "no_answer", 0)],
    ),
    "missed": ("in", CLIENT, "4951000102", "", "missed", [("102", "no_answer", 0)]),
    "out": ("out", CALLED, "", "", "answered", [("101", "talked", 2.52)]),
    "out_busy": ("out", CALLED, "", "", "busy", [("101", "caller", 0)]),
    "out_declined": ("out", CALLED, "", "", "busy", [("101", "caller", 0)]),
    "out_failed": ("out", CALLED, "", "", "failed", [("101", "caller", 0)]),
    "out_noanswer": ("out", CALLED, "", "", "not_reached", [("101", "caller", 0)]),
    "out_nonumber": ("out", CALLED, "", "", "failed", [("101", "caller", 0)]),
    "out_off": ("out", CALLED, "", "", "not_reached", [("101", "caller", 0)]),
    "out_refer": (
        *("out", CALLED, "", "", "answered"),
        [("101", "talked", 2.00), ("102", "talked", 3.20)],
    ),
    "pickup": (
        *("in", CLIENT, "4951000101", "", "answered"),
        [("101", ELSEWHERE, 0), ("102", "talked", 2.00)],
    ),
    "queue": (
        *("in", CLIENT, "4951000000", "sales", "answered"),
        [("101", ELSEWHERE, 0), ("102", "talked", 1.50)],
    ),
    "queue_abandoned": (
        *("in", CLIENT, "4951000000", "sales", "abandoned"),
        [("101", "no_answer", 0), ("102", "no_answer", 0)],
    ),
    "queue_local": (
        *("in", CLIENT, "4951000400", "desk", "answered"),
        [("101", ELSEWHERE, 0), ("102", "talked", 3.00)],
    ),
    # Nobody hung up: the queue gave up after two rounds.
    "queue_timeout": (
        *("in", CLIENT, "4951000000", "sales", "missed"),
        [("101", "no_answer", 0), ("102", "no_answer", 0)] * 2,
    ),
    "refer_attended": (
        *("in", CLIENT, "4951000101", "", "answered"),
        [("101", "talked", 4.21), ("102", "talked", 3.79)],
    ),
    "refer_blind": (
        *("in", CLIENT, "4951000101", "", "answered"),
        [("101", "talked", 2.00), ("102", "talked", 3.10)],
    ),
    "ringall": (
        *("in", CLIENT, "4951000301", "", "answered"),
        [("101", ELSEWHERE, 0), ("102", "talked", 2.00)],
    ),
    "ringall_busy": (
        *("in", CLIENT, "4951000301", "", "answered"),
        [("101", "busy", 0), ("102", "talked", 2.00)],
    ),
    "snapshot": ("in", CLIENT, "4951000101", "", "answered", [("101", "talked", 4.00)]),
    "voicemail": (
        *("in", CLIENT, "4951000300", "", "voicemail"),
        [("101", "no_answer", 0), ("102", "no_answer", 0)],
    ),
    "withheld": ("in", "", "4951000101", "", "answered", [("101", "talked", 1.50)]),
}


#: The logs do not tell that a client who joined colleagues had called.
CLEARLY_LOGGED = [name for name in LOGGED if name != "consult_first"]


@pytest.fixture(scope="module")
def fold(phone_tools):
    return phone_tools["call_fold"].fold


def _legs(call):
    return sorted((leg.device, leg.outcome) for leg in call.legs)


def _talks(call):
    return sorted((leg.device, round(leg.talk_seconds, 2)) for leg in call.legs)


def test_every_sample_is_expected():
    assert set(EXPECTED) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_call_is_what_it_was(phone_tools, fold, name):
    direction, number, line, queue, state, legs = EXPECTED[name]
    call = fold(main_call(told_by_ami(phone_tools, name)))
    assert (call.direction, call.number, call.line) == (direction, number, line)
    assert (call.queue, call.state) == (queue, state)
    assert _legs(call) == sorted(leg[:2] for leg in legs)
    for mine, (device, seconds) in zip(
        _talks(call), sorted((leg[0], leg[2]) for leg in legs), strict=True
    ):
        assert mine == (device, pytest.approx(seconds, abs=0.02))
    assert call.talk_seconds == pytest.approx(sum(leg[2] for leg in legs), abs=0.03)
    assert call.ended_at is not None
    assert (call.answered_at is None) == (state != "answered")
    assert bool(call.recordings) <= (state == "answered")


@pytest.mark.parametrize("name", NAMES)
def test_order_and_repetition_change_nothing(phone_tools, fold, name):
    for facts in told_by_ami(phone_tools, name).values():
        call = fold(facts)
        for seed in range(50):
            assert fold(shuffled(facts, seed)) == call


@pytest.mark.parametrize("name", NAMES)
def test_while_it_lasts(phone_tools, fold, name):
    """A call is never more over, nor less talked, than when more is told of it."""
    facts = main_call(told_by_ami(phone_tools, name))
    states, talk = [], 0
    for told in range(1, len(facts) + 1):
        call = fold(facts[:told])
        if call is None:
            continue
        states.append(call.state)
        assert call.talk_seconds >= talk
        talk = call.talk_seconds
    seen = list(dict.fromkeys(states))
    final = EXPECTED[name][4]
    assert seen in (["ringing", "ongoing", final], ["ringing", final])
    assert states == sorted(states, key=seen.index)


#: Second calls of the phone that asks a colleague.
_OTHERS = {
    "click_refer": ["internal"],
    "consult_first": ["in"],
    "consult_kept": ["internal"],
    "refer_attended": ["internal"],
}


def test_one_call_is_one_row(phone_tools, fold):
    """A phone that asks a colleague by a second call makes a second, internal, call; one
    that only gives an order makes none.
    """
    for name in NAMES:
        calls = list(map(fold, told_by_ami(phone_tools, name).values()))
        others = [call.direction for call in calls[1:] if call is not None]
        assert others == _OTHERS.get(name, []), name
    orders = told_by_ami(phone_tools, "pickup")
    assert len(orders) == 2


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("blind", "blind"),
        ("refer_blind", "blind"),
        ("out_refer", "blind"),
        ("atxfer", "attended"),
        ("atxfer_feature", "attended"),
        ("refer_attended", "attended"),
        ("click_refer", "attended"),
        ("consult_first", "attended"),
    ],
)
def test_who_put_the_client_through(phone_tools, fold, name, how):
    giver, taker = fold(main_call(told_by_ami(phone_tools, name))).legs
    assert (giver.transferred_by, giver.transfer) == ("", "")
    assert (taker.transferred_by, taker.transfer) == (giver.uid, how)


def test_talk_is_the_time_in_one_bridge(phone_tools, fold):
    """Counted otherwise: from the later coming to the earlier leaving of the two."""
    for name in ("answered", "out", "ringall", "queue", "withheld", "pickup"):
        moments = {"BridgeEnter": [], "BridgeLeave": []}
        for event in raw(name):
            if event.get("Event") in moments:
                moments[event["Event"]].append(
                    float(event.get("Timestamp") or event["_t"])
                )
        together = min(moments["BridgeLeave"]) - max(moments["BridgeEnter"])
        call = fold(main_call(told_by_ami(phone_tools, name)))
        assert call.talk_seconds == pytest.approx(together, abs=1e-5), name


def test_waiting_is_not_talk(phone_tools, fold):
    call = fold(main_call(told_by_ami(phone_tools, "queue")))
    assert call.ended_at - call.started_at == pytest.approx(3.21, abs=0.02)
    assert call.queue_seconds == pytest.approx(1.21, abs=0.02)
    assert call.ring_seconds == pytest.approx(1.20, abs=0.02)


def test_a_reference_of_ours_is_kept(phone_tools, fold):
    for name in ("click", "click_busy", "click_ignored"):
        call = fold(main_call(told_by_ami(phone_tools, name)))
        assert call.ref == call.uid
        assert call.ref.startswith("odoo-click-4")
    assert fold(main_call(told_by_ami(phone_tools, "out"))).ref == ""


def test_recordings_by_side(phone_tools, fold):
    call = fold(main_call(told_by_ami(phone_tools, "atxfer")))
    assert {each.side: each.ref.rpartition("/")[2] for each in call.recordings} == {
        "both": "testpbx-1795451235.0.wav",
        "client": "testpbx-1795451235.0-caller.wav",
        "user": "testpbx-1795451235.0-agent.wav",
    }


@pytest.mark.parametrize("name", CLEARLY_LOGGED)
def test_the_log_of_channels_tells_the_same(phone_tools, fold, name):
    heard = fold(main_call(told_by_ami(phone_tools, name)))
    read = fold(main_call(told_by_cel(phone_tools, name)))
    assert (read.uid, read.direction, read.state) == (
        *(heard.uid, heard.direction),
        heard.state,
    )
    assert (read.line, read.queue, read.ref) == (heard.line, heard.queue, heard.ref)
    # Whom a call asked for is for stands in no log where our phone is not taken.
    assert read.number == ("" if name == "click_ignored" else heard.number)
    assert _legs(read) == _legs(heard)
    assert [leg.transfer for leg in read.legs] == [leg.transfer for leg in heard.legs]
    assert read.talk_seconds == pytest.approx(heard.talk_seconds, abs=0.02)


@pytest.mark.parametrize("name", LOGGED)
def test_all_three_together_tell_no_more(phone_tools, fold, name):
    heard = main_call(told_by_ami(phone_tools, name))
    uid = heard[0].call
    logged = told_by_cel(phone_tools, name)[uid]
    accounted = told_by_cdr(phone_tools, name).get(uid, [])
    call, alone = fold(shuffled(heard + logged + accounted, 7)), fold(heard)
    assert _legs(call) == _legs(alone)
    assert (call.state, call.number, call.line) == (
        *(alone.state, alone.number),
        alone.line,
    )
    assert call.talk_seconds == pytest.approx(alone.talk_seconds, abs=0.02)
    assert call.ring_seconds == pytest.approx(alone.ring_seconds, abs=0.02)


#: What call detail records can't tell: causes, who hung up, the machine.
_POORER = {
    "declined": "missed",
    "out_declined": "not_reached",
    "out_nonumber": "not_reached",
    "queue_abandoned": "missed",
    "voicemail": "missed",
}


@pytest.mark.parametrize("name", CLEARLY_LOGGED)
def test_records_alone_tell_most(phone_tools, fold, name):
    direction, number, _line, _queue, state, legs = EXPECTED[name]
    if name == "click_ignored":
        number = ""
    call = fold(main_call(told_by_cdr(phone_tools, name)))
    assert (call.direction, call.number) == (direction, number)
    assert call.state == _POORER.get(name, state)
    if name == "forward":
        return
    told = {(leg.device, leg.outcome == "talked") for leg in call.legs}
    assert told == {(device, outcome == "talked") for device, outcome, _ in legs}
    # Whole seconds, and of a click the ringing at the client's is billed as well.
    assert call.talk_seconds == pytest.approx(sum(leg[2] for leg in legs), abs=1.3)


@pytest.mark.parametrize("name", LOGGED)
def test_a_gap_is_filled_from_the_log(phone_tools, fold, name):
    """The listener was away at the worst of moments, and read the log afterwards."""
    heard = main_call(told_by_ami(phone_tools, name))
    whole = fold(heard)
    logged = told_by_cel(phone_tools, name)[whole.uid]
    chance = random.Random(name)
    for _each in range(20):
        start = chance.randrange(len(heard))
        stop = chance.randrange(start, len(heard)) + 1
        lost = heard[:start] + heard[stop:]
        fold(lost)
        filled = fold(shuffled(lost + logged, start))
        assert (filled.state, _legs(filled)) == (whole.state, _legs(whole))
        assert filled.talk_seconds == pytest.approx(whole.talk_seconds, abs=0.02)


def test_who_looks_after_a_gap_sees_what_goes_on(phone_tools, fold):
    """Only the list of channels and what came after it is known."""
    events = raw("snapshot")
    first = next(i for i, e in enumerate(events) if e.get("Event") == "CoreShowChannel")
    parse = phone_tools["parsers.asterisk_ami"].parse
    facts = [f for event in events[first:] for f in parse(event, event["_t"])]
    call = fold(facts)
    assert (call.direction, call.number, call.state) == ("in", CLIENT, "answered")
    assert _legs(call) == [("101", "talked")]
    # The rest of the talk; the client was there for two seconds and a bit before.
    assert call.talk_seconds == pytest.approx(2.0, abs=0.1)
    assert fold(facts[:6]).state == "ongoing"


def test_a_call_that_ended_unheard_is_closed(phone_tools, fold):
    facts = main_call(told_by_ami(phone_tools, "answered"))
    told = [f for f in facts if f.kind not in ("bridge_out", "leg_ended", "call_ended")]
    assert fold(told).state == "ongoing"
    event = phone_tools["call_event"].CallEvent
    over = event("over", facts[0].call, "call_ended", facts[0].at + 10)
    call = fold([*told, over])
    assert (call.state, call.ended_at) == ("answered", over.at)
    assert call.talk_seconds == pytest.approx(over.at - call.answered_at)
