"""How much of a norm is done: so many calls a day, so many meetings a week.

A norm's amount is meant for a full day, or for a normal week. Days off make it smaller
in proportion, so that nobody owes calls on a holiday. Shares are percent, days are
weights as in ``working_days`` (1 for a full day, 0.5 with half of it off). A quality
norm bounds a ratio from below or from above; it does not shrink with the days.

>>> full_day = compute_norm(30, done=12, weight=1)
>>> full_day.target, full_day.left, full_day.share, full_day.is_met
(30.0, 18.0, 40.0, False)
>>> compute_norm(30, done=16, weight=0.5)
Norm(target=15.0, done=16, left=0.0, share=106.67, is_due=True, is_met=True)

On a day off nothing is due, whatever is done all the same:

>>> compute_norm(30, done=2, weight=0)
Norm(target=0.0, done=2, left=0.0, share=None, is_due=False, is_met=None)

Five meetings a week, with two of the five days off, and for someone who comes on three:

>>> compute_norm(5, done=3, weight=3, normal=5).share
100.0

An average deal of at least 4,000, at most 20 % of meetings not held:

>>> compute_quality("min", 4000, done=3000)
Norm(target=4000, done=3000, left=1000, share=75.0, is_due=True, is_met=False)
>>> compute_quality("max", 20, done=25)
Norm(target=20, done=25, left=5, share=80.0, is_due=True, is_met=False)
>>> compute_quality("max", 20, done=None).is_met is None
True
"""

from dataclasses import dataclass
from datetime import timedelta

#: Decimals kept of a share.
PERCENT_DIGITS = 2


@dataclass(frozen=True)
class Norm:
    """A norm beside what is done; ``share`` is 100 where it is just met."""

    target: float
    done: float | None
    left: float
    share: float | None
    is_due: bool
    is_met: bool | None


def compute_norm(amount, done, weight, normal=1):
    """Compare an amount of work with what the days at hand ask for.

    :param amount: the norm for a full day or a normal week
    :param done: what is done so far
    :param weight: working days the person has in it
    :param normal: working days the amount is meant for
    :raise ValueError: on a negative amount or weight
    """
    if amount < 0 or weight < 0 or normal < 0:
        raise ValueError("Norms and working days cannot be negative")
    target = amount * min(weight / normal, 1.0) if normal else 0.0
    if not target:
        return Norm(0.0, done, 0.0, share=None, is_due=False, is_met=None)
    return Norm(
        target,
        done,
        left=max(target - done, 0.0),
        share=_percent(done, target),
        is_due=True,
        is_met=done >= target,
    )


def compute_quality(bound, limit, done):
    """Compare a ratio with its lower (``min``) or upper (``max``) bound.

    Nothing can be said while the ratio has no value, as before the first deal.

    >>> compute_quality("max", 20, done=0)
    Norm(target=20, done=0, left=0, share=None, is_due=True, is_met=True)

    :raise ValueError: on another bound
    """
    if bound not in ("min", "max"):
        raise ValueError(f"Unknown bound {bound!r}")
    if done is None:
        return Norm(limit, None, 0.0, share=None, is_due=False, is_met=None)
    part, whole = (done, limit) if bound == "min" else (limit, done)
    return Norm(
        limit,
        done,
        left=max(whole - part, 0),
        share=_percent(part, whole),
        is_due=True,
        is_met=part >= whole,
    )


def week_bounds(day, first_weekday=0):
    """Return the first and the last day of the week that holds ``day``.

    >>> from datetime import date
    >>> week_bounds(date(2017, 8, 16))
    (datetime.date(2017, 8, 14), datetime.date(2017, 8, 20))
    >>> week_bounds(date(2017, 8, 16), first_weekday=6)
    (datetime.date(2017, 8, 13), datetime.date(2017, 8, 19))

    :param first_weekday: 0 for Monday to 6 for Sunday
    """
    start = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return start, start + timedelta(days=6)


def _percent(part, whole):
    return round(part / whole * 100, PERCENT_DIGITS) if whole else None
