"""Whose call it is: of those who took part, the one it is counted for.

The client's question is with whoever spoke to him last; a call nobody answered that we
made is the caller's.
"""

from .call_state import LIVE


def who(state):
    """Return the leg of whoever the call is counted for, or ``None``.

    :param state: a :class:`call_state.CallState`

    >>> from .call_state import CallState, LegState
    >>> first = LegState("a", "101", "talked", 0.0, 1.0, 30.0, 29.0)
    >>> second = LegState("b", "102", "talked", 20.0, 25.0, 60.0, 30.0)
    >>> call = CallState("1", "in", "", "", "", "answered", 0.0, 1.0, 60.0, 1, 0, 59)
    >>> from dataclasses import replace
    >>> who(replace(call, legs=(second, first))).device
    '102'

    While they talk it is whoever has the client on the line:

    >>> live = replace(second, outcome="", ended_at=None, talk_seconds=0.0)
    >>> who(replace(call, state="ongoing", legs=(live, first))).device
    '102'

    A client who reached nobody is nobody's, a call in vain is the caller's:

    >>> rang = LegState("a", "101", "no_answer", 0.0, None, 20.0, 0.0)
    >>> who(replace(call, state="missed", legs=(rang,)))
    >>> dialled = replace(rang, outcome="caller")
    >>> who(replace(call, direction="out", state="busy", legs=(dialled,))).device
    '101'
    """
    lasts = state.state in LIVE
    talked = [
        leg
        for leg in state.legs
        if leg.outcome == "talked"
        or (lasts and leg.answered_at is not None and leg.ended_at is None)
    ]
    if talked:
        return max(talked, key=_last_word)
    if state.direction == "in":
        return None
    callers = [leg for leg in state.legs if leg.outcome == "caller"]
    return next(iter(callers or state.legs), None)


def _last_word(leg):
    endless = float("inf")
    return endless if leg.ended_at is None else leg.ended_at, leg.answered_at or 0.0
