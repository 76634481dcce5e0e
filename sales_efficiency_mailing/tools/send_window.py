"""When letters may go out, and when so much time has passed, by the clock of a place.

A window is a function ``day -> [(start, end), ...]``: the open hours of a day, in order,
as naive moments of the place; the caller knows schedules, holidays and given hours. Naive
moments of a place and UTC differ by its zone: in the night the clocks go forward the hour
that is left out is the one after it, in the night they go back the hour that comes twice
is its first coming.

>>> from zoneinfo import ZoneInfo
>>> def office(day):
...     return given_hours(day, 9, 18) if day.weekday() < 5 else []
>>> brussels = ZoneInfo("Europe/Brussels")

Friday, 14:00 in Brussels: open. At 20:00 it is too late, and Monday is the next day:

>>> next_opening(office, brussels, datetime(2017, 8, 11, 12))
datetime.datetime(2017, 8, 11, 12, 0)
>>> next_opening(office, brussels, datetime(2017, 8, 11, 18))
datetime.datetime(2017, 8, 14, 7, 0)

A recipient in Tokyo has the same Friday moment late in the evening:

>>> next_opening(office, ZoneInfo("Asia/Tokyo"), datetime(2017, 8, 11, 12))
datetime.datetime(2017, 8, 14, 0, 0)

Nine o'clock is nine o'clock before and after the clocks go forward:

>>> next_opening(office, brussels, datetime(2017, 3, 24, 20)).hour
7
>>> next_opening(office, brussels, datetime(2017, 3, 23, 20)).hour
8

Where nothing ever opens, there is no moment:

>>> next_opening(lambda day: [], brussels, datetime(2017, 8, 11, 12)) is None
True
"""

from datetime import UTC, datetime, time, timedelta

DAY = timedelta(days=1)
#: How far ahead it is looked for an open hour.
AHEAD_DAYS = 366


def to_local(moment, zone):
    """Turn a naive UTC moment into a naive one of a zone.

    >>> from zoneinfo import ZoneInfo
    >>> to_local(datetime(2017, 8, 11, 12), ZoneInfo("Asia/Tokyo"))
    datetime.datetime(2017, 8, 11, 21, 0)
    """
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def to_utc(moment, zone):
    """Turn a naive moment of a zone into a naive UTC one.

    The half hour that Brussels left out in 2017, and the one that came twice:

    >>> from zoneinfo import ZoneInfo
    >>> brussels = ZoneInfo("Europe/Brussels")
    >>> to_utc(datetime(2017, 3, 26, 2, 30), brussels)
    datetime.datetime(2017, 3, 26, 1, 30)
    >>> to_utc(datetime(2017, 10, 29, 2, 30), brussels)
    datetime.datetime(2017, 10, 29, 0, 30)
    """
    return moment.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def given_hours(day, hour_from, hour_to):
    """Return the one interval of a day between two hours (floats, up to 24).

    >>> from datetime import date
    >>> given_hours(date(2017, 8, 11), 9.5, 24)[0][0]
    datetime.datetime(2017, 8, 11, 9, 30)
    """
    midnight = datetime.combine(day, time.min)
    return [
        (midnight + timedelta(hours=hour_from), midnight + timedelta(hours=hour_to))
    ]


def next_opening(window, zone, moment):
    """Return the first moment from ``moment`` on at which the window is open.

    :param window: ``day -> [(start, end), ...]``
    :param zone: ``tzinfo`` of the place
    :param moment: naive UTC
    :return: naive UTC, ``None`` if it does not open within a year
    """
    local = to_local(moment, zone)
    # The evening before: intervals may reach over midnight.
    day = local.date() - DAY
    for _offset in range(AHEAD_DAYS):
        for start, end in window(day):
            # By UTC: in the night the clocks change, local moments do not tell.
            if to_utc(end, zone) > moment:
                return max(moment, to_utc(start, zone))
        day += DAY
    return None


def next_midnight(zone, moment):
    """Return when the next day begins at a place, as naive UTC.

    >>> from zoneinfo import ZoneInfo
    >>> next_midnight(ZoneInfo("Asia/Tokyo"), datetime(2017, 8, 11, 12))
    datetime.datetime(2017, 8, 11, 15, 0)
    """
    tomorrow = to_local(moment, zone).date() + DAY
    return to_utc(datetime.combine(tomorrow, time.min), zone)
