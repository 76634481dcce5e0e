"""How good somebody is at closing, told apart from luck.

Two of two deals are not 100 %: few cases are pulled towards the rate of all, by as much
as ``PRIOR`` cases of the group weigh (the mean of a beta distribution).

>>> group = {"ann": Closed(60, 200), "bob": Closed(2, 2), "cid": Closed(0, 0)}
>>> {name: round(rate, 3) for name, rate in shrink(group).items()}
{'ann': 0.3, 'bob': 0.422, 'cid': 0.307}

With no deal closed at all nobody is better than another:

>>> shrink({"ann": Closed(0, 0), "bob": Closed(0, 0)})
{'ann': None, 'bob': None}
"""

from typing import NamedTuple

#: Cases of the group's rate that are added to everybody's own.
PRIOR = 10


class Closed(NamedTuple):
    """Deals that somebody has closed: won ones, and all."""

    won: int
    total: int


def shrink(people):
    """Return ``{person: rate}``, each pulled towards the rate of all.

    :param people: ``{person: Closed}``
    """
    total = sum(closed.total for closed in people.values())
    if not total:
        return dict.fromkeys(people)
    rate = sum(closed.won for closed in people.values()) / total
    return {person: pull(*closed, rate) for person, closed in people.items()}


def pull(part, whole, rate):
    """Return ``part / whole``, pulled towards the rate of a group.

    >>> pull(12, 40, 0.25), pull(0, 0, 0.25)
    (0.29, 0.25)
    """
    return (part + PRIOR * rate) / (whole + PRIOR)
