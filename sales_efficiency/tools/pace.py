"""Is the plan being kept at today's speed?

The formula of the board, for amounts and for counts alike::

    expected = plan / working days of the period * working days worked
    pace     = fact / expected * 100

Pace is not the share fact / plan (that is ``completion``): below 100 % the person does
not keep up at the present speed, however much of the plan is done. Days may be
fractions (half a day off); amounts are in whatever unit the plan is in; pace and
completion are percent. What cannot be computed is ``None``, never a made-up zero.

>>> half_way = compute_pace(plan=220_000, fact=88_000, working_days=22, worked_days=11)
>>> half_way.expected, half_way.pace, half_way.completion, half_way.gap
(110000.0, 80.0, 40.0, -22000.0)
>>> half_way.needed_per_day, half_way.forecast, half_way.status
(12000.0, 176000.0, 'behind')

A sick week makes the person's own month shorter, so the same fact is worth more:

>>> compute_pace(plan=220_000, fact=88_000, working_days=17, worked_days=6).pace
113.33

Joined on the 15th with a plan of 60,000 for the remaining 12 days, first day worked:

>>> joined = compute_pace(plan=60_000, fact=4_000, working_days=12, worked_days=1)
>>> joined.expected, joined.pace, round(joined.needed_per_day, 2)
(5000.0, 80.0, 5090.91)

Before the first working day nothing is expected yet; on the last one nothing is left:

>>> before = compute_pace(plan=1000, fact=0, working_days=20, worked_days=0)
>>> before.expected, before.pace, before.needed_per_day, before.forecast, before.status
(0.0, None, 50.0, None, 'not_started')
>>> after = compute_pace(plan=1000, fact=900, working_days=20, worked_days=20)
>>> after.pace, after.needed_per_day, after.forecast
(90.0, None, 900.0)

A month without a working day, a plan of zero, no plan at all:

>>> compute_pace(plan=1000, fact=100, working_days=0, worked_days=0).status
'off'
>>> compute_pace(plan=0, fact=100, working_days=20, worked_days=10).status
'no_plan'
>>> compute_pace(plan=None, fact=100, working_days=20, worked_days=10).forecast
200.0
"""

from dataclasses import dataclass

AHEAD = "ahead"
ON_PACE = "on_pace"
BEHIND = "behind"
FAR_BEHIND = "far_behind"
NO_PLAN = "no_plan"
NOT_STARTED = "not_started"
OFF = "off"
#: How urgent a status is: the board shows the first ones first.
STATUS_ORDER = (FAR_BEHIND, BEHIND, ON_PACE, AHEAD, NOT_STARTED, OFF, NO_PLAN)

#: Decimals kept of a percentage; figures are compared after this rounding.
PERCENT_DIGITS = 2


@dataclass(frozen=True)
class Thresholds:
    """Lower bounds of pace, in percent, for the status in words."""

    ahead: float = 105.0
    on_pace: float = 95.0
    behind: float = 75.0


@dataclass(frozen=True)
class Pace:
    """One plan beside its fact at one day; see the module for units."""

    plan: float | None
    fact: float
    working_days: float
    worked_days: float
    expected: float | None
    pace: float | None
    completion: float | None
    gap: float | None
    needed_per_day: float | None
    forecast: float | None
    status: str

    def as_dict(self):
        """Return the figures as a plain dict, ready for a remote client."""
        return dict(vars(self))


def compute_pace(plan, fact, working_days, worked_days, thresholds=None):
    """Compute the pace of something that adds up day by day (money, deals, calls).

    :param plan: amount planned for the period, ``None`` if there is no plan
    :param fact: amount done so far
    :param working_days: working days of the whole period
    :param worked_days: working days that have passed, at most ``working_days``
    :param thresholds: bounds of the status, defaults to :class:`Thresholds`
    :raise ValueError: on negative plans or days, or more days worked than there are
    """
    _check(plan, working_days, worked_days)
    expected = None
    if plan is not None and working_days:
        expected = plan * worked_days / working_days
    return _finish(
        plan,
        fact,
        working_days,
        worked_days,
        expected=expected,
        forecast=fact * working_days / worked_days if worked_days else None,
        thresholds=thresholds,
    )


def compute_ratio_pace(plan, fact, working_days, worked_days, thresholds=None):
    """Compute the pace of a ratio (average deal, conversion), which does not add up.

    The whole plan is expected from the first day on, and there is nothing to do "a
    day".

    >>> average = compute_ratio_pace(5000, 4000, working_days=20, worked_days=5)
    >>> average.expected, average.pace, average.needed_per_day, average.forecast
    (5000, 80.0, None, 4000)
    >>> compute_ratio_pace(5000, None, working_days=20, worked_days=5).status
    'not_started'

    :param fact: the ratio so far, ``None`` while its denominator is empty
    """
    _check(plan, working_days, worked_days)
    started = fact is not None
    pace = percent(fact, plan) if started else None
    return Pace(
        plan=plan,
        fact=fact if started else 0.0,
        working_days=working_days,
        worked_days=worked_days,
        expected=plan,
        pace=pace,
        completion=pace,
        gap=fact - plan if started and plan is not None else None,
        needed_per_day=None,
        forecast=fact,
        status=get_status(plan, pace, working_days, thresholds),
    )


def combine(paces, working_days, worked_days, thresholds=None):
    """Sum the paces of several people into the one of their team.

    Everybody's expectation follows the own calendar, so the team's is the sum of theirs
    and not the team plan times an average calendar.

    >>> full_time = compute_pace(100, 40, working_days=20, worked_days=10)
    >>> on_leave_until_now = compute_pace(100, 0, working_days=10, worked_days=0)
    >>> team = combine([full_time, on_leave_until_now], working_days=20, worked_days=10)
    >>> team.plan, team.fact, team.expected, team.pace, team.needed_per_day
    (200, 40, 50.0, 80.0, 16.0)
    >>> combine([], working_days=20, worked_days=10).status
    'no_plan'

    :param paces: iterable of :class:`Pace`
    :param working_days: working days of the period in the team's calendar
    :param worked_days: those that have passed
    """
    paces = list(paces)
    plans = [pace.plan for pace in paces if pace.plan is not None]
    expected = [pace.expected for pace in paces if pace.expected is not None]
    return _finish(
        sum(plans) if plans else None,
        sum(pace.fact for pace in paces),
        working_days,
        worked_days,
        expected=sum(expected) if expected else None,
        forecast=_sum_forecasts(paces),
        thresholds=thresholds,
    )


def needed_today(plan, fact, done_today, days_left, today_weight):
    """Return what today still has to bring so that the rest of the period stays even.

    The morning's need is what was missing then, divided by the days left then; what has
    been done since counts against it.

    :param fact: amount done so far, ``done_today`` included
    :param days_left: working days left this morning, today among them
    :param today_weight: today's share of a working day, 0 on a day off

    >>> needed_today(plan=220_000, fact=88_000, done_today=2_000, days_left=12, today_weight=1)
    9166.67
    >>> needed_today(plan=100, fact=100, done_today=0, days_left=5, today_weight=1)
    0.0
    """
    if plan is None or not today_weight or days_left <= 0:
        return 0.0
    missing = max(0.0, plan - (fact - done_today))
    return round(
        max(0.0, missing / days_left * min(today_weight, days_left) - done_today), 2
    )


def get_status(plan, pace, working_days, thresholds=None):
    """Say in one word how it stands.

    >>> [get_status(100, pace, 20) for pace in (105, 104.99, 95, 94.99, 75, 74.99)]
    ['ahead', 'on_pace', 'on_pace', 'behind', 'behind', 'far_behind']
    """
    thresholds = thresholds or Thresholds()
    if not plan:
        return NO_PLAN
    if not working_days:
        return OFF
    if pace is None:
        return NOT_STARTED
    if pace >= thresholds.ahead:
        return AHEAD
    if pace >= thresholds.on_pace:
        return ON_PACE
    if pace >= thresholds.behind:
        return BEHIND
    return FAR_BEHIND


def percent(part, whole):
    """Return ``part`` in percent of ``whole``, ``None`` where that is undefined.

    >>> percent(1, 3), percent(1, 0), percent(1, None)
    (33.33, None, None)
    """
    if not whole:
        return None
    return round(part / whole * 100, PERCENT_DIGITS)


def _finish(plan, fact, working_days, worked_days, expected, forecast, thresholds):
    pace = percent(fact, expected)
    return Pace(
        plan=plan,
        fact=fact,
        working_days=working_days,
        worked_days=worked_days,
        expected=expected,
        pace=pace,
        completion=percent(fact, plan),
        gap=None if expected is None else fact - expected,
        needed_per_day=_needed_per_day(plan, fact, working_days - worked_days),
        forecast=forecast,
        status=get_status(plan, pace, working_days, thresholds),
    )


def _needed_per_day(plan, fact, remaining_days):
    if plan is None:
        return None
    if fact >= plan:
        return 0.0
    return (plan - fact) / remaining_days if remaining_days > 0 else None


def _sum_forecasts(paces):
    """Sum what is forecast; who has not begun yet is taken to add what is there now."""
    if all(pace.forecast is None for pace in paces):
        return None
    return sum(pace.fact if pace.forecast is None else pace.forecast for pace in paces)


def _check(plan, working_days, worked_days):
    if plan is not None and plan < 0:
        raise ValueError("A plan cannot be negative")
    if working_days < 0 or worked_days < 0:
        raise ValueError("Working days cannot be negative")
    if worked_days > working_days:
        raise ValueError("More days worked than the period has")
