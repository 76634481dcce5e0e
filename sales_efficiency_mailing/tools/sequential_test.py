"""Which variant of a letter is opened more, told by a test that may be looked at often.

An ordinary test that is looked at every day until it says "winner" says so sooner or
later of any two equal variants. This one keeps its word however often it is looked at:
two equal variants are told apart with a chance of at most :data:`ALPHA`, ever.

Letters come in blocks (those of one day), of each variant so many as were sent. For a
supposed pair of rates a, b the block's evidence against "both are equal" is

    a^ya (1-a)^(na-ya) · b^yb (1-b)^(nb-yb) / (c^(ya+yb) (1-c)^(na+nb-ya-yb))

with c = (na·a + nb·b) / (na + nb). Whatever the common rate, its expectation is at most 1
(Turner, Ly, Grünwald: Generic E-variables for exact sequential k-sample tests that allow
for optional stopping, Journal of Statistical Planning and Inference 230, 2024). The
product over blocks is a supermartingale, and so is the mean over supposed pairs; by
Ville's inequality it ever gets to 1/alpha with a chance of at most alpha.

Which pairs are supposed is a matter of speed, not of truth: rates from 1 to 99 % and
odds that differ by 3 % up to threefold. Of equal rates the evidence shrinks:

>>> round(get_evidence([((500, 150), (500, 150))]), 2) < 1
True
>>> round(get_evidence([((1000, 300), (1000, 400))]))
677
>>> get_evidence([])
1.0

>>> judge([{"a": (1000, 300), "b": (1000, 400)}])
Verdict(name='winner', leader='b', certainty=99.9, more=None)
>>> judge([{"a": (100, 30), "b": (100, 40)}])
Verdict(name='open', leader='b', certainty=0.0, more=1100)

With nothing between them there is no telling how many letters it would take:

>>> judge([{"a": (100, 30), "b": (100, 30)}]).more is None, judge([]).name
(True, 'open')
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import ceil, exp, fsum, log, log10

#: Chance, ever, of telling equal variants apart.
ALPHA = 0.05
#: Supposed rates, as logarithms of odds: 1 % to 99 %.
RATES = tuple(log(0.01 / 0.99) * (1 - step / 6) for step in range(13))
#: Supposed differences between the logarithms of odds, to either side.
DIFFERENCES = tuple(sign * 0.03 * 2**step for step in range(6) for sign in (-1, 1))
#: More letters than that are as good as no end.
NO_END = 1_000_000


@dataclass(frozen=True)
class Verdict:
    """What is known of the variants of a letter.

    :param name: ``winner`` or ``open``
    :param leader: the variant with the highest rate so far, None where none is ahead
    :param certainty: in percent, that the leader and the others are not equal
    :param more: how many more letters it would take if the present rates are the true
        ones; None if nobody can tell
    """

    name: str
    leader: object = None
    certainty: float = 0.0
    more: int | None = None


@lru_cache(maxsize=4096)
def _get_pairs(part):
    """Return the logarithms of the supposed pairs, relative to the common rate.

    :param part: of the letters of both that are of the first variant
    """
    pairs = []
    for rate in RATES:
        for difference in DIFFERENCES:
            one = 1 / (1 + exp(-rate + difference / 2))
            two = 1 / (1 + exp(-rate - difference / 2))
            both = part * one + (1 - part) * two
            pairs.append(
                tuple(
                    log(one_of) - log(both_of)
                    for share in (one, two)
                    for one_of, both_of in ((share, both), (1 - share, 1 - both))
                )
            )
    return tuple(pairs)


def grow(logs, block):
    """Return the logarithms of the evidence for each supposed pair after one more block.

    :param logs: those before, empty at first
    :param block: ``((letters, opened), (letters, opened))`` of the two variants
    """
    (na, ya), (nb, yb) = block
    logs = logs or [0.0] * (len(RATES) * len(DIFFERENCES))
    # Of one variant alone there is nothing to compare.
    if not na or not nb:
        return logs
    return [
        before + ya * a + (na - ya) * not_a + yb * b + (nb - yb) * not_b
        for before, (a, not_a, b, not_b) in zip(
            logs, _get_pairs(na / (na + nb)), strict=True
        )
    ]


def sum_up(logs):
    """Return the logarithm of the mean evidence."""
    if not logs:
        return 0.0
    highest = max(logs)
    return highest + log(fsum(exp(one - highest) for one in logs) / len(logs))


def get_evidence(blocks):
    """Return the evidence against two variants being equal, 1 for none.

    :param blocks: see :func:`grow`, in the order they were sent
    """
    return exp(min(sum_up(_grow_all(blocks)), 700.0))


def _grow_all(blocks):
    logs = []
    for block in blocks:
        logs = grow(logs, block)
    return logs


def judge(blocks, alpha=ALPHA):
    """Tell whether one variant is opened more than each of the others.

    :param blocks: ``[{variant: (letters, opened)}]``, in the order they were sent, of
        letters whose outcome is settled
    :return: :class:`Verdict`
    """
    totals = {}
    for block in blocks:
        for variant, (letters, opened) in block.items():
            before = totals.get(variant, (0, 0))
            totals[variant] = (before[0] + letters, before[1] + opened)
    rates = {one: opened / n for one, (n, opened) in totals.items() if n}
    leader = max(rates, key=rates.get, default=None)
    others = [one for one in rates if one != leader]
    if not others:
        return Verdict("open")
    # Any of the pairs may shine by chance.
    pairs = len(list(combinations(rates, 2)))
    enough = log(pairs / alpha)
    logs = {
        other: _grow_all(
            (block.get(leader, (0, 0)), block.get(other, (0, 0))) for block in blocks
        )
        for other in others
    }
    if any(rates[leader] == rates[other] for other in others):
        return Verdict("open")
    found = {other: sum_up(of_other) for other, of_other in logs.items()}
    weakest = min(found.values())
    certainty = round(100 * max(0.0, 1 - pairs * exp(-weakest)), 1)
    if weakest >= enough:
        return Verdict("winner", leader, certainty)
    more = max(
        _count_more(totals[leader], totals[other], logs[other], enough)
        for other in others
        if found[other] < enough
    )
    return Verdict("open", leader, certainty, more if more < NO_END else None)


def _count_more(one, two, logs, enough):
    """Return how many letters of both it takes if they go on to be opened as so far.

    :param logs: see :func:`grow`
    :param float enough: logarithm of the evidence that tells them apart
    """
    letters = sum(n for n, _opened in (one, two))
    parts = [(n / letters, opened / letters) for n, opened in (one, two)]

    def is_enough(more):
        block = tuple((n * more, opened * more) for n, opened in parts)
        return sum_up(grow(logs, block)) >= enough

    high = 1
    while high < NO_END and not is_enough(high):
        high *= 2
    low = high // 2
    while high < NO_END and high - low > max(1, low // 50):
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    unit = 10 ** max(0, int(log10(high)) - 1)
    return min(NO_END, ceil(high / unit) * unit)
