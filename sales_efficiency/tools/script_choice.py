"""Which script a deal gets: the most specific of those that fit, and what made it so.

A script asks for what it names and for nothing else. Of those that fit, the one that asks
for more wins; then the one for the narrower product category; then the first in order.

>>> anything = Script(1)
>>> phone = Script(2, asks={"medium": frozenset([5])})
>>> wine = Script(3, asks={"category": frozenset([20])})
>>> red_wine = Script(4, asks={"category": frozenset([21])})
>>> deal = {"medium": 5, "category": (21, 20, 1)}
>>> choose([anything, phone], deal)
Choice(script=2, criteria=('medium',), fitting=2, equal=1)

A category within the one asked for counts; the nearer one is the more specific:

>>> choose([wine, red_wine], deal).script
4
>>> choose([wine, red_wine], {"category": (22, 20, 1)}).script
3

Two that are as specific stand in their order:

>>> choose([phone, wine], {"medium": 5, "category": (20, 1)})
Choice(script=2, criteria=('medium',), fitting=2, equal=2)
>>> choose([phone, Script(6, order=(0, 6), asks={"kind": frozenset(["new"])})],
...        {"medium": 5, "kind": "new"}).script
6

What is unknown of a deal fits no script that asks for it; where none fits, none wins:

>>> choose([phone, wine], {"medium": None, "category": ()}) is None
True
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Script:
    """A script as it is chosen: what it asks for, by the name of the criterion."""

    id: int
    order: tuple = ()
    asks: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """Which script won, by which criteria, of how many that fit, and how many of them,
    itself included, are as specific.
    """

    script: int
    criteria: tuple
    fitting: int
    equal: int = 1


def choose(scripts, deal):
    """Choose the script of a deal.

    :param scripts: iterable of :class:`Script`
    :param dict deal: what is known of it, by the name of the criterion; a value, or a tuple
        of values from the narrowest to the widest
    :return: :class:`Choice`, or ``None`` where no script fits
    """
    fitting = [script for script in scripts if _fits(script, deal)]
    if not fitting:
        return None
    ranks = {script.id: _rank(script, deal) for script in fitting}
    best = min(fitting, key=lambda script: ranks[script.id])
    # The order says nothing of how specific a script is.
    equal = sum(rank[:-1] == ranks[best.id][:-1] for rank in ranks.values())
    return Choice(best.id, tuple(best.asks), len(fitting), equal)


def _values(known):
    return known if isinstance(known, tuple) else (known,)


def _fits(script, deal):
    return all(
        not values.isdisjoint(_values(deal.get(name)))
        for name, values in script.asks.items()
    )


def _rank(script, deal):
    """Return what scripts that fit are compared by; the least is the most specific."""
    steps_up = sum(
        next(i for i, known in enumerate(_values(deal[name])) if known in values)
        for name, values in script.asks.items()
    )
    # A category nearer to the root is further from what the client wants.
    return -len(script.asks), steps_up, script.order or (script.id,)
