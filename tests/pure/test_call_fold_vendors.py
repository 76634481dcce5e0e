"""Calls of phone systems that tell the direction themselves and mostly sum up."""

import itertools

import pytest

CLIENT = "+79161234567"


@pytest.fixture(scope="module")
def fold(phone_tools):
    return phone_tools["call_fold"].fold


@pytest.fixture(scope="module")
def tell(phone_tools):
    """Return a maker of facts about one call; ``at`` counts from its beginning."""
    count = itertools.count()
    event = phone_tools["call_event"].CallEvent

    def tell(kind, at, leg="", **told):
        return event(f"e{next(count)}", "c", kind, 1000.0 + at, leg, **told)

    return tell


def _sum(tell, at=0, leg="a", device="101", direction="in", **told):
    return tell(
        *("leg_summary", at, leg),
        **{"device": device, "direction": direction, "number": CLIENT, **told},
    )


def test_an_answered_call_summed_up(fold, tell):
    call = fold([_sum(tell, ring_seconds=5.0, seconds=60.0, line="74951000101")])
    assert (call.direction, call.state, call.talk_seconds) == ("in", "answered", 60)
    assert (call.number, call.line) == (CLIENT, "74951000101")
    assert (call.started_at, call.answered_at, call.ended_at) == (1000, 1005, 1065)
    [leg] = call.legs
    assert (leg.device, leg.outcome, leg.talk_seconds) == ("101", "talked", 60)
    assert call.ring_seconds == 5


@pytest.mark.parametrize(
    ("direction", "status", "state", "outcome"),
    [
        ("in", "no_answer", "missed", "no_answer"),
        ("in", "busy", "missed", "busy"),
        ("in", "rejected", "missed", "rejected"),
        ("out", "no_answer", "not_reached", "caller"),
        ("out", "busy", "busy", "caller"),
        ("out", "rejected", "busy", "caller"),
        ("out", "unreachable", "failed", "caller"),
        ("internal", "no_answer", "not_reached", "caller"),
    ],
)
def test_an_unanswered_call_summed_up(fold, tell, direction, status, state, outcome):
    told = _sum(tell, direction=direction, status=status, ring_seconds=20.0)
    call = fold([told])
    assert (call.state, call.talk_seconds) == (state, 0)
    assert [leg.outcome for leg in call.legs] == [outcome]


def test_billed_is_not_talked_where_nobody_answered(fold, tell):
    call = fold([_sum(tell, status="no_answer", seconds=12.0)])
    assert (call.state, call.talk_seconds) == ("missed", 0)


def test_the_later_summary_wins_by_what_it_says(fold, tell):
    early = _sum(tell, ring_seconds=4.0, seconds=10.0)
    late = _sum(tell, ring_seconds=4.0, seconds=70.0)
    refusal = _sum(tell, status="no_answer", ring_seconds=99.0)
    for told in itertools.permutations([early, late, refusal]):
        call = fold(told)
        assert (call.state, call.talk_seconds) == ("answered", 70)


def test_bridges_win_over_the_summary(fold, tell):
    facts = [
        tell("leg_started", 0, "t", device="trunk", number=CLIENT),
        tell("leg_started", 1, "a", device="101"),
        tell("bridge_in", 10, "t", device="trunk", bridge="b"),
        tell("bridge_in", 10, "a", device="101", bridge="b"),
        tell("bridge_out", 31, "a", device="101", bridge="b"),
        tell("leg_ended", 31, "a", device="101"),
        tell("leg_ended", 31, "t", device="trunk"),
        tell("leg_summary", 0, "a", device="101", seconds=30.0, status="talked"),
    ]
    for turn in range(len(facts)):
        call = fold(facts[turn:] + facts[:turn])
        assert call.talk_seconds == 21


def test_ring_all_summed_up(fold, tell):
    """Two phones of a group did not answer, since the third one did."""
    call = fold(
        [
            _sum(tell, 0, "a", "101", ring_seconds=8.0, status="no_answer"),
            _sum(tell, 0, "b", "102", ring_seconds=8.0, status="answered_elsewhere"),
            _sum(tell, 0, "c", "103", ring_seconds=8.0, seconds=40.0),
        ]
    )
    assert call.state == "answered"
    assert {leg.device: leg.outcome for leg in call.legs} == {
        "101": "answered_elsewhere",
        "102": "answered_elsewhere",
        "103": "talked",
    }


def test_who_rang_before_did_not_answer(fold, tell):
    """One after the other: the first had its chance."""
    call = fold(
        [
            _sum(tell, 0, "a", "101", ring_seconds=10.0, status="no_answer"),
            _sum(tell, 11, "b", "102", ring_seconds=5.0, seconds=40.0),
        ]
    )
    assert [leg.outcome for leg in call.legs] == ["no_answer", "talked"]


def test_a_call_of_nobody_known(fold, tell):
    """A history without extensions: the talk counts, for nobody."""
    call = fold([_sum(tell, device="", leg="", seconds=60.0)])
    assert (call.state, call.talk_seconds) == ("answered", 60)
    assert [leg.device for leg in call.legs] == [""]
    missed = fold([_sum(tell, device="", leg="", status="no_answer")])
    assert (missed.state, missed.legs) == ("missed", ())


def test_told_step_by_step_without_bridges(fold, tell):
    told = {"direction": "in", "number": CLIENT}
    facts = [
        tell("leg_started", 0, "t", queue="sales", **told),
        tell("leg_ringing", 1, "a", device="101", **told),
        tell("leg_answered", 6, "a", device="101", **told),
        tell("leg_ended", 36, "a", device="101", **told),
        tell("call_ended", 36),
    ]
    states = [fold(facts[: count + 1]).state for count in range(len(facts))]
    assert states == ["ringing", "ringing", "ongoing", "ongoing", "answered"]
    call = fold(facts)
    assert (call.talk_seconds, call.ring_seconds, call.queue_seconds) == (30, 5, 6)
    assert (call.queue, call.number) == ("sales", CLIENT)


def test_an_outgoing_call_step_by_step(fold, tell):
    """The client's leg has no device; ours waits until it is taken."""
    told = {"direction": "out", "number": CLIENT}
    facts = [
        tell("leg_started", 0, "a", device="101", **told),
        tell("leg_ringing", 2, "t", **told),
        tell("leg_answered", 9, "a", device="101", **told),
        tell("leg_answered", 9, "t", **told),
        tell("leg_ended", 29, "a", device="101", **told),
        tell("leg_ended", 29, "t", **told),
    ]
    call = fold(facts)
    assert (call.state, call.talk_seconds, call.ring_seconds) == ("answered", 20, 7)
    assert fold(facts[:2]).state == "ringing"


def test_the_queue_the_client_left(fold, tell):
    told = {"direction": "in", "number": CLIENT, "queue": "sales"}
    joined = tell("leg_started", 0, "t", **told)
    call = fold([joined, tell("leg_ended", 40, "t", status="abandoned", **told)])
    assert (call.state, call.queue_seconds) == ("abandoned", 40)
    call = fold([joined, tell("leg_ended", 40, "t", **told)])
    assert call.state == "missed"
    call = fold([joined, tell("leg_ended", 40, "t", status="voicemail", **told)])
    assert call.state == "voicemail"


def test_a_transfer_that_names_both(fold, tell):
    call = fold(
        [
            _sum(tell, 0, "a", "101", ring_seconds=5.0, seconds=30.0),
            _sum(tell, 35, "b", "102", ring_seconds=5.0, seconds=60.0),
            tell("transferred", 35, "b", other="a", transfer="attended"),
        ]
    )
    assert [leg.talk_seconds for leg in call.legs] == [30, 60]
    assert (call.legs[1].transferred_by, call.legs[1].transfer) == ("a", "attended")


def test_own_and_internal_numbers_are_no_clients(phone_tools, fold, tell):
    numbering = phone_tools["call_state"].Numbering(
        own=frozenset({"74951000101"}), phones=frozenset({"79160000001", "alice"})
    )
    for number in ("4951000101", "+7 495 100-01-01", "102", "79160000001"):
        call = fold([_sum(tell, number=number, seconds=9.0)], numbering)
        assert (call.direction, call.number, call.talk_seconds) == ("internal", "", 0)
    for number in ("", "anonymous"):
        call = fold([_sum(tell, number=number, seconds=9.0)], numbering)
        assert (call.direction, call.number, call.talk_seconds) == ("in", "", 9)


def test_people_are_known_by_their_devices(phone_tools, fold, tell):
    """A phone with a name, and a mobile reached by a line, are ours where we know them."""
    numbering = phone_tools["call_state"].Numbering(
        phones=frozenset({"alice", "79160000001"})
    )
    facts = [
        tell("leg_started", 0, "t", device="trunk", number=CLIENT, line="4951000101"),
        tell("leg_started", 1, "a", device="alice"),
        tell("leg_started", 1, "m", device="trunk", number="79160000001"),
        tell("bridge_in", 5, "t", device="trunk", bridge="b"),
        tell("bridge_in", 5, "m", device="trunk", bridge="b"),
        tell("leg_ended", 5, "a", device="alice", cause=26),
        tell("leg_ended", 25, "m", device="trunk"),
        tell("leg_ended", 25, "t", device="trunk"),
    ]
    call = fold(facts, numbering)
    assert {leg.device: leg.outcome for leg in call.legs} == {
        "alice": "answered_elsewhere",
        "79160000001": "talked",
    }
    assert (call.number, call.talk_seconds) == (CLIENT, 20)


def test_the_mobile_of_a_colleague_is_not_the_client(fold, tell):
    """Of the second leg only the number is told; the client withheld the own one."""
    told = {"direction": "in", "line": "4951000101"}
    facts = [
        tell("leg_started", 0, "t", number="anonymous", **told),
        tell("leg_started", 1, "m", device="79160000001", number="79160000001"),
        tell("leg_answered", 6, "m", device="79160000001"),
        tell("leg_ended", 26, "m", device="79160000001"),
        tell("leg_ended", 26, "t"),
    ]
    call = fold(facts)
    assert (call.direction, call.number, call.talk_seconds) == ("in", "", 20)
    assert [leg.device for leg in call.legs] == ["79160000001"]


def test_a_talk_told_by_a_webhook(fold, tell):
    """The lines of the settings' example: a direction once, a device once a leg."""
    facts = [
        tell("leg_started", 0, "a", device="trunk", direction="in", number=CLIENT),
        tell("leg_ringing", 1, "b", device="101"),
        tell("leg_answered", 10, "b"),
        *(tell("bridge_in", 10, leg, bridge="x") for leg in "ab"),
        *(tell("bridge_out", 70, leg, bridge="x") for leg in "ab"),
        tell("call_ended", 70),
    ]
    call = fold(facts)
    assert (call.state, call.number, call.talk_seconds) == ("answered", CLIENT, 60)
    assert [leg.device for leg in call.legs] == ["101"]


def test_a_conference_counts_for_each_of_ours(fold, tell):
    facts = [tell("leg_started", 0, "t", device="trunk", number=CLIENT)]
    facts += [tell("leg_started", 1, leg, device=leg) for leg in ("101", "102")]
    facts += [
        tell("bridge_in", 10 * place, leg, device=leg, bridge="conference")
        for place, leg in enumerate(("trunk", "101", "102"), 1)
        for leg in [leg if leg != "trunk" else "t"]
    ]
    facts.append(tell("call_ended", 60))
    call = fold(facts)
    assert [leg.talk_seconds for leg in call.legs] == [40, 30]


def test_nothing_that_makes_a_call(fold, tell):
    assert fold([]) is None
    assert fold([tell("call_ended", 5)]) is None
    assert fold([tell("recording_ready", 5, recording="a.wav")]) is None


def test_files_are_told_apart_by_their_folders(fold, tell):
    """The end of a longer path is that file, another folder another one."""
    told = (
        "https://host/1/audio.mp3",
        "audio.mp3",
        "https://host/2/audio.mp3",
        "b.wav",
        "/var/monitor/b.wav",
        "https://host/c.wav?signature=new",
        "https://host/c.wav?signature=old",
        "https://host/get?id=1",
        "https://host/get?id=2",
    )
    facts = [_sum(tell, seconds=20.0)]
    facts += [
        tell("recording_ready", 60 - place, recording=ref)
        for place, ref in enumerate(told)
    ]
    expected = sorted(set(told) - {told[1], told[3], told[6]})
    for order in (facts, facts[::-1], facts[5:] + facts[:5] + facts):
        assert [each.ref for each in fold(order).recordings] == expected


def test_a_recording_without_talk_is_none(fold, tell):
    kept = tell("recording_ready", 30, recording="https://host/a.mp3")
    call = fold([_sum(tell, status="no_answer"), kept])
    assert call.recordings == ()
    call = fold([_sum(tell, seconds=20.0), kept])
    assert [each.ref for each in call.recordings] == ["https://host/a.mp3"]
