"""How long phones were together with a client: in one bridge, or in bridges that a
local channel joins.

A stay is one party's time in one bridge: ``(bridge, start, stop)`` in seconds since 1970,
``stop`` being ``None`` while it lasts.

The client is in bridge ``x`` from 0 to 10, a phone in ``y`` from 2 to 9, and what joins the
two bridges is there from 4 on:

>>> stays = {
...     "client": [("x", 0, 10)], "phone": [("y", 2, 9)],
...     "half 1": [("x", 4, 10)], "half 2": [("y", 1, 10)],
... }
>>> talks(stays, ["phone"], ["client"], [("half 1", "half 2")], horizon=10)
{'phone': Talk(seconds=5.0, since=4, met=4)}
"""

from dataclasses import dataclass

#: The bridge of a phone system that tells none: who answered was together.
NO_BRIDGE = ""


@dataclass(slots=True)
class Talk:
    """One phone's talk: ``seconds`` with the client, and the moments of the first word
    with the client and with anybody.
    """

    seconds: float = 0.0
    since: float | None = None
    met: float | None = None


def stays_of(party, begin, end):
    """Return where a party was, from its coming and going; what is missing is guessed.

    Who comes somewhere else has left; whose leaving was not told stayed until the end of
    the leg, else of the call. Whose coming was not told came when it answered, else was
    there before the others: then their coming tells from when they were together.

    :param begin: when the call began
    :param end: when it was over, or ``None``
    """
    stays, bridge, since = [], None, None
    for event in party.bridges:
        if event.kind == "bridge_in":
            if bridge == event.bridge:
                continue
            if bridge is not None:
                stays.append((bridge, since, event.at))
            bridge, since = event.bridge, event.at
        elif bridge == event.bridge:
            stays.append((bridge, since, event.at))
            bridge = None
        elif bridge is None and all(stay[0] != event.bridge for stay in stays):
            came = begin if party.answered is None else party.answered
            came = stays[-1][2] if stays else came
            if came < event.at:
                stays.append((event.bridge, came, event.at))
    if bridge is not None:
        stop = party.ended if party.ended is not None else end
        stays.append((bridge, since, stop if stop is None else max(stop, since)))
    return stays


def answered_stay(party, end, began=False):
    """Return the stay of a party of which no bridge was told: while it was answered.

    :param began: whether the call is its own: then it is there from the beginning
    """
    since = party.begun if began else party.answered
    if since is None:
        return []
    stop = party.ended if party.ended is not None else end
    return [(NO_BRIDGE, since, stop if stop is None else max(stop, since))]


def talks(stays, phones, clients, twins, horizon):
    """Return ``{uid: Talk}`` of the phones.

    :param stays: ``{uid: [stay]}`` of all parties
    :param phones: uids of phones
    :param clients: uids of the client's parties; empty: whoever was anywhere talked
    :param twins: pairs of uids that are one with each other
    :param horizon: the last moment anything was told of
    """
    found = {uid: Talk() for uid in phones}
    marks = {horizon}
    for each in stays.values():
        for _bridge, since, stop in each:
            marks.update((since, horizon if stop is None else stop))
    marks = sorted(marks)
    for since, until in zip(marks, marks[1:], strict=False):
        _hear(found, _present(stays, since), phones, clients, twins, since, until)
    last = {
        uid: [stay[0] for stay in each if stay[2] is None]
        for uid, each in stays.items()
    }
    _hear(found, last, phones, clients, twins, horizon, horizon)
    return found


def _present(stays, moment):
    return {
        uid: [
            bridge
            for bridge, since, stop in each
            if since <= moment and (stop is None or stop > moment)
        ]
        for uid, each in stays.items()
    }


def _hear(found, present, phones, clients, twins, since, until):
    """Add one stretch of time, in which nobody came or left, to the talks."""
    room = _rooms(present, twins)
    spoken = {room[b] for uid in clients for b in present.get(uid, ())}
    for uid in phones:
        rooms = {room[bridge] for bridge in present.get(uid, ())}
        if not rooms:
            continue
        talk = found[uid]
        if not clients or rooms & spoken:
            talk.since = since if talk.since is None else talk.since
            talk.met = since if talk.met is None else talk.met
            talk.seconds += until - since
        elif talk.met is None and any(
            room[bridge] in rooms
            for other in phones
            if other != uid
            for bridge in present.get(other, ())
        ):
            talk.met = since


def _rooms(present, twins):
    """Return ``{bridge: bridge that stands for all it is joined with}``."""
    room = {bridge: bridge for bridges in present.values() for bridge in bridges}
    for one, two in twins:
        here, there = present.get(one), present.get(two)
        if here and there:
            old, new = room[there[0]], room[here[0]]
            room = {bridge: new if at == old else at for bridge, at in room.items()}
    return room
