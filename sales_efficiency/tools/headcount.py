"""How many salespeople a plan takes, and when the missing ones have to begin.

Months are numbered from the present one, which is 0. A full person brings
``productivity`` a month; who is new brings a growing share of it (:func:`get_share`);
some of who is there leaves (``attrition``, a share a year):

>>> setup = Setup(productivity=10_000, ramp_months=3, absence=0.0, attrition=0.0)
>>> answer = count_heads([60_000], 6, [24, 24, 24, 0], setup)
>>> answer.needed, answer.there, round(answer.missing, 2)
(6.0, 4.0, 20000.0)

The two who are missing bring all they can in month 6 if they begin three months before:

>>> answer.hires, answer.start
(2, 3)
>>> [(option.start, option.hires) for option in answer.options]
[(1, 2), (2, 2), (3, 2), (4, 3), (5, 4), (6, 8)]

A plan that is nearer than it takes to learn needs more of them:

>>> near = count_heads([60_000], 2, [24, 24, 24, 24], setup)
>>> near.hires, near.start
(4, 1)

Who is half in another team brings half:

>>> count_heads([60_000], 6, [24, 24, 24], setup, weights=[1, 1, 0.5]).there
2.5

Nobody is needed, nobody can be counted on without productivity:

>>> count_heads([30_000], 6, [24, 24, 24, 24], setup).hires
0
>>> count_heads([30_000], 6, [24], Setup(productivity=0)).hires is None
True

Nor can it be said where nobody hired now learns in time; who is there may be enough:

>>> slow = Setup(productivity=10_000, ramp_months=3, shape="nothing")
>>> late = count_heads([30_000], 1, [24, 24], slow)
>>> late.hires is None, late.missing
(True, 10000.0)
>>> count_heads([30_000], 1, [24, 24, 24], slow).hires
0
"""

from dataclasses import dataclass
from math import ceil

MONTHS_A_YEAR = 12
LINEAR, SLOW, NOTHING = "linear", "slow", "nothing"
#: Ways to become a full salesperson.
SHAPES = (LINEAR, SLOW, NOTHING)
#: What rounding of numbers may add, and rounding up must not make a person of.
SLACK = 1e-6


@dataclass(frozen=True)
class Setup:
    """What is known of people.

    :param productivity: what a full person brings in a month
    :param ramp_months: months until somebody new is full
    :param shape: one of :data:`SHAPES`
    :param absence: share of the time people are away more than when measured
    :param attrition: share of people who leave in a year
    """

    productivity: float
    ramp_months: int = 0
    shape: str = LINEAR
    absence: float = 0.0
    attrition: float = 0.0

    @property
    def full(self):
        """Return what a full person brings in a month of the plan."""
        return self.productivity * (1 - self.absence)


@dataclass(frozen=True)
class Option:
    """How many hires it takes if all begin in month ``start``."""

    start: int
    hires: int


@dataclass(frozen=True)
class Headcount:
    """The answer: in full people a month on average, and hires.

    :param needed: full people the plan takes
    :param there: full people those present make by then
    :param missing: what the present do not bring of the plan
    :param hires: people to hire, ``None`` where it cannot be said, or where nobody
        learns in time
    :param start: the latest month to begin in for so few to be enough
    :param options: :class:`Option` for each month they may begin in
    """

    needed: float | None
    there: float
    missing: float
    hires: int | None
    start: int | None
    options: tuple = ()


def count_heads(plans, first, services, setup, weights=None):
    """Compare a plan with what people bring by then.

    :param plans: plan of each month from month ``first`` on
    :param int first: number of the first month of the plan
    :param services: of each person present, the full months they have been there
    :param weights: of each of them, how much of the person is there; all of it by
        default
    :return: :class:`Headcount`
    :raise ValueError: on a plan of no month, or shares that are none
    """
    if not plans or first < 0:
        raise ValueError("A plan is of at least one month that has not passed")
    if not (0 <= setup.absence < 1 and 0 <= setup.attrition < 1):
        raise ValueError("Shares lie between 0 and 1")
    months = range(first, first + len(plans))
    weights = [1] * len(services) if weights is None else weights
    there = sum(
        get_share(service + month, setup) * get_staying(month, setup) * weight
        for month in months
        for service, weight in zip(services, weights, strict=True)
    )
    average = there / len(plans)
    if setup.full <= 0:
        return Headcount(None, average, sum(plans), None, None)
    needed = sum(plans) / setup.full
    missing = max(0.0, needed - there)
    options = _get_options(missing, months, setup)
    # Where nobody is missing it does not matter that nobody would learn in time.
    fewest = min((option.hires for option in options), default=None)
    if missing <= SLACK:
        fewest = 0
    best = [option for option in options if option.hires == fewest]
    return Headcount(
        needed=needed / len(plans),
        there=average,
        missing=missing * setup.full,
        hires=fewest,
        start=best[-1].start if fewest else None,
        options=options if fewest else (),
    )


def get_share(service, setup):
    """Return what somebody brings after so many months, as a share of a full person.

    >>> [get_share(month, Setup(1, ramp_months=3)) for month in range(4)]
    [0.25, 0.5, 0.75, 1.0]
    >>> [get_share(month, Setup(1, 3, "slow")) for month in range(4)]
    [0.0625, 0.25, 0.5625, 1.0]
    >>> [get_share(month, Setup(1, 3, "nothing")) for month in range(4)]
    [0.0, 0.0, 0.0, 1.0]
    """
    if service >= setup.ramp_months:
        return 1.0
    share = (service + 1) / (setup.ramp_months + 1)
    return {LINEAR: share, SLOW: share**2, NOTHING: 0.0}[setup.shape]


def get_productivity(rows, setup):
    """Return what a full person brings in a month, ``None`` where nobody was there.

    Who was new counts by what somebody so new brings: in their first month half a
    person here, so that 15,000 of one and a half are 10,000 of each.

    >>> setup = Setup(0, ramp_months=1)
    >>> get_productivity([(10_000, 1, 12), (5_000, 1, 0)], setup)
    10000.0

    :param rows: of each person and month: what came in, the part of the month they
        were there, and the full months they had been there before
    """
    full = sum(months * get_share(service, setup) for _money, months, service in rows)
    return sum(money for money, _months, _service in rows) / full if full else None


def get_staying(months, setup):
    """Return the share of people who are still there after so many months.

    >>> get_staying(12, Setup(1, attrition=0.2)), get_staying(0, Setup(1, attrition=0.2))
    (0.8, 1.0)
    """
    return (1 - setup.attrition) ** (months / MONTHS_A_YEAR)


def _get_options(missing, months, setup):
    """Return what it takes for each month hires may begin in, from the next one on."""
    options = []
    # For a plan of the present month there is no later month to begin in.
    for start in range(min(1, months[0]), months[0] + 1):
        brought = sum(get_share(month - start, setup) for month in months)
        if brought:
            options.append(Option(start, ceil(missing / brought - SLACK)))
    return tuple(options)
