"""What each phone of ours did in a call.

>>> from .call_parties import Party
>>> from .call_talk import Talk
>>> _answered(Party("a", answered=7.0), Talk(seconds=3.0, since=8.0, met=8.0), "talked")
7.0
"""

from .call_sides import shown_device
from .call_state import LegState

#: A transfer is told within so many seconds of what it makes happen, before or after.
ABOUT = 0.25
#: A phone may be told to have stopped ringing so many seconds before another answered.
AT_ONCE = 0.1

_REFUSALS = ("busy", "rejected", "unreachable")


def legs_of(sides, spoken, facts, ended, numbering):
    """Return the :class:`~.call_state.LegState` of a call, in the order they rang.

    :param sides: the call's :class:`~.call_sides.Sides`
    :param spoken: ``{uid: Talk}``
    :param ended: when the call was over, or ``None``
    """
    transfers = [event for event in facts if event.kind == "transferred"]
    legs = []
    for party in sides.phones:
        talk = spoken[party.uid]
        outcome = _outcome(party, sides, spoken, ended)
        by, kind = _transfer(party, talk, transfers)
        legs.append(
            LegState(
                uid=party.uid,
                device=shown_device(party, numbering),
                outcome=outcome,
                rang_at=_rang(party)
                if talk.met is None
                else min(_rang(party), talk.met),
                answered_at=_answered(party, talk, outcome),
                ended_at=party.ended if party.ended is not None else ended,
                talk_seconds=round(talk.seconds, 6),
                transferred_by=by,
                transfer=kind,
            )
        )
    return tuple(sorted(legs, key=lambda leg: (leg.rang_at, leg.uid)))


def first_rings(sides):
    """Return when whom the call was for began to be rung, or ``None``."""
    if sides.direction == "in":
        asked = sides.phones
    else:
        asked = sides.clients or sides.phones[1:] or (sides.told and sides.phones)
    return min((_rang(party) for party in asked or ()), default=None)


def _rang(party):
    return party.begun if party.rang is None else party.rang


def _answered(party, talk, outcome):
    if outcome in ("talked", "") and (talk.met is not None or party.answered):
        moments = (party.answered, talk.met)
        return min(moment for moment in moments if moment is not None)
    return None


def _outcome(party, sides, spoken, ended):
    talk = spoken[party.uid]
    if talk.met is not None:
        return "talked" if party.ended is not None or ended is not None else ""
    if party.ended is None and ended is None:
        return ""
    if party is sides.first and sides.direction != "in" and not _is_rung(party, sides):
        return "caller"
    if party.verdict in _REFUSALS:
        return party.verdict
    if party.verdict == "answered_elsewhere" or _is_forestalled(
        party, sides, spoken, ended
    ):
        return "answered_elsewhere"
    return "no_answer"


def _is_rung(party, sides):
    """Tell whether a phone that began was itself called first, and dialled nothing."""
    dialled = any(line.strip("+").isdigit() for line in party.lines)
    return not sides.told and party.answered is None and not dialled


def _is_forestalled(party, sides, spoken, ended):
    """Tell whether another phone was answered while this one rang."""
    until = party.ended if party.ended is not None else ended
    return any(
        spoken[other.uid].met is not None
        and _rang(party) <= _taken(other, spoken[other.uid]) <= until + AT_ONCE
        for other in sides.phones
        if other is not party
    )


def _taken(party, talk):
    return talk.met if party.answered is None else min(party.answered, talk.met)


def _transfer(party, talk, transfers):
    """Return ``(uid of the leg that put the client through, how)``, or empty ones.

    Who got the client is told by what follows: the phone that first spoke with the
    client, or began to ring, after the transfer.
    """
    moment = talk.since if talk.since is not None else _rang(party)
    mine = [
        event
        for event in transfers
        if event.other != party.uid
        and (event.leg == party.uid or event.at <= moment + ABOUT)
    ]
    if not mine:
        return "", ""
    last = max(mine, key=lambda event: (event.leg == party.uid, event.at, event.uid))
    return last.other, last.transfer
