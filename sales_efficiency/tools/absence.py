"""When somebody is away, and who stands in meanwhile.

An absence lasts until work begins again: the weekend and the public holidays behind it
belong to it, and leaves with no working time between them are one. Whole days go from
midnight to midnight; who leaves at noon is there until noon. Moments are naive and in
the person's own zone, as in ``working_days``.

>>> from datetime import datetime
>>> def on(day, hour=0):
...     return datetime(2017, 8, day, hour)
>>> week, noon = [(on(14, 9), on(18, 17))], [(on(16, 13), on(16, 17))]
>>> absence = find_absence(STANDARD_WEEK, week, [], on(15, 12))
>>> str(absence.start), str(absence.end), absence.days
('2017-08-14 00:00:00', '2017-08-21 00:00:00', 5)

On the weekend after it, and in the week that follows:

>>> find_absence(STANDARD_WEEK, week, [], on(20)) == absence
True
>>> find_absence(STANDARD_WEEK, week, [], on(21))

A second week off right behind, then a public holiday, which is no day of absence:

>>> longer = find_absence(STANDARD_WEEK, [*week, (on(21), on(26))],
...                       [(on(28), on(29))], on(15))
>>> str(longer.end), longer.days
('2017-08-29 00:00:00', 10)

Half a day:

>>> half = find_absence(STANDARD_WEEK, noon, [], on(16, 15))
>>> str(half.start), str(half.end), half.days
('2017-08-16 13:00:00', '2017-08-17 00:00:00', 0.5)
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple

# The examples use the standard week.
from .working_days import (  # noqa: F401
    STANDARD_WEEK,
    day_weights,
    total,
    working_intervals,
)
from .working_time import due_after_hours

#: How far behind a leave it is looked for when work begins again.
AHEAD = timedelta(days=31)


class Absence(NamedTuple):
    """From when to when somebody is away, and how many working days that takes."""

    start: datetime
    end: datetime
    days: float


def find_absence(schedule, leaves, holidays, moment):
    """Return the absence that ``moment`` lies in, ``None`` if there is none.

    :param schedule: ``working_days.Schedule``
    :param list leaves: own ones, ``(start, end)``
    :param list holidays: when nobody works, likewise
    """
    away = [*leaves, *holidays]
    current = None
    for start, end in sorted(leaves):
        begin = _get_begin(schedule, away, start)
        back = _get_back(schedule, away, holidays, end)
        if current and begin <= current[1]:
            begin, back = current[0], max(back, current[1])
        elif current and current[0] <= moment < current[1]:
            break
        current = begin, back
    if not current or not current[0] <= moment < current[1]:
        return None
    return Absence(*current, _count_days(schedule, away, holidays, *current))


def list_deputies(person, deputies):
    """Return who may stand in for somebody: the deputy, then the deputy's, and so on.

    >>> list_deputies("anna", {"anna": "boris", "boris": "carl", "carl": "anna"})
    ['boris', 'carl']
    >>> list_deputies("dan", {"anna": "boris"})
    []
    """
    found = []
    one = deputies.get(person)
    while one and one != person and one not in found:
        found.append(one)
        one = deputies.get(one)
    return found


def _midnight(moment):
    return datetime.combine(moment.date(), time.min)


def _get_begin(schedule, away, start):
    """Return when an absence begins: with the day, unless work is done before."""
    shifts = working_intervals(schedule, start.date(), away)
    return start if any(shift[0] < start for shift in shifts) else _midnight(start)


def _get_back(schedule, away, holidays, end):
    """Return when work begins again: with the day, unless a part of it was missed."""
    back = due_after_hours(schedule, away, end, 0, until=end + AHEAD)
    if not back:
        return end
    first = working_intervals(schedule, back.date(), holidays)[0][0]
    return _midnight(back) if back == first else back


def _count_days(schedule, away, holidays, start, end):
    """Return the working days that are missed."""
    period = schedule, start.date(), end.date()
    planned, left = day_weights(*period, holidays), day_weights(*period, away)
    return total({day: share - left[day] for day, share in planned.items()})
