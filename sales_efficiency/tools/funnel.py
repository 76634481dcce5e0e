"""From counts per stage to conversions: where a pipeline loses its deals.

A deal *reached* each stage up to the furthest it ever was in; stages it left out count as
reached, and are told apart as *skipped*. Of the deals that reached a stage each one either
*passed* it (was further on once), or it is the furthest: then it was *lost* there, is
*open* there still (perhaps after a step back), or was *won*. So

    reached = passed + lost + open + won

and, in one pipeline, reached never rises from a stage to the next.

>>> counts = [
...     Count(reached=10, passed=6, lost=3, open=1),
...     Count(reached=6, passed=3, lost=3),
...     Count(reached=3, won=3),
... ]
>>> [step.conversion for step in get_steps(counts)]
[0.6, 0.5, None]
>>> [step.overall for step in get_steps(counts)]
[1.0, 0.6, 0.3]
>>> find_weakest(get_steps(counts), least=5)
1
>>> get_rate(counts)
0.3

Nothing there is no rate, not a rate of zero:

>>> get_rate([]), get_steps([Count()])[0].conversion
(None, None)
"""

from dataclasses import dataclass
from typing import NamedTuple

#: Cases a step must have before it is called the weakest.
LEAST_CASES = 10


@dataclass(frozen=True)
class Count:
    """Deals of one stage, see above."""

    reached: int = 0
    passed: int = 0
    lost: int = 0
    open: int = 0
    won: int = 0


class Step(NamedTuple):
    """How a stage does.

    ``conversion`` is the share of those that reached it that passed it or were won,
    ``overall`` the share of all deals that reached it; ``None`` where there are none, or
    where nothing comes after.
    """

    count: Count
    conversion: float | None
    overall: float | None


def get_share(part, whole):
    """Return a part of a whole as a fraction of one, ``None`` where there is no whole."""
    return part / whole if whole else None


def get_steps(counts):
    """Return a :class:`Step` for each :class:`Count`, in the order of the pipeline."""
    total = max((count.reached for count in counts), default=0)
    return [
        Step(
            count,
            get_share(count.passed, count.reached)
            if count.passed + count.lost
            else None,
            get_share(count.reached, total),
        )
        for count in counts
    ]


def get_rate(counts):
    """Return the share of all deals that were won."""
    total = max((count.reached for count in counts), default=0)
    return get_share(sum(count.won for count in counts), total)


def find_weakest(steps, least=LEAST_CASES):
    """Return the place of the step that loses the largest share of its deals.

    Deals that are still there have lost nothing yet: they are left out.

    :param least: decided deals a step must have
    :return: ``None`` where no step has enough, or none loses any
    """
    losses = [
        (get_share(step.count.lost, step.count.lost + step.count.passed), -place)
        for place, step in enumerate(steps)
        if step.count.lost and step.count.lost + step.count.passed >= least
    ]
    return -max(losses)[1] if losses else None
