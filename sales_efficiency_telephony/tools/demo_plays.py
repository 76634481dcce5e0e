"""The plays of :mod:`demo_calls`: what is told of one conversation each.

Moments are seconds since 1970, lengths seconds. A play is called with when it begins, the
phones that take part, the client's number, and how long they talk.

>>> [fact.kind for fact in PLAYS["busy"](1.7e9, "101", "102", "+12025550123", 60.0)][-2:]
['leg_ended', 'call_ended']
"""

from .call_event import CallEvent

#: How long it rings before anybody answers.
RING = 8.0
LINE = "+12025550100"


def _fact(kind, at, leg="", **more):
    return CallEvent(uid="-", call="-", kind=kind, at=at, leg=leg, **more)


def _from_client(at, number, **more):
    return _fact("leg_started", at, "client", number=number, line=LINE, **more)


def _ring(at, phone):
    return [
        _fact("leg_started", at, phone, device=phone),
        _fact("leg_ringing", at, phone, device=phone),
    ]


def _talk(since, until, *legs):
    """Return the facts of legs that are together for a while."""
    return [
        _fact(kind, moment, leg, bridge="talk")
        for kind, moment in (("bridge_in", since), ("bridge_out", until))
        for leg in legs
    ]


def _end(at, *legs, **more):
    return [
        *(_fact("leg_ended", at, leg, cause=16) for leg in legs),
        _fact("call_ended", at, **more),
    ]


def _answered(at, first, second, number, talk):
    since = at + RING
    return [
        _from_client(at, number),
        *_ring(at + 1, first),
        _fact("leg_answered", since, first),
        *_talk(since, since + talk, "client", first),
        *_end(since + talk, "client", first),
    ]


def _missed(at, first, second, number, talk):
    until = at + 25
    return [
        _from_client(at, number),
        *_ring(at + 1, first),
        _fact("leg_ended", until, first, status="no_answer", cause=19),
        *_end(until, "client"),
    ]


def _queue(at, first, second, number, talk):
    since = at + RING
    losers = [second] if second != first else []
    return [
        _from_client(at, number, queue="sales"),
        *(fact for phone in [first, *losers] for fact in _ring(at + 1, phone)),
        _fact("leg_answered", since, first),
        *(
            _fact("leg_ended", since, phone, status="answered_elsewhere", cause=26)
            for phone in losers
        ),
        *_talk(since, since + talk, "client", first),
        *_end(since + talk, "client", first),
    ]


def _abandoned(at, first, second, number, talk):
    until = at + 40
    return [
        _from_client(at, number, queue="sales"),
        *_ring(at + 1, first),
        _fact("leg_ended", until, first, status="no_answer", cause=26),
        _fact("leg_ended", until, "client", status="abandoned", cause=16),
        *_end(until),
    ]


def _transfer(at, first, second, number, talk):
    if first == second:
        return _answered(at, first, second, number, talk)
    since, until = at + RING, at + RING + talk / 3
    again = until + 3
    end = again + talk - talk / 3
    return [
        _from_client(at, number),
        *_ring(at + 1, first),
        _fact("leg_answered", since, first),
        *_talk(since, until, "client", first),
        _fact("transferred", until, second, other=first, transfer="blind"),
        *_ring(until, second),
        _fact("leg_ended", until, first, cause=16),
        _fact("leg_answered", again, second),
        *_talk(again, end, "client", second),
        *_end(end, "client", second),
    ]


def _to_client(at, first, number):
    return [
        _fact("leg_started", at, first, device=first, line=number),
        _fact("leg_started", at + 1, "client", number=number),
        _fact("leg_ringing", at + 2, "client", number=number),
    ]


def _outgoing(at, first, second, number, talk):
    since = at + RING
    return [
        *_to_client(at, first, number),
        _fact("leg_answered", since, "client"),
        *_talk(since, since + talk, first, "client"),
        *_end(since + talk, "client", first),
    ]


def _busy(at, first, second, number, talk):
    return [
        *_to_client(at, first, number),
        _fact("leg_ended", at + 4, "client", status="busy", cause=17),
        *_end(at + 4, first),
    ]


def _unreached(at, first, second, number, talk):
    return [
        *_to_client(at, first, number),
        _fact("leg_ended", at + 30, "client", status="no_answer", cause=19),
        *_end(at + 30, first),
    ]


def _internal(at, first, second, number, talk):
    if first == second:
        return _outgoing(at, first, second, number, talk)
    since = at + RING
    return [
        _fact("leg_started", at, first, device=first, line=second),
        *_ring(at + 1, second),
        _fact("leg_answered", since, second),
        *_talk(since, since + talk, first, second),
        *_end(since + talk, first, second),
    ]


PLAYS = {
    "answered": _answered,
    "missed": _missed,
    "queue": _queue,
    "abandoned": _abandoned,
    "transfer": _transfer,
    "outgoing": _outgoing,
    "busy": _busy,
    "unreached": _unreached,
    "internal": _internal,
}
