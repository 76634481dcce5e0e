"""When one person works, looked up moment after moment.

All moments are in UTC. What was worked out once for a period serves thousands of leads.

>>> from datetime import datetime
>>> presence = Presence(
...     shifts=[(datetime(2017, 8, 14, 7), datetime(2017, 8, 14, 15)),
...             (datetime(2017, 8, 16, 7), datetime(2017, 8, 16, 15))],
...     away=[(datetime(2017, 8, 14, 22), datetime(2017, 8, 15, 22))])
>>> presence.works_from(datetime(2017, 8, 14, 12))
datetime.datetime(2017, 8, 14, 12, 0)
>>> presence.works_from(datetime(2017, 8, 14, 15))
datetime.datetime(2017, 8, 16, 7, 0)
>>> presence.works_from(datetime(2017, 8, 16, 15)) is None
True
>>> [presence.is_away(datetime(2017, 8, day, 12)) for day in (14, 15, 16)]
[False, True, False]
"""

from bisect import bisect_right


class Presence:
    """The working time of one person in a period.

    :param shifts: ``(start, end)`` of working time, in order, apart from each other
    :param away: ``(start, end)`` of the days that absences take whole, likewise
    """

    def __init__(self, shifts, away=()):
        self._shifts = list(shifts)
        self._shift_starts = [start for start, _end in self._shifts]
        self._away = list(away)
        self._away_starts = [start for start, _end in self._away]

    def works_from(self, moment):
        """Return when the person works next, ``moment`` itself while working.

        :return: ``None`` if that is after the period
        """
        index = bisect_right(self._shift_starts, moment)
        if index and moment < self._shifts[index - 1][1]:
            return moment
        return self._shift_starts[index] if index < len(self._shifts) else None

    def is_away(self, moment):
        """Tell whether the day is one that an absence takes whole."""
        index = bisect_right(self._away_starts, moment)
        return bool(index) and moment < self._away[index - 1][1]
