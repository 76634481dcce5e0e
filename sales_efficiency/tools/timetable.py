"""Schedules that one call asks for again and again, read once.

What was read for a period and a department serves every shorter period in it, for the
same people or some of them.

>>> from datetime import date
>>> timetable = Timetable()
>>> timetable.get("here", [1], date(2017, 8, 14), date(2017, 8, 20)) is None
True
>>> timetable.keep("here", {1: "early", 2: "late", None: "office"},
...                date(2017, 8, 1), date(2017, 8, 31))
>>> timetable.get("here", [1, None], date(2017, 8, 14), date(2017, 8, 20))
{1: 'early', None: 'office'}

Somebody else, somewhere else, or at another time has to be read anew:

>>> timetable.get("here", [3], date(2017, 8, 14), date(2017, 8, 20)) is None
True
>>> timetable.get("there", [1], date(2017, 8, 14), date(2017, 8, 20)) is None
True
>>> timetable.get("here", [1], date(2017, 8, 28), date(2017, 9, 3)) is None
True
"""


class Timetable:
    """The schedules of a department's people and, under ``None``, its own."""

    def __init__(self):
        self._schedules = {}
        self._place = self._start = self._end = None

    def get(self, place, keys, date_from, date_to):
        """Return the schedules under these keys, ``None`` unless all are known."""
        if self._place != place or date_from < self._start or date_to > self._end:
            return None
        known = self._schedules
        return {key: known[key] for key in keys} if known.keys() >= {*keys} else None

    def keep(self, place, schedules, date_from, date_to):
        """Remember what was read for a period, instead of what was known before."""
        self._place, self._schedules = place, schedules
        self._start, self._end = date_from, date_to
