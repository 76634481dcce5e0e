"""Calendar periods a plan can stand for: month, quarter, year.

>>> from datetime import date
>>> period_bounds("month", date(2024, 2, 10))
(datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
>>> period_bounds("quarter", date(2017, 8, 15))
(datetime.date(2017, 7, 1), datetime.date(2017, 9, 30))
>>> period_bounds("year", date(2017, 8, 15))
(datetime.date(2017, 1, 1), datetime.date(2017, 12, 31))
>>> shift_period("month", date(2017, 12, 1), 1), shift_period("quarter", date(2017, 1, 1), -1)
(datetime.date(2018, 1, 1), datetime.date(2016, 10, 1))
"""

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_bounds(period_type, day):
    """Return the first and last day of the period that holds ``day``.

    :param period_type: ``month``, ``quarter`` or ``year``
    :raise ValueError: on another type
    """
    length = _months(period_type)
    start = date(day.year, (day.month - 1) // length * length + 1, 1)
    return start, shift_period(period_type, start, 1) - timedelta(days=1)


def shift_period(period_type, start, count):
    """Return the first day of the period ``count`` periods after that of ``start``."""
    length = _months(period_type)
    first = (start.month - 1) // length * length
    index = start.year * 12 + first + count * length
    return date(index // 12, index % 12 + 1, 1)


def _months(period_type):
    try:
        return MONTHS[period_type]
    except KeyError:
        raise ValueError(f"Unknown period {period_type!r}") from None
