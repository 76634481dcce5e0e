"""How large deals are: classes, middle values, and the sum a person stops at.

The *personal threshold* is the sum somebody rarely offers more than: the smallest of the
own offers that nine of ten stay at or below (the 90th percentile by nearest rank, as
``percentile_disc`` in SQL). It is always of some period; whether a person goes beyond it
is told by the offers of a later one, and whether it is the market or the person by the
share of the others' offers that lie above.

>>> offers = [100, 200, 200, 300, 400, 500, 500, 800, 1000, 4000]
>>> get_threshold(offers)
1000
>>> describe(offers)
Figures(count=10, total=8000, average=800.0, lower=200, median=450.0, upper=800, largest=4000)
>>> share = Share.of(offers, 1000)
>>> share.above, share.count, share.share
(1, 10, 0.1)

Nothing there has no middle, and too few have no threshold:

>>> describe([])
Figures(count=0, total=0, average=None, lower=None, median=None, upper=None, largest=None)
>>> get_threshold(offers[:9]) is None, Share.of([], 1000).share is None
(True, True)
"""

from bisect import bisect_left, bisect_right
from math import ceil, floor, log10
from typing import NamedTuple

from .interval import wilson

#: Share of the own offers that stay at or below the personal threshold.
STAY_BELOW = 0.9
#: Offers somebody must have made before there is a threshold or a comparison.
LEAST_OFFERS = 10
#: Classes a picture has at most, the open one at the end included.
MOST_CLASSES = 12
#: What edges of classes begin with.
ROUND = (1, 2, 5)


class Figures(NamedTuple):
    """What is told of a heap of amounts; ``None`` where it is empty."""

    count: int
    total: float
    average: float | None
    lower: float | None
    median: float | None
    upper: float | None
    largest: float | None


class Share(NamedTuple):
    """How many of some offers lie above a sum."""

    above: int
    count: int

    @classmethod
    def of(cls, ordered, threshold):
        """Count the amounts above a threshold, of amounts in their order."""
        return cls(len(ordered) - bisect_right(ordered, threshold), len(ordered))

    def less(self, part):
        """Return what is left without some of the offers.

        >>> Share(10, 50).less(Share(2, 20))
        Share(above=8, count=30)
        """
        return Share(self.above - part.above, self.count - part.count)

    @property
    def share(self):
        """Fraction of one, ``None`` where there are no offers."""
        return self.above / self.count if self.count else None

    @property
    def bounds(self):
        """What the share lies within, see ``interval``."""
        return wilson(self.above, self.count)


def get_rank(amounts, share):
    """Return the smallest amount that this share of all stays at or below.

    >>> get_rank([3, 1, 2, 4], 0.5), get_rank([3, 1, 2, 4], 0.51)
    (2, 3)
    """
    if not amounts:
        return None
    return sorted(amounts)[max(ceil(share * len(amounts)), 1) - 1]


def get_threshold(amounts, least=LEAST_OFFERS):
    """Return the personal threshold, ``None`` where there are too few offers."""
    return get_rank(amounts, STAY_BELOW) if len(amounts) >= least else None


def describe(amounts):
    """Return the :class:`Figures` of amounts."""
    count, total = len(amounts), sum(amounts)
    if not count:
        return Figures(0, 0, None, None, None, None, None)
    ordered = sorted(amounts)
    return Figures(
        count,
        total,
        total / count,
        get_rank(ordered, 0.25),
        (ordered[(count - 1) // 2] + ordered[count // 2]) / 2,
        get_rank(ordered, 0.75),
        ordered[-1],
    )


def judge(own, others, least=LEAST_OFFERS):
    """Say how the own share above a sum stands beside that of the others.

    Only what the intervals of both keep apart is a difference.

    :param own: :class:`Share` of the person
    :param others: :class:`Share` of the others in the team, above the same sum
    :return: ``few``, ``lower``, ``higher`` or ``even``

    >>> judge(Share(2, 41), Share(81, 300))
    'lower'
    >>> judge(Share(2, 41), Share(3, 30)), judge(Share(20, 40), Share(30, 300))
    ('even', 'higher')
    >>> judge(Share(0, 9), Share(81, 300)), judge(Share(2, 41), Share(0, 0))
    ('few', 'few')
    """
    if own.count < least or others.count < least:
        return "few"
    low, high = own.bounds
    others_low, others_high = others.bounds
    if others_low > high:
        return "lower"
    return "higher" if others_high < low else "even"


# ------------------------------------------------------------
# CLASSES
# ------------------------------------------------------------


def get_edges(amounts, most=MOST_CLASSES):
    """Return the round edges of classes that show how amounts are spread.

    Each class reaches from its edge, included, to the next, the last one to infinity. All
    are of one width where the middle of the amounts does not crowd in the first class,
    else they grow as 1, 2, 5, 10: amounts of deals often do.

    :param amounts: of the person and the team together, so that both share the classes

    >>> get_edges([120, 180, 240, 260, 330, 410])
    [100, 150, 200, 250, 300, 350, 400]
    >>> get_edges([10, 15, 30, 80, 90, 200, 900, 4000, 25000])
    [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000]

    What lies far out does not stretch the classes; the last one holds it:

    >>> get_edges([100] * 30 + [200] * 30 + [300] * 38 + [9e6])
    [100, 120, 140, 160, 180, 200, 220, 240, 260, 280, 300]
    >>> get_edges([]), get_edges([70, 70])
    ([], [70])
    """
    if not amounts:
        return []
    first, last = get_rank(amounts, 0.02), get_rank(amounts, 0.98)
    if first == last:
        return [first]
    step = _get_round_step((last - first) / (most - 2))
    edges = _get_even_edges(first, last, step)
    middle = get_rank(amounts, 0.5)
    if first > 0 and bisect_right(edges, middle) <= 1:
        edges = _get_growing_edges(first, last, most)
    return edges


def count_classes(amounts, edges):
    """Return how many amounts lie in each class; what lies below is in the first.

    >>> count_classes([5, 10, 19, 20, 700], [10, 20, 50])
    [3, 1, 1]
    >>> count_classes([], [10, 20])
    [0, 0]
    """
    ordered = sorted(amounts)
    starts = [0, *(bisect_left(ordered, edge) for edge in edges[1:])]
    ends = [*starts[1:], len(ordered)]
    return [end - start for start, end in zip(starts, ends, strict=True)][: len(edges)]


def _get_round_step(least):
    """Return the smallest round number that is not less.

    >>> _get_round_step(0.3), _get_round_step(21), _get_round_step(6000)
    (0.5, 50, 10000)
    """
    power = floor(log10(least))
    return next(
        step
        for step in (_shift(lead, power) for lead in (*ROUND, 10))
        if step >= least * (1 - 1e-9)
    )


def _get_even_edges(first, last, step):
    start = floor(first / step)
    edges = [_tidy(start * step)]
    while edges[-1] + step <= last:
        edges.append(_tidy((start + len(edges)) * step))
    return edges


def _get_growing_edges(first, last, most):
    power = floor(log10(first))
    leads = [lead for lead in ROUND if _shift(lead, power) <= first]
    edges = [_shift(leads[-1], power)]
    index = ROUND.index(leads[-1])
    while edges[-1] < last and len(edges) < 60:
        index += 1
        edges.append(_shift(ROUND[index % 3], power + index // 3))
    if edges[-1] > last:
        edges.pop()
    # Whoever sells at all prices gets the classes of the larger deals.
    return edges[-most:]


def _shift(lead, power):
    return lead * 10**power if power >= 0 else lead / 10**-power


def _tidy(number):
    """Drop what binary fractions add."""
    number = round(number, 10)
    return int(number) if number == int(number) else number
