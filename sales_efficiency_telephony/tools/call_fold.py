"""From what a phone system told to what the call was.

:func:`fold` takes the facts of one call in any order and however often repeated, and says
what it came to; the same facts always make the same call. Moments are seconds since 1970
in UTC, lengths are seconds.

- A call begins with its first leg and ends when all legs have, or where ``call_ended`` is
  told. Nothing here reads the clock: what lasts is counted up to the last fact.
- Talk is the time a phone of ours is together with the client: in one bridge, or in
  bridges that local channels join. Where no bridge of a leg was told, its summary counts;
  where no bridge of the call was told, the time between answer and end.
- A client who called and to whom nobody of ours spoke was missed, whoever rang.
- A phone that stopped ringing because another one was answered is not one that missed.

>>> from .call_event import CallEvent
>>> told = [
...     CallEvent("1", "c", "leg_started", 100, "a", "trunk", number="79161234567"),
...     CallEvent("2", "c", "leg_started", 101, "b", "101"),
...     CallEvent("3", "c", "bridge_in", 105, "a", "trunk", bridge="x"),
...     CallEvent("4", "c", "bridge_in", 105, "b", "101", bridge="x"),
...     CallEvent("5", "c", "leg_ended", 135, "b", "101", cause=16),
...     CallEvent("6", "c", "leg_ended", 135, "a", "trunk", cause=16),
... ]
>>> call = fold(reversed(told))
>>> call.direction, call.number, call.state, call.talk_seconds, call.ring_seconds
('in', '79161234567', 'answered', 30.0, 4.0)
>>> [(leg.device, leg.outcome) for leg in call.legs]
[('101', 'talked')]
"""

from .call_legs import first_rings, legs_of
from .call_numbers import is_client
from .call_outcome import state_of
from .call_parties import in_order, parties_of
from .call_recordings import recordings_of
from .call_sides import HALF, client_numbers, divide, line_of
from .call_state import CallState, Numbering
from .call_summary import talked
from .call_talk import Talk, answered_stay, stays_of, talks

_ANYONE = Numbering()


def fold(events, numbering=_ANYONE):
    """Return the call that facts make, or ``None`` where they make none.

    :param events: :class:`~.call_event.CallEvent` of one call, in any order, repeated
    :param numbering: which numbers are ours
    :return: a :class:`~.call_state.CallState` or ``None``
    """
    facts = in_order(events)
    parties = parties_of(facts)
    sides = divide(parties, facts, numbering)
    if sides is None or _is_command(sides):
        return None
    ended = _end_of(parties, sides, facts)
    horizon = ended if ended is not None else max(facts[-1].at, _last_of(parties))
    spoken = _talk(parties, sides, ended, horizon)
    legs = legs_of(sides, spoken, facts, ended, numbering)
    answered = _answered_at(sides, spoken)
    until = answered if answered is not None else horizon
    rang = first_rings(sides)
    numbers = client_numbers(sides.direction, sides.people, sides.role, facts)
    number = next((number for number in numbers if is_client(number, numbering)), "")
    queued = [event for event in facts if event.queue]
    joined = next((event.at for event in queued if event.kind != "leg_summary"), until)
    return CallState(
        uid=facts[0].call,
        direction=sides.direction,
        number=number if sides.direction != "internal" else "",
        line=line_of(sides, facts, numbering),
        queue=queued[0].queue if queued else "",
        state=state_of(sides, facts, answered, ended),
        started_at=_started_at(parties, legs),
        answered_at=answered,
        ended_at=ended,
        ring_seconds=_length(until, rang),
        queue_seconds=_length(until, joined),
        talk_seconds=round(sum(leg.talk_seconds for leg in legs), 6),
        legs=legs,
        recordings=recordings_of(sides, facts) if answered is not None else (),
        ref=next((event.ref for event in facts if event.ref), ""),
    )


def _started_at(parties, legs):
    """Return when the call began: clocks may tell that somebody rang before that."""
    begun = [party.begun for party in parties.values()]
    return min([*begun, *(leg.rang_at for leg in legs)])


def _is_command(sides):
    """Tell whether a phone only gave the phone system an order, such as ``*8``."""
    lines = sides.first.lines
    return len(sides.people) == 1 and bool(lines) and lines[0][0] in "*#"


def _length(until, since):
    return 0.0 if since is None else round(max(float(until - since), 0.0), 6)


def _last_of(parties):
    return max((party.ended for party in parties.values() if party.ended), default=0)


def _end_of(parties, sides, facts):
    """Return when the call was over, or ``None`` while it lasts.

    The end of all its legs is the truth; ``call_ended`` may be told much later, by whom
    looked what had become of a call after having been away.
    """
    people = [party for uid, party in parties.items() if sides.role[uid] != HALF]
    ends = [party.ended for party in people if party.ended is not None]
    if len(ends) == len(people):
        return max(ends)
    told = [event.at for event in facts if event.kind == "call_ended"]
    return max(min(told), *ends, people[0].begun) if told else None


def _talk(parties, sides, ended, horizon):
    """Return ``{uid of a phone: Talk}``."""
    bridged = any(party.bridges for party in parties.values())
    # Who does not tell the direction tells bridges: they may yet come.
    guessed = not bridged and (sides.told or ended is not None)
    begin = min(party.begun for party in parties.values())
    stays = {}
    for uid, party in parties.items():
        if party.bridges:
            stays[uid] = stays_of(party, begin, ended)
        elif guessed:
            began = party is sides.first and party in sides.clients
            stays[uid] = answered_stay(party, ended, began)
    phones = [party.uid for party in sides.phones]
    clients = [party.uid for party in sides.clients]
    spoken = talks(stays, phones, clients, _twins(parties, sides), horizon)
    for party in sides.phones:
        if party.summary is not None and not party.bridges:
            spoken[party.uid] = _summed_up(party.summary)
    if sides.direction == "internal":
        # Nobody of them is a client.
        for talk in spoken.values():
            talk.seconds = 0.0
    return spoken


def _summed_up(summary):
    if not talked(summary):
        return Talk()
    since = summary.at + summary.ring_seconds
    return Talk(seconds=summary.seconds, since=since, met=since)


def _twins(parties, sides):
    """Return the pairs of halves: told, or of one name but for its last number."""
    halves = [party for uid, party in parties.items() if sides.role[uid] == HALF]
    pairs = {tuple(sorted((half.uid, half.twin))) for half in halves if half.twin}
    names = {}
    for half in halves:
        names.setdefault(half.device.rpartition(";")[0], []).append(half.uid)
    pairs.update(tuple(sorted(uids)) for uids in names.values() if len(uids) == 2)
    return sorted(pairs)


def _answered_at(sides, spoken):
    moments = [
        talk.met if sides.direction == "internal" else talk.since
        for talk in spoken.values()
    ]
    return min((moment for moment in moments if moment is not None), default=None)
