"""Moments and minutes that somebody works, by a weekly schedule less absences.

Moments are naive and in the person's own zone, as in ``working_days``.

>>> from datetime import datetime
>>> from .working_days import STANDARD_WEEK
>>> friday = datetime(2017, 8, 18, 16, 30)
>>> next_work(STANDARD_WEEK, friday, [])
datetime.datetime(2017, 8, 18, 16, 30)
>>> next_work(STANDARD_WEEK, datetime(2017, 8, 18, 20), [])
datetime.datetime(2017, 8, 21, 9, 0)

Due in an hour and a half of work, with Monday off:

>>> monday_off = [(datetime(2017, 8, 21), datetime(2017, 8, 22))]
>>> due = add_work(STANDARD_WEEK, friday, 90, monday_off)
>>> due
datetime.datetime(2017, 8, 22, 10, 0)
>>> work_between(STANDARD_WEEK, friday, due, monday_off)
90.0

Nothing is due in work for who has none in sight:

>>> from .working_days import Schedule
>>> print(add_work(Schedule(()), friday, 90, []), next_work(Schedule(()), friday, []))
None None
"""

from datetime import timedelta

from .working_days import hours_left

#: How far ahead work is looked for.
HORIZON_DAYS = 60


def _iter_work(schedule, moment, absences, days):
    """Yield the intervals of work from a moment on."""
    for offset in range(days + 1):
        day = moment.date() + timedelta(days=offset)
        for start, end in sorted(hours_left(schedule, day, absences)):
            if end > moment:
                yield max(start, moment), end


def next_work(schedule, moment, absences, days=HORIZON_DAYS):
    """Return the first moment of work from ``moment`` on, ``None`` if none is in sight."""
    for start, _end in _iter_work(schedule, moment, absences, days):
        return start
    return None


def add_work(schedule, moment, minutes, absences, days=HORIZON_DAYS):
    """Return the moment when so many minutes of work have passed since ``moment``.

    :return: ``None`` if there is not so much work in sight
    """
    left = timedelta(minutes=minutes)
    for start, end in _iter_work(schedule, moment, absences, days):
        if end - start >= left:
            return start + left
        left -= end - start
    return None


def work_between(schedule, start, end, absences):
    """Return the minutes of work between two moments."""
    passed = timedelta()
    days = (end.date() - start.date()).days
    for begin, stop in _iter_work(schedule, start, absences, max(days, 0)):
        passed += max(min(stop, end) - begin, timedelta())
    return passed.total_seconds() / 60
