"""Which talk answers which missed call.

A missed call is answered by the first talk that begins with or after it and is with the
same number, else with the same client: whoever called back from another phone did call
back. Moments only need an order; numbers are normalised, ids are any.

>>> missed = [Missed(1, "+3221", 7, at=10), Missed(2, "+3222", None, at=20)]
>>> talks = [Talk(5, "+3221", None, at=9), Talk(6, "+3299", 7, at=15),
...          Talk(7, "+3221", None, at=30)]
>>> {number: talk.id for number, talk in find_answers(missed, talks).items()}
{1: 6}

What was told in another order comes to the same:

>>> find_answers(missed[::-1], talks[::-1]) == find_answers(missed, talks)
True
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missed:
    """A client who was not answered.

    :param id: of the call
    :param number: whose phone it was
    :param client: who it was, ``None`` if not known
    :param at: when it began
    """

    id: int
    number: str
    client: int | None
    at: object


@dataclass(frozen=True, slots=True)
class Talk:
    """A client who was spoken to; as :class:`Missed`."""

    id: int
    number: str
    client: int | None
    at: object


def find_answers(missed, talks):
    """Return ``{id of the missed call: talk}``, without those still waiting."""
    ordered = sorted(talks, key=lambda talk: (talk.at, talk.id))
    found = {}
    for call in missed:
        talk = next((talk for talk in ordered if _answers(talk, call)), None)
        if talk:
            found[call.id] = talk
    return found


def count_attempts(call, attempts):
    """Return how often it was tried in vain to reach who made a call.

    >>> tries = [Talk(3, "+3221", None, at=5), Talk(4, "+3221", 8, at=12)]
    >>> count_attempts(Missed(1, "+3221", 7, at=10), tries)
    1
    """
    return sum(_answers(attempt, call) for attempt in attempts)


def _answers(talk, call):
    return talk.at >= call.at and (
        talk.number == call.number or (bool(call.client) and talk.client == call.client)
    )


def split_age(minutes):
    """Return an age as somebody would say it: ``(number, unit)``.

    >>> [split_age(minutes) for minutes in (0.5, 59.9, 60, 1439, 1440, 5000)]
    [(0, 'min'), (59, 'min'), (1, 'h'), (23, 'h'), (1, 'd'), (3, 'd')]
    """
    whole = int(max(minutes, 0))
    if whole < 60:
        return whole, "min"
    return (whole // 60, "h") if whole < 1440 else (whole // 1440, "d")
