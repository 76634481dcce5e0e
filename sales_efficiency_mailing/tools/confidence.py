"""Do letters of one kind get opened more than the rest, or is it chance?

Letters of one mailing are opened, or not, together: a mailing sent to friends says
little about the word in its subject, however many friends there are. So mailings are
the cases, not letters. From sums over mailings (of x letters that arrived, y of them
opened) come the rate R = Σy / Σx and its variance between mailings,

    m / (m - 1) · Σ(y - R·x)² / (Σx)²        (Cochran, Sampling Techniques, 1977, § 6)

Where that is larger than the variance of a coin, R (1 - R) / Σx, the letters count for
so many fewer (Kish's design effect), and the interval of the rate is that of the fewer.
The difference of two rates has the interval of Newcombe (Statistics in Medicine 17,
1998, method 10). Where many kinds are compared, each is allowed so much less chance
(Bonferroni), or one of twenty words would always shine.

Ten mailings with a word, ten without; opened by a fifth more in each of them:

>>> with_word = gather((1000, 300 + bit) for bit in range(10))
>>> rest = gather((1000, 240 + bit) for bit in range(10))
>>> verdict = compare(with_word, rest, wald, looks=20)
>>> verdict.name, round(verdict.difference, 3), verdict.low > 0
('more', 0.06, True)

The same sums from mailings that differ among themselves say nothing:

>>> wild = gather((1000, 45 if bit % 2 else 564) for bit in range(10))
>>> compare(wild, rest, wald, looks=20).name
'unknown'

Nor do fewer mailings than :data:`FEWEST`, whatever they show:

>>> compare(gather([(5000, 4000)]), rest, wald).name
'unknown'
"""

from dataclasses import astuple, dataclass
from math import sqrt
from statistics import NormalDist

#: Mailings below which nothing is said of what they have in common.
FEWEST = 5
#: Chance of being wrong about any of the kinds that are compared.
ALPHA = 0.05


@dataclass(frozen=True)
class Sums:
    """Of mailings: their number, letters that arrived, opened ones, and the products."""

    mailings: int = 0
    reached: int = 0
    opened: int = 0
    reached2: int = 0
    both: int = 0
    opened2: int = 0

    def __add__(self, other):
        """Return the sums of both."""
        return Sums(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other):
        """Return the sums of the rest."""
        return Sums(
            *(one - two for one, two in zip(astuple(self), astuple(other), strict=True))
        )


@dataclass(frozen=True)
class Comparison:
    """``more``, ``less`` or ``unknown``; the difference of rates and its bounds."""

    name: str
    difference: float = 0.0
    low: float = -1.0
    high: float = 1.0


def gather(mailings):
    """Return the :class:`Sums` of ``(letters that arrived, opened ones)`` of mailings."""
    total = Sums()
    for x, y in mailings:
        total += Sums(1, x, y, x * x, x * y, y * y)
    return total


def get_effective(sums):
    """Return for how many letters of a coin those of these mailings count.

    >>> get_effective(gather([(100, 50)] * 4)), get_effective(gather([]))
    (400.0, 0.0)
    >>> round(get_effective(gather([(100, 20), (100, 80)])))
    3
    """
    if not sums.opened or sums.opened == sums.reached or sums.mailings < 2:
        return float(sums.reached)
    rate = sums.opened / sums.reached
    between = sums.opened2 - 2 * rate * sums.both + rate * rate * sums.reached2
    between *= sums.mailings / (sums.mailings - 1) / sums.reached**2
    coin = rate * (1 - rate) / sums.reached
    return sums.reached / max(1.0, between / coin)


def get_deviations(mailings, looks=1, alpha=ALPHA):
    """Return how many standard deviations are chance, as the t distribution has it.

    By the expansion of Cornish and Fisher, Abramowitz and Stegun 26.7.5.

    >>> round(get_deviations(10**9), 2), round(get_deviations(11), 2)
    (1.96, 2.23)
    """
    z = NormalDist().inv_cdf(1 - alpha / 2 / max(1, looks))
    free = max(1, mailings - 1)
    return (
        z
        + (z**3 + z) / 4 / free
        + (5 * z**5 + 16 * z**3 + 3 * z) / 96 / free**2
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384 / free**3
    )


def compare(one, other, interval, looks=1):
    """Compare the rate of some mailings with that of others.

    :param Sums one: of the mailings that are judged
    :param Sums other: of the others
    :param interval: function of (cases, total, deviations) that returns the bounds of a
        share, as fractions of one
    :param int looks: how many such comparisons are made side by side
    :return: :class:`Comparison`
    """
    if not one.reached or not other.reached:
        return Comparison("unknown")
    (share, low, high), (rest, rest_low, rest_high) = (
        _get_bounds(sums, interval, looks) for sums in (one, other)
    )
    difference = share - rest
    bottom = difference - sqrt((share - low) ** 2 + (rest_high - rest) ** 2)
    top = difference + sqrt((high - share) ** 2 + (rest - rest_low) ** 2)
    name = "unknown"
    if min(one.mailings, other.mailings) >= FEWEST:
        name = "more" if bottom > 0 else "less" if top < 0 else name
    return Comparison(name, difference, bottom, top)


def _get_bounds(sums, interval, looks):
    share = sums.opened / sums.reached
    letters = get_effective(sums)
    deviations = get_deviations(sums.mailings, looks)
    return share, *interval(share * letters, letters, deviations)


def wald(cases, total, deviations):
    """Return the plain interval of a share, for want of a better one.

    >>> wald(50, 100, 1.96)
    (0.402, 0.598)
    """
    share = cases / total
    half = deviations * sqrt(share * (1 - share) / total)
    return share - half, share + half
