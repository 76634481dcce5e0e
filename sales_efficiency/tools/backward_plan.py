"""From what is missing of a plan back to what to do today.

::

    deals    = missing money / average deal
    offers   = deals / deals per offer
    meetings = offers / offers per meeting
    calls    = meetings / meetings per call

Each of the four is the person's own, pulled towards the team's where it rests on few
cases (``tools/conversion.py``): 12 deals of 40 offers, in a team that closes 25 %,

>>> team = Sums({"money": 500_000, "deals": 100, "offers": 400, "meetings": 800, "calls": 3200})
>>> own = Sums({"money": 60_000, "deals": 12, "offers": 40, "meetings": 80, "calls": 320})
>>> plan = plan_backward(10_000, own, team, days=10)
>>> offers = plan.steps[1]
>>> offers.own_part, offers.own_whole, offers.team_rate, round(offers.rate, 3)
(12, 40, 0.25, 0.29)
>>> [(step.name, step.needed) for step in plan.steps]
[('deals', 2), ('offers', 7), ('meetings', 14), ('calls', 56)]
>>> plan.steps[3].per_day
6

are 29 %. A newcomer is taken for the team's average:

>>> newcomer = plan_backward(10_000, Sums({}), team, days=10)
>>> [step.needed for step in newcomer.steps]
[2, 8, 16, 64]

A step that nobody takes is left out, and the next one counts from the step before it:

>>> without_offers = Sums({"money": 1000, "deals": 10, "meetings": 40})
>>> steps = plan_backward(200, without_offers, without_offers, days=4).steps
>>> [step.needed for step in steps], steps[1].reason, steps[2].source
([2, None, 8, None], 'none_done', 'deals')

Where no deal is known there is no way back from money at all:

>>> plan_backward(200, Sums({}), Sums({"calls": 50}), days=4).steps[3].reason
'no_deals'

Without a day left nothing can be said a day; with nothing missing nothing is needed:

>>> plan_backward(10_000, own, team, days=0).steps[3].per_day is None
True
>>> plan_backward(0, own, team, days=4).steps[0].needed
0
"""

from dataclasses import dataclass
from math import ceil

from .conversion import pull

#: From the plan back to the day's work; each step is counted from the one before.
STEPS = ("money", "deals", "offers", "meetings", "calls")
#: What rounding of numbers may add, and rounding up must not make one more of.
SLACK = 1e-6


class Sums(dict):
    """How much of each step was done in the days looked back on, 0 by default."""

    def __missing__(self, step):
        return 0


@dataclass(frozen=True)
class Step:
    """What is needed of one step.

    :param source: the step it is counted from
    :param needed: how many are needed in all, whole; ``None`` where undefined
    :param per_day: how many on each day left
    :param rate: how much of ``source`` one of these brings, as it is used
    :param team_rate: the same of the whole team
    :param own_part: what the person had of ``source``
    :param own_whole: what the person had of this step
    :param reason: why there is no figure: ``no_deals`` or ``none_done``
    """

    name: str
    source: str
    needed: int | None = None
    per_day: float | None = None
    rate: float | None = None
    team_rate: float | None = None
    own_part: float = 0
    own_whole: float = 0
    reason: str = ""


@dataclass(frozen=True)
class BackwardPlan:
    """What is missing, on how many days, and the steps that bring it."""

    missing: float
    days: float
    steps: tuple


def plan_backward(missing, own, team, days):
    """Work back from missing money to the work of a day.

    :param missing: money still to bring
    :param Sums own: what the person did
    :param Sums team: what the whole team did, the person among it
    :param days: working days left
    :return: :class:`BackwardPlan`
    """
    steps = []
    source, needed = "money", max(0.0, missing)
    for name in STEPS[1:]:
        rate, team_rate = _get_rates(name, source, own, team)
        if rate is None:
            reason = "no_deals" if source == "money" else "none_done"
            steps.append(Step(name, source, reason=reason))
            continue
        needed /= rate
        steps.append(
            Step(
                name,
                source,
                needed=ceil(needed - SLACK),
                per_day=round_up(needed / days) if days > 0 else None,
                rate=rate,
                team_rate=team_rate,
                own_part=own[source],
                own_whole=own[name],
            )
        )
        source = name
    return BackwardPlan(max(0.0, missing), days, tuple(steps))


def _get_rates(name, source, own, team):
    """Return the rate to use and the team's, ``None`` where there is none."""
    skips_deals = source == "money" and name != "deals"
    if skips_deals or not team[name] or team[source] <= 0:
        return None, None
    team_rate = team[source] / team[name]
    rate = pull(own[source], own[name], team_rate)
    # Credit notes may leave somebody with less than nothing.
    return (rate, team_rate) if rate > 0 else (None, None)


def round_up(number):
    """Round up as one would say it: the smaller, the finer.

    >>> [round_up(number) for number in (0, 0.21, 0.999, 1.2, 4.6, 5.1, 30)]
    [0, 0.3, 1.0, 1.5, 5.0, 6, 30]
    """
    if number < 1:
        return ceil(number * 10 - SLACK) / 10 if number else 0
    if number < 5:
        return ceil(number * 2 - SLACK) / 2
    return ceil(number - SLACK)
