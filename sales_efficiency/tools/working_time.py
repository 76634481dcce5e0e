"""When something is due that is given working hours or working days of one person.

Time passes only while the person works: nights, days off, holidays and absences do not
count, so nobody is late with what came on a day off. Moments are naive and in the
person's own zone, as in ``working_days``.

>>> from datetime import date, datetime
>>> friday = datetime(2017, 8, 11, 16)
>>> due_after_hours(STANDARD_WEEK, [], friday, 4, until=datetime(2017, 8, 31))
datetime.datetime(2017, 8, 14, 12, 0)

With Monday off, and seen from Monday, when it is not due yet:

>>> monday_off = [(datetime(2017, 8, 14), datetime(2017, 8, 15))]
>>> due_after_hours(STANDARD_WEEK, monday_off, friday, 4, until=datetime(2017, 8, 31))
datetime.datetime(2017, 8, 15, 12, 0)
>>> due_after_hours(STANDARD_WEEK, monday_off, friday, 4, until=datetime(2017, 8, 14))

A day late is what was promised for Friday and is not done on Monday morning:

>>> due_after_days(STANDARD_WEEK, [], friday.date(), 1, until=datetime(2017, 8, 31))
datetime.datetime(2017, 8, 14, 9, 0)
>>> due_after_days(STANDARD_WEEK, monday_off, friday.date(), 2, datetime(2017, 8, 31))
datetime.datetime(2017, 8, 16, 9, 0)
"""

from datetime import timedelta

# The examples use the standard week.
from .working_days import STANDARD_WEEK, working_intervals  # noqa: F401

DAY = timedelta(days=1)


def due_after_hours(schedule, absences, start, hours, until):
    """Return the moment when so many working hours have passed since ``start``.

    No hours at all: the first working moment from ``start`` on.

    :return: ``None`` if that is after ``until``
    """
    left = timedelta(hours=hours)
    for shift_from, shift_to in _shifts(schedule, absences, start.date(), until):
        shift_from = max(shift_from, start)
        length = shift_to - shift_from
        if length <= timedelta():
            continue
        if length >= left:
            due = shift_from + left
            return due if due <= until else None
        left -= length
    return None


def due_after_days(schedule, absences, day, days, until):
    """Return when work begins on the so manieth working day after ``day``.

    :return: ``None`` if that is after ``until``
    """
    seen = None
    for shift_from, _shift_to in _shifts(schedule, absences, day + DAY, until):
        if shift_from.date() != seen:
            seen = shift_from.date()
            days -= 1
            if days <= 0:
                return shift_from if shift_from <= until else None
    return None


def hours_between(schedule, absences, start, end):
    """Return the working hours from one moment to another.

    >>> from datetime import datetime
    >>> hours_between(STANDARD_WEEK, [], datetime(2017, 8, 11, 16),
    ...               datetime(2017, 8, 14, 12, 30))
    4.5
    """
    return round(_seconds_between(schedule, absences, start, end) / 3600, 2)


def minutes_between(schedule, absences, start, end):
    """Return the working minutes from one moment to another.

    >>> from datetime import datetime
    >>> minutes_between(STANDARD_WEEK, [], datetime(2017, 8, 11, 16, 10),
    ...                 datetime(2017, 8, 14, 9, 1, 30))
    51.5
    """
    return round(_seconds_between(schedule, absences, start, end) / 60, 1)


def works_on(schedule, absences, day):
    """Tell whether anything is left of a person's working day.

    >>> from datetime import date
    >>> [works_on(STANDARD_WEEK, [], date(2017, 8, day)) for day in (11, 12)]
    [True, False]
    """
    return bool(working_intervals(schedule, day, absences))


def next_working_day(schedule, absences, day, within=366):
    """Return the first working day after ``day``, the day after it if there is none.

    >>> from datetime import date
    >>> next_working_day(STANDARD_WEEK, [], date(2017, 8, 11))
    datetime.date(2017, 8, 14)
    """
    for offset in range(1, within + 1):
        if works_on(schedule, absences, day + offset * DAY):
            return day + offset * DAY
    return day + DAY


def _seconds_between(schedule, absences, start, end):
    seconds = 0.0
    for shift_from, shift_to in _shifts(schedule, absences, start.date(), end):
        length = min(shift_to, end) - max(shift_from, start)
        seconds += max(length.total_seconds(), 0)
    return seconds


def _shifts(schedule, absences, day, until):
    """Yield what is left of the shifts from ``day`` to the day of ``until``, in order."""
    absences = [one for one in absences if one[1].date() >= day]
    while day <= until.date():
        yield from working_intervals(schedule, day, absences)
        day += DAY
