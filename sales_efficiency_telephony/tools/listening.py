"""Which calls of a person are listened to: drawn at random, spread, repeatable.

All calls of the pool stand in the order of the SHA-256 of seed and number of the call:
as good as shuffled, and the same again for whoever has the seed. Of them the first one
is taken whose *traits* (stage, direction, outcome) have been heard least: for each trait
it is counted how often its value is among the calls heard before and those drawn now,
and the sum is the call's *load*. Calls with the same traits have equal chances.

>>> pool = [Candidate(1, ("talk", "in")), Candidate(2, ("talk", "in")),
...         Candidate(3, ("talk", "in")), Candidate(4, ("offer", "out"))]
>>> [pick.call for pick in draw("2017-08-15/7/salt", pool, 2)]
[1, 4]

The order of the pool does not matter, and the seed says it all:

>>> [pick.call for pick in draw("2017-08-15/7/salt", pool[::-1], 2)]
[1, 4]
>>> [pick.call for pick in draw("2017-08-16/7/salt", pool, 2)]
[2, 4]

Where incoming calls about offers have been heard often, it is the turn of the others:

>>> heard = [("offer", "out"), ("offer", "out")]
>>> [(pick.call, pick.load) for pick in draw("2017-08-15/7/salt", pool, 2, heard)]
[(1, 0), (2, 2)]

A pool with less in it gives what it has:

>>> len(draw("seed", pool[:1], 2)), draw("seed", [], 2)
(1, [])
"""

from collections import Counter
from hashlib import sha256
from typing import NamedTuple


class Candidate(NamedTuple):
    """A call that may be drawn.

    :param call: its number
    :param traits: what it should be spread over, the same kinds in the same order
    """

    call: int
    traits: tuple


class Pick(NamedTuple):
    """A call that was drawn.

    :param call: its number
    :param place: where it stands in the shuffled pool, from 1
    :param load: how often what it is had been heard before
    """

    call: int
    place: int
    load: int


def make_seed(day, user, salt):
    """Return the seed of one person's draw on a day.

    Whoever has it can go through the draw again, and foresee no other one: the salt
    cannot be read from it.

    >>> from datetime import date
    >>> make_seed(date(2017, 8, 15), 7, "salt")
    '2017-08-15/7/45878bc719046794'
    """
    told = f"{day}/{user}"
    return f"{told}/{sha256(f'{told}/{salt}'.encode()).hexdigest()[:16]}"


def shuffle(seed, pool):
    """Return the pool in the order that the seed gives it.

    >>> [one.call for one in shuffle("a", [Candidate(n, ()) for n in range(6)])]
    [2, 3, 1, 5, 4, 0]
    """
    return sorted(pool, key=lambda one: (_digest(seed, one.call), one.call))


def draw(seed, pool, count, heard=()):
    """Draw calls out of a pool.

    :param seed: text, see :func:`make_seed`
    :param pool: :class:`Candidate` of calls
    :param count: how many
    :param heard: traits of calls heard lately
    :return: list of :class:`Pick`, in the order they were drawn
    """
    loads = Counter(part for traits in heard for part in enumerate(traits))
    left = list(enumerate(shuffle(seed, pool), 1))
    picks = []
    while left and len(picks) < count:
        chosen = min(left, key=lambda one: (_load(loads, one[1]), one[0]))
        place, candidate = chosen
        picks.append(Pick(candidate.call, place, _load(loads, candidate)))
        loads.update(enumerate(candidate.traits))
        left.remove(chosen)
    return picks


def _load(loads, candidate):
    return sum(loads[part] for part in enumerate(candidate.traits))


def _digest(seed, call):
    return sha256(f"{seed}/{call}".encode()).digest()
