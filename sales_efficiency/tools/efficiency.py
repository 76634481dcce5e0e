"""Efficiency = salespeople x meetings of each x result of a meeting, and what changed it.

The result is money or deals. A change between two periods is split among the three
factors by the log-mean (Divisia) method::

    part of a factor = L(after, before) * ln(factor after / factor before)
    L(a, b) = (a - b) / ln(a / b)

The parts add up to the change, whichever factor one begins with:

>>> before, after = Work(10, 200, 100_000), Work(11, 176, 88_000)
>>> after.meetings_each, after.result
(16.0, 500.0)
>>> split = split_change(before, after)
>>> [round(part) for part in split.parts]
[8947, -20947, 0]
>>> round(sum(split.parts)), split.change, split.percent
(-12000, -12000, -12.0)
>>> split.points
(9, -21, 0)

Where a factor is nothing in one of the two periods its logarithm has no value; the
limit has: all of the change is that factor's. The first one counts, in the order of the
formula, for without people there are no meetings to speak of:

>>> split_change(Work(0, 0, 0), Work(2, 10, 500)).parts
(500.0, 0.0, 0.0)
>>> split_change(Work(2, 0, 0), Work(2, 10, 500)).parts
(0.0, 500.0, 0.0)
>>> split_change(Work(2, 10, 500), Work(1, 10, 0)).parts
(0.0, 0.0, -500.0)

What was brought without any meeting cannot be told by meetings; the rest of the change
is the result's then:

>>> split = split_change(Work(2, 0, 400), Work(2, 10, 500))
>>> split.parts, split.has_meetings
((0.0, 0.0, 100.0), False)

A result that turns into a loss (more credit notes than invoices) has no logarithm
either: factors share what they did together evenly (the Shapley value).

>>> [round(part) for part in split_change(Work(1, 10, 100), Work(2, 20, -200)).parts]
[0, 0, -300]
"""

from dataclasses import dataclass
from math import isclose, log

#: What the parts of a change are of.
FACTORS = ("people", "meetings", "result")


@dataclass(frozen=True)
class Work:
    """What people brought in a period: people on average, meetings held, result."""

    people: float
    meetings: float
    value: float

    @property
    def meetings_each(self):
        """Return the meetings of one person, ``None`` where nobody was there."""
        return self.meetings / self.people if self.people else None

    @property
    def result(self):
        """Return what one meeting brought, ``None`` where none was held."""
        return self.value / self.meetings if self.meetings else None


@dataclass(frozen=True)
class Split:
    """A change, and the parts of it in the order of :data:`FACTORS`.

    :param percent: the change in percent of before, ``None`` where that was nothing
    :param points: the parts in whole percent of before, adding up to the whole percent
    :param has_meetings: whether meetings can be told apart from the result
    """

    change: float
    parts: tuple
    percent: float | None
    points: tuple | None
    has_meetings: bool


def split_change(before, after):
    """Split the change between two :class:`Work` among the factors."""
    change = after.value - before.value
    has_meetings = all(work.meetings or not work.value for work in (before, after))
    parts = (0.0, 0.0, 0.0)
    if before.value or after.value:
        parts = tuple(map(float, _split(before, after, has_meetings)))
    if not before.value:
        return Split(change, parts, None, None, has_meetings)
    base = abs(before.value)
    percent = change / base * 100
    points = round_parts([part / base * 100 for part in parts], round(percent))
    return Split(change, parts, percent, points, has_meetings)


def log_mean(first, second):
    """Return the logarithmic mean of two numbers of one sign.

    >>> round(log_mean(100, 50), 3), log_mean(3, 3), log_mean(5, 0)
    (72.135, 3, 0.0)
    """
    if not first or not second:
        return 0.0
    if isclose(first, second, rel_tol=1e-9):
        return first
    return (first - second) / log(first / second)


def round_parts(parts, total):
    """Round parts to whole numbers that add up to ``total``.

    Those nearest to the next whole number give way first.

    >>> round_parts([4.6, -14.6, -2.4], -12)
    (5, -15, -2)
    >>> round_parts([0.4, 0.4, 0.4], 1)
    (1, 0, 0)
    """
    whole = [round(part) for part in parts]
    rest = total - sum(whole)
    step = 1 if rest > 0 else -1
    order = sorted(range(len(parts)), key=lambda i: (whole[i] - parts[i]) * step)
    every, extra = divmod(abs(rest), len(parts))
    for place, index in enumerate(order):
        whole[index] += step * (every + (place < extra))
    return tuple(whole)


def _split(before, after, has_meetings):
    change = after.value - before.value
    if not before.people or not after.people:
        # Who is not there brings nothing; what came in all the same is nobody's.
        if before.people == after.people:
            return (0.0, 0.0, change)
        return (change, 0.0, 0.0)
    if not has_meetings:
        return _split_by_people(before, after, change)
    if not before.meetings or not after.meetings:
        return (0.0, change, 0.0)
    if not before.value or not after.value:
        return (0.0, 0.0, change)
    if (before.value > 0) != (after.value > 0):
        return _share_evenly(_get_factors(before), _get_factors(after))
    mean = log_mean(after.value, before.value)
    people = mean * log(after.people / before.people)
    meetings = mean * log(after.meetings_each / before.meetings_each)
    return (people, meetings, change - people - meetings)


def _split_by_people(before, after, change):
    """Tell only people from the rest, where meetings say nothing."""
    if (before.value > 0) != (after.value > 0) or not (before.value and after.value):
        return (0.0, 0.0, change)
    mean = log_mean(after.value, before.value)
    people = mean * log(after.people / before.people)
    return (people, 0.0, change - people)


def _get_factors(work):
    return work.people, work.meetings_each, work.result


def _share_evenly(before, after):
    """Return the Shapley value of each of three factors of a product."""
    parts = []
    for index in range(3):
        others = [other for other in range(3) if other != index]
        (a0, a1), (b0, b1) = ((before[other], after[other]) for other in others)
        weight = (a0 * b0 + a1 * b1) / 3 + (a0 * b1 + a1 * b0) / 6
        parts.append((after[index] - before[index]) * weight)
    return tuple(parts)
