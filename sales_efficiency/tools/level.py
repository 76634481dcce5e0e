"""Even out open deals: who carries more than a fair share, and what goes to whom.

The fair share of a person is what all carry together, by weight; a tighter limit of the
person takes its place. Who weighs nothing has no share, gives nothing and gets nothing.

>>> seats = [Seat("ann", 1, 9), Seat("bob", 1, 2), Seat("cid", 0.5, 1), Seat("boss", 0, 4)]
>>> get_capacities(seats)
{'ann': 4.8, 'bob': 4.8, 'cid': 2.4, 'boss': None}
>>> get_load(9, 4.8), get_load(4, None)
(187.5, None)

Nobody is to be above that by more than one deal, nor above the own limit. What moves is
what has the lowest rank, each bundle whole, to whoever carries least for the weight:

>>> deals = [Bundle(f"deal {rank}", "ann", 1, (rank,)) for rank in range(9)]
>>> level(seats, deals)
{'deal 0': 'bob', 'deal 1': 'bob', 'deal 2': 'cid', 'deal 3': 'bob'}

Bundles that fit what is too much come before larger ones, those that had better stay come
last, and each goes only to whom it suits:

>>> seats = [Seat("ann", 1, 8), Seat("bob", 1, 2), Seat("cid", 1, 2, takes=False)]
>>> level(seats, [
...     Bundle("bank", "ann", 4, (0,)),
...     Bundle("mill", "ann", 2, (1,), stays=True),
...     Bundle("shop", "ann", 1, (2,)),
...     Bundle("farm", "ann", 1, (3,), suits=frozenset()),
... ])
{'shop': 'bob', 'mill': 'bob'}
>>> level([Seat("ann", 1, 8, limit=7), Seat("bob", 1, 8, limit=8)], [Bundle("a", "ann", 1)])
{}
"""

from math import ceil
from typing import NamedTuple

#: How far above the own share nobody minds: deals are not divided.
TOLERANCE = 1


class Seat(NamedTuple):
    """Somebody who carries ``load`` deals; a ``limit`` of zero is none."""

    key: object
    weight: float
    load: int
    limit: int = 0
    takes: bool = True


class Bundle(NamedTuple):
    """Deals that go together: ``count`` of them, the lowest ``rank`` first.

    ``suits`` holds who may have them, everybody where it is ``None``.
    """

    key: object
    owner: object
    count: int
    rank: tuple = ()
    stays: bool = False
    suits: frozenset | None = None


def get_capacities(seats):
    """Return ``{person: what is a fair load}``, ``None`` for who weighs nothing."""
    shares = _get_shares(seats)
    return {
        seat.key: min(shares[seat.key], seat.limit or shares[seat.key])
        if seat.weight
        else None
        for seat in seats
    }


def get_load(deals, capacity):
    """Return the load in percent of what is fair, ``None`` where nothing is.

    >>> get_load(0, 0.0)
    """
    return round(100 * deals / capacity, 1) if capacity else None


def get_status(deals, capacity, limit=0):
    """Say how somebody stands: ``over``, ``even``, ``room`` or ``none``.

    >>> [get_status(deals, 4.8) for deals in (5, 6, 3, 4)]
    ['even', 'over', 'room', 'even']
    >>> get_status(5, 4, limit=4), get_status(5, None)
    ('over', 'none')
    """
    if capacity is None:
        return "none"
    if deals > _get_top(capacity, limit):
        return "over"
    return "room" if deals < capacity - TOLERANCE else "even"


def level(seats, bundles):
    """Say which bundles go to whom, with as few deals moved as possible.

    :param seats: of :class:`Seat`, the people of one team
    :param bundles: of :class:`Bundle`, what may be moved; keys can be compared
    :return: ``{key of a bundle: person}``, in the order of the decisions
    """
    seats = {seat.key: seat for seat in sorted(seats, key=lambda seat: seat.key)}
    tops = {
        key: _get_top(capacity, seats[key].limit)
        for key, capacity in get_capacities(seats.values()).items()
        if capacity is not None
    }
    load = {key: seats[key].load for key in tops}
    waiting = {key: [] for key in tops}
    for bundle in sorted(bundles, key=lambda bundle: bundle.key):
        if bundle.owner in waiting:
            waiting[bundle.owner].append(bundle)
    moves = {}
    # Who gives something gets nothing, however much room that leaves.
    takers = {
        key: seats[key] for key in tops if seats[key].takes and load[key] <= tops[key]
    }
    givers = set(tops)
    while givers := {key for key in givers if load[key] > tops[key]}:
        giver = max(sorted(givers), key=lambda key: load[key] - tops[key])
        found = _find_move(giver, waiting[giver], takers, load, tops)
        if not found:
            # Others only fill up from here on: what has no place now will have none.
            givers.remove(giver)
            continue
        bundle, receiver = found
        moves[bundle.key] = receiver
        waiting[giver].remove(bundle)
        load[giver] -= bundle.count
        load[receiver] += bundle.count
    return moves


def _get_shares(seats):
    weight = sum(seat.weight for seat in seats)
    deals = sum(seat.load for seat in seats if seat.weight)
    return {
        seat.key: round(deals * seat.weight / weight, 6) if weight else 0.0
        for seat in seats
    }


def _get_top(capacity, limit):
    """Return the most somebody may carry."""
    return min(capacity + TOLERANCE, limit or capacity + TOLERANCE)


def _find_move(giver, bundles, takers, load, tops):
    """Return the next bundle to move with its receiver, if there is any."""
    excess = ceil(load[giver] - tops[giver])
    for bundle in sorted(
        bundles,
        key=lambda one: (one.stays, max(one.count - excess, 0), one.rank, one.key),
    ):
        fitting = [
            key
            for key in takers
            if load[key] + bundle.count <= tops[key]
            and (bundle.suits is None or key in bundle.suits)
        ]
        if fitting:
            return bundle, min(
                fitting,
                key=lambda key: ((load[key] + bundle.count) / takers[key].weight, key),
            )
    return None
