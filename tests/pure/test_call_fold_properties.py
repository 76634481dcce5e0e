"""What has to hold for any facts, however odd."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

_LEGS = ("", "t", "a", "b", "l;1", "l;2")
_DEVICES = {
    **{"": "", "t": "trunk", "a": "101", "b": "102"},
    **{"l;1": "Local/102@x-0;1", "l;2": "Local/102@x-0;2"},
}
_STATUSES = ("", "talked", "no_answer", "busy", "rejected", "hung_up", "voicemail")


@pytest.fixture(scope="module")
def made(phone_tools):
    """Return a maker of facts, with uids by their contents."""
    event = phone_tools["call_event"].CallEvent

    def made(rows):
        return [
            event(
                *(f"{row}", "c", kind, at, leg, _DEVICES[leg]),
                bridge=bridge,
                direction=direction,
                status=status,
                seconds=seconds,
                number=number,
                other="a" if kind == "transferred" else "",
                queue="sales" if status == "hung_up" else "",
                recording="x.wav" if kind == "recording_ready" else "",
            )
            for row in rows
            for kind, at, leg, bridge, direction, status, seconds, number in [row]
        ]

    return made


kinds = st.sampled_from(
    "leg_started leg_ringing leg_answered bridge_in bridge_out transferred leg_ended "
    "leg_summary recording_ready call_ended".split()
)
moments = st.integers(min_value=0, max_value=40).map(lambda tick: 1000 + tick / 4)


def facts(directions):
    row = st.tuples(
        kinds,
        moments,
        st.sampled_from(_LEGS),
        st.sampled_from(("x", "y")),
        st.sampled_from(directions),
        st.sampled_from(_STATUSES),
        st.sampled_from((0.0, 0.0, 2.5, 30.0)),
        st.sampled_from(("", "79161234567", "102", "anonymous")),
    )
    return st.lists(row, min_size=1, max_size=25)


anything = st.one_of(facts([""]), facts(["in"]), facts(["out"]), facts(["internal"]))


@settings(max_examples=300)
@given(rows=anything, data=st.data())
def test_order_and_repetition_change_nothing(phone_tools, made, rows, data):
    fold = phone_tools["call_fold"].fold
    told = made(rows)
    again = data.draw(st.permutations(told + told[: len(told) // 3 + 1]))
    assert fold(again) == fold(told)


@settings(max_examples=300)
@given(rows=anything)
def test_a_call_agrees_with_itself(phone_tools, made, rows):
    state = phone_tools["call_state"]
    call = phone_tools["call_fold"].fold(made(rows))
    if call is None:
        return
    assert call.state in state.STATES
    assert (call.state in state.LIVE) == (call.ended_at is None)
    assert call.direction in ("in", "out", "internal")
    if call.state == "answered":
        assert call.answered_at is not None
    assert min(call.ring_seconds, call.queue_seconds, call.talk_seconds) >= 0
    assert call.talk_seconds == pytest.approx(
        sum(leg.talk_seconds for leg in call.legs), abs=1e-5
    )
    if call.direction == "internal":
        assert (call.talk_seconds, call.number) == (0, "")
    assert len({leg.uid for leg in call.legs}) == len(call.legs)
    rang = [leg.rang_at for leg in call.legs]
    assert rang == sorted(rang)
    for leg in call.legs:
        _agrees(leg, call, state)


def _agrees(leg, call, state):
    assert leg.outcome in (*state.OUTCOMES, "")
    if call.ended_at is not None:
        assert leg.outcome
        assert leg.ended_at is not None
    if leg.talk_seconds:
        assert leg.outcome in ("talked", "")
    assert leg.rang_at >= call.started_at
    assert not leg.transferred_by or leg.transferred_by != leg.uid


@given(rows=facts([""]))
def test_talk_is_not_longer_than_the_call(phone_tools, made, rows):
    """Bridges end with the call; only summaries may say otherwise."""
    rows = [row for row in rows if row[0] != "leg_summary"]
    call = phone_tools["call_fold"].fold(made(rows))
    if call is None or call.ended_at is None:
        return
    # A party may be told to be somewhere after its call was told to be over.
    last = max(row[1] for row in rows)
    for leg in call.legs:
        assert leg.talk_seconds <= max(last, call.ended_at) - call.started_at
