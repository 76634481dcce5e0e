"""Working days of one person from a weekly schedule and absences.

A day's *weight* is the share of its scheduled hours that remain after absences: 1 on a
full day, 0.5 with the afternoon off, 0 on a holiday. A day without scheduled hours has
no weight at all (it is missing from the result), so a part-timer who comes three days a
week simply has fewer working days. Hours are floats (9.5 is 9:30), moments are naive
and in the person's own time zone; converting them is the caller's part.

>>> from datetime import date, datetime
>>> office = Schedule(tuple(Shift(day, 9, 12) for day in range(5))
...                   + tuple(Shift(day, 13, 18) for day in range(5)))
>>> august = day_weights(office, date(2017, 8, 1), date(2017, 8, 31), [])
>>> total(august), worked(august, date(2017, 8, 15))
(23, 11)

A sick week, then half a day (13-18 is five of eight hours) and a public holiday:

>>> absences = [(datetime(2017, 8, 7), datetime(2017, 8, 12)),
...             (datetime(2017, 8, 14, 13), datetime(2017, 8, 14, 18)),
...             (datetime(2017, 8, 15), datetime(2017, 8, 16))]
>>> own = day_weights(office, date(2017, 8, 1), date(2017, 8, 31), absences)
>>> total(own), worked(own, date(2017, 8, 15))
(16.375, 4.375)

Three ways to look at today (16 August): in full, by the hour at noon, only tomorrow:

>>> [worked(august, date(2017, 8, 16), share) for share in (1, elapsed_share(
...     office, date(2017, 8, 16), datetime(2017, 8, 16, 12), []), 0)]
[12, 11.375, 11]
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

#: Periods whose days a schedule remembers at most.
KEPT_PERIODS = 16
#: Weights are kept to this many decimals so that sums of halves and thirds stay
#: readable.
DIGITS = 4


@dataclass(frozen=True)
class Shift:
    """Scheduled hours on one weekday (0 = Monday).

    ``week`` is the parity of the week in two-week schedules, ``None`` for every week.
    """

    weekday: int
    hour_from: float
    hour_to: float
    week: int | None = None


@dataclass(frozen=True)
class Schedule:
    """A weekly or two-weekly pattern of shifts."""

    shifts: tuple[Shift, ...]

    @cached_property
    def _hours(self):
        """Hours ``[(from, to)]`` by weekday and parity of the week."""
        hours = {}
        for shift in self.shifts:
            if shift.hour_to <= shift.hour_from:
                continue
            for parity in (0, 1) if shift.week is None else (shift.week,):
                key = (shift.weekday, parity)
                hours.setdefault(key, []).append((shift.hour_from, shift.hour_to))
        return {key: sorted(pairs) for key, pairs in hours.items()}

    def on(self, day):
        """Return the intervals ``(start, end)`` scheduled on ``day``, in order."""
        return [
            (at_hour(day, hour_from), at_hour(day, hour_to))
            for hour_from, hour_to in self._hours.get(_weekday(day), ())
        ]

    def days(self, date_from, date_to):
        """Return the days of a period with scheduled hours, both ends included.

        Kept, as a department asks for the same period again and again.
        """
        found = self._days.get((date_from, date_to))
        if found is None:
            length = (date_to - date_from).days + 1
            period = (date_from + timedelta(days=offset) for offset in range(length))
            found = tuple(day for day in period if _weekday(day) in self._hours)
            if len(self._days) >= KEPT_PERIODS:
                self._days.clear()
            self._days[date_from, date_to] = found
        return found

    @cached_property
    def _days(self):
        return {}


#: For who and what has no fixed hours: every weekday alike.
STANDARD_WEEK = Schedule(tuple(Shift(weekday, 9, 17) for weekday in range(5)))


def week_parity(day):
    """Return 0 or 1: which of the two weeks of a two-week schedule ``day`` is in.

    Weeks are counted from the first Monday of the calendar, as Odoo's working schedules
    do.

    >>> from datetime import date
    >>> week_parity(date(2017, 8, 13)) != week_parity(date(2017, 8, 14))
    True
    """
    return (day.toordinal() - 1) // 7 % 2


def _weekday(day):
    return day.weekday(), week_parity(day)


def to_local(moment, zone):
    """Turn a naive UTC moment into a naive one in ``zone`` (a ``tzinfo``).

    >>> from datetime import datetime, timedelta, timezone
    >>> to_local(datetime(2017, 8, 15, 22), timezone(timedelta(hours=10)))
    datetime.datetime(2017, 8, 16, 8, 0)
    """
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def at_hour(day, hour):
    """Return the moment of ``hour`` (a float, up to 24) on ``day``."""
    return datetime.combine(day, time.min) + timedelta(hours=hour)


def day_weights(schedule, date_from, date_to, absences):
    """Return ``{date: weight}`` for the scheduled days of a period, both ends included.

    :param schedule: :class:`Schedule`
    :param absences: iterable of ``(start, end)`` naive moments, may overlap each other
    """
    weights = dict.fromkeys(schedule.days(date_from, date_to), 1)
    for day, away in _days_touched(absences, date_from, date_to).items():
        if day in weights:
            shifts = schedule.on(day)
            left = _length(_subtract(shifts, away))
            weights[day] = _round(left / _length(shifts))
    return weights


def day_hours(schedule, date_from, date_to, absences):
    """Return ``{date: hours}`` that remain of the scheduled days of a period.

    >>> from datetime import date, datetime
    >>> mornings = Schedule(tuple(Shift(day, 8, 12) for day in range(5)))
    >>> day_hours(mornings, date(2017, 8, 14), date(2017, 8, 15), [
    ...     (datetime(2017, 8, 14, 10), datetime(2017, 8, 14, 18))])
    {datetime.date(2017, 8, 14): 2.0, datetime.date(2017, 8, 15): 4.0}
    """
    weights = day_weights(schedule, date_from, date_to, absences)
    return {
        day: weight * _length(schedule.on(day)) / 3600
        for day, weight in weights.items()
    }


def working_intervals(schedule, day, absences):
    """Return the intervals ``(start, end)`` of ``day`` that remain after absences, in order.

    >>> from datetime import date, datetime
    >>> [(str(start.time()), str(end.time())) for start, end in working_intervals(
    ...     STANDARD_WEEK, date(2017, 8, 14),
    ...     [(datetime(2017, 8, 14, 11), datetime(2017, 8, 14, 13))])]
    [('09:00:00', '11:00:00'), ('13:00:00', '17:00:00')]
    """
    return sorted(_subtract(schedule.on(day), absences))


def elapsed_share(schedule, day, moment, absences):
    """Return the share of ``day``'s scheduled hours that has passed at ``moment``.

    It goes from 0 to 1 and is of what is left after absences; a day with nothing left
    counts as passed. ``moment`` may lie on another day where the person works.

    >>> from datetime import date, datetime
    >>> [elapsed_share(STANDARD_WEEK, date(2017, 8, 16), datetime(2017, 8, day, 13), [])
    ...  for day in (15, 16, 17)]
    [0, 0.5, 1]
    """
    left = working_intervals(schedule, day, absences)
    length = _length(left)
    if not length:
        return 1
    passed = _length(
        [(start, min(end, moment)) for start, end in left if start < moment]
    )
    return _round(passed / length)


def total(weights):
    """Return the working days of the whole period."""
    return _round(sum(weights.values()))


def worked(weights, today, today_share=1):
    """Return the working days that have passed by ``today``.

    :param today_share: how much of today counts: 1 in full, 0 only from tomorrow on
    """
    passed = sum(weight for day, weight in weights.items() if day < today)
    return _round(passed + weights.get(today, 0) * today_share)


def spread(amount, weights):
    """Spread ``amount`` over working days, in proportion to their weight.

    >>> from datetime import date
    >>> spread(100, {date(2017, 8, 1): 1, date(2017, 8, 2): 0.5, date(2017, 8, 3): 1})
    ... # doctest: +NORMALIZE_WHITESPACE
    {datetime.date(2017, 8, 1): 40.0, datetime.date(2017, 8, 2): 20.0,
     datetime.date(2017, 8, 3): 40.0}
    """
    days = sum(weights.values())
    return {day: amount * weight / days for day, weight in weights.items() if weight}


def _days_touched(absences, date_from, date_to):
    """Return ``{day: absences}`` of the days of a period that absences reach into."""
    touched = {}
    for start, end in absences:
        day, last = max(start.date(), date_from), min(end.date(), date_to)
        while day <= last:
            touched.setdefault(day, []).append((start, end))
            day += timedelta(days=1)
    return touched


def _subtract(intervals, absences):
    """Cut ``absences`` out of ``intervals``."""
    left = list(intervals)
    for away_from, away_to in absences:
        pieces = []
        for start, end in left:
            pieces.append((start, min(end, away_from)))
            pieces.append((max(start, away_to), end))
        left = [(start, end) for start, end in pieces if start < end]
    return left


def _length(intervals):
    return sum((end - start).total_seconds() for start, end in intervals)


def _round(days):
    days = round(days, DIGITS)
    return int(days) if days == int(days) else days
