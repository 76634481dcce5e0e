"""What people did day by day, read once for all parts of one call that sum it up.

>>> from datetime import date
>>> book = DayBook("orders", date(2017, 8, 1), date(2017, 8, 15))
>>> book.knows([1, 2])
False
>>> book.keep([1, 2], {(1, date(2017, 8, 1)): 3, (1, date(2017, 8, 4)): 4})
>>> book.sums([1, 2], date(2017, 8, 1), date(2017, 8, 31))
{(1,): 7}
>>> book.days([1, 2], date(2017, 8, 2), date(2017, 8, 5))
{(1, datetime.date(2017, 8, 4)): 4}

Of other metrics and days it holds nothing, of other people it knows nothing:

>>> book.holds("calls", date(2017, 8, 1), date(2017, 8, 2))
False
>>> book.holds("orders", date(2017, 7, 31), date(2017, 8, 2))
False
>>> book.knows([3])
False
"""


class DayBook:
    """The days of one metric, by person.

    :param metric: whose days add up
    :param date_from: first day any part asks for
    :param date_to: last day
    """

    def __init__(self, metric, date_from, date_to):
        self.metric = metric
        self.date_from = date_from
        self.date_to = date_to
        self._days = {}

    def holds(self, metrics, date_from, date_to):
        """Tell whether the days asked for are among those of the book."""
        return metrics == self.metric and (
            self.date_from <= date_from and date_to <= self.date_to
        )

    def knows(self, user_ids):
        """Tell whether the days of these people have been read."""
        return self._days.keys() >= set(user_ids)

    def keep(self, user_ids, totals):
        """Remember what was read of these people.

        :param totals: ``{(user_id, day): value}``
        """
        self._days = {user_id: {} for user_id in user_ids}
        for (user_id, day), value in totals.items():
            self._days[user_id][day] = value

    def sums(self, user_ids, date_from, date_to):
        """Return ``{(user_id,): value}`` of who did anything in these days."""
        found = {}
        for user_id in user_ids:
            values = [
                value
                for day, value in self._days[user_id].items()
                if date_from <= day <= date_to
            ]
            if values:
                found[user_id,] = sum(values)
        return found

    def days(self, user_ids, date_from, date_to):
        """Return ``{(user_id, day): value}`` of these days."""
        return {
            (user_id, day): value
            for user_id in user_ids
            for day, value in self._days[user_id].items()
            if date_from <= day <= date_to
        }
