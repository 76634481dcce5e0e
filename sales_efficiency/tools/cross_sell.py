"""What is bought together: from counts of a pair to how useful it is to know.

*Support* is the share of all orders that hold both, *confidence* the share of the orders
with A that hold B too, *lift* how many times that is what B sells anyway (Brin and others,
SIGMOD 1997). Two lucky orders have a lift as high as they please, so pairs are sorted by
its *lower bound*: the confidence that is sure in spite of so few cases (Wilson, one-sided
97.5 %), over what B sells anyway. Above one, A does speak for B.

>>> pair = Pair(total=1000, first=40, second=100, both=20)
>>> pair.support, pair.confidence, pair.lift
(0.02, 0.5, 5.0)
>>> round(pair.lift_bound, 2)
3.52

Two orders with A, both with B, look better and say less:

>>> lucky = Pair(total=1000, first=2, second=150, both=2)
>>> round(lucky.lift, 2), round(lucky.lift_bound, 2)
(6.67, 2.28)
>>> lucky.lift_bound < pair.lift_bound
True

Nothing there is no share:

>>> nothing = Pair(0, 0, 0, 0)
>>> nothing.support, nothing.confidence, nothing.lift, nothing.lift_bound
(None, None, None, None)
"""

from typing import NamedTuple

from .interval import wilson

#: Orders with both that a pair must have to be listed at all.
LEAST_PAIRS = 3


class Pair(NamedTuple):
    """Counts of orders, or of clients: all, with A, with B, with both."""

    total: int
    first: int
    second: int
    both: int

    @property
    def support(self):
        """Share of all that have both."""
        return self.both / self.total if self.total else None

    @property
    def confidence(self):
        """Share of those with A that have B too."""
        return self.both / self.first if self.first else None

    @property
    def lift(self):
        """Confidence over the share of all that have B."""
        if not self.first or not self.second:
            return None
        return self.both * self.total / (self.first * self.second)

    @property
    def confidence_bound(self):
        """The confidence that is sure, see above."""
        return wilson(self.both, self.first)[0]

    @property
    def lift_bound(self):
        """The lift that is sure, see above."""
        if not self.first or not self.second:
            return None
        return self.confidence_bound * self.total / self.second
