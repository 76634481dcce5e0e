"""Split work over people: each client's things stay together, loads come out even.

Parts are handed out from the heaviest to the lightest, each to whoever carries least so
far. Nobody is then further above another than one part weighs. Who comes first in the
list of people takes a tie.

>>> work = [Part("Mills", 5, 90), Part("Bank", 1, 50), Part("Shop", 1, 40)]
>>> split(work, ["anna", "boris"], "count")
{'Mills': 'anna', 'Bank': 'boris', 'Shop': 'boris'}
>>> split(work, ["anna", "boris"], "amount")
{'Mills': 'anna', 'Bank': 'boris', 'Shop': 'boris'}
>>> split([Part("A", 1, 0), Part("B", 1, 0), Part("C", 1, 0)], ["anna", "boris"], "amount")
{'A': 'anna', 'B': 'boris', 'C': 'anna'}

Where only some suit a part (they are in its team, they know the place), it goes to one
of these; where nobody does, to anybody:

>>> split(work, ["anna", "boris"], "count", {"Mills": {"boris"}, "Shop": set()})
{'Mills': 'boris', 'Bank': 'anna', 'Shop': 'anna'}
>>> split(work, [], "count")
Traceback (most recent call last):
ValueError: There is nobody to split the work over
"""

from collections import Counter
from typing import NamedTuple


class Part(NamedTuple):
    """What stays together: ``count`` records worth ``amount``."""

    key: str
    count: int
    amount: float


def split(parts, people, measure, suits=None):
    """Give each part to one of these people.

    :param list parts: of :class:`Part`, with keys that can be compared
    :param list people: who receives
    :param measure: what is to come out even, ``count`` or ``amount``; the other one
        decides between equals
    :param dict suits: ``{key of a part: those who may have it}``
    :return: ``{key: one of people}``
    :raise ValueError: if there is nobody
    """
    if not people:
        raise ValueError("There is nobody to split the work over")
    suits = suits or {}
    other = "count" if measure == "amount" else "amount"
    load = {person: (0, 0) for person in people}
    place = {person: index for index, person in enumerate(people)}
    result = {}
    for part in sorted(
        parts,
        key=lambda part: (-getattr(part, measure), -getattr(part, other), part.key),
    ):
        fitting = [one for one in people if one in suits.get(part.key, ())] or people
        chosen = min(fitting, key=lambda one: (*load[one], place[one]))
        first, second = load[chosen]
        load[chosen] = (
            first + getattr(part, measure),
            second + getattr(part, other),
        )
        result[part.key] = chosen
    return result


def best_known(counts, people):
    """Return who of these people have the most clients in a place.

    >>> sorted(best_known({"anna": 2, "boris": 2, "carl": 1, "dan": 9}, ["anna", "boris"]))
    ['anna', 'boris']
    >>> best_known({"dan": 9}, ["anna"])
    set()
    """
    here = Counter({person: counts.get(person, 0) for person in people})
    most = max(here.values(), default=0)
    return {person for person, count in here.items() if count == most and most}
