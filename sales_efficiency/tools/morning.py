"""When it is morning somewhere: the only time of day at which a morning note is of use.

>>> from datetime import datetime
>>> [is_morning(datetime(2017, 8, 15, hour), 8) for hour in (7, 8, 11, 12)]
[False, True, True, False]
>>> is_morning(datetime(2017, 8, 15, 8, 29), 8.5), is_morning(datetime(2017, 8, 15, 8, 30), 8.5)
(False, True)

A note asked for at 22:30 is not sent on the next day any more:

>>> is_morning(datetime(2017, 8, 16, 0, 10), 22.5)
False
"""

from datetime import UTC, datetime, time, timedelta

#: Hours after which a note that could not be sent is not worth sending any more.
MORNING_HOURS = 4


def is_morning(local, hour, length=MORNING_HOURS):
    """Tell whether ``local`` lies in the morning of its day.

    :param datetime local: naive moment on the clock at hand
    :param hour: hour the morning begins, as a float (8.5 is 8:30)
    :param length: how many hours it lasts, not beyond midnight
    """
    now = local.hour + local.minute / 60 + local.second / 3600
    return hour <= now < hour + length


def next_morning(now, zone, hour):
    """Return the next moment, naive in UTC, at which a morning begins.

    >>> from zoneinfo import ZoneInfo
    >>> next_morning(datetime(2017, 8, 15, 5, 59), ZoneInfo("Europe/Brussels"), 8)
    datetime.datetime(2017, 8, 15, 6, 0)
    >>> next_morning(datetime(2017, 8, 15, 6, 0), ZoneInfo("Europe/Brussels"), 8)
    datetime.datetime(2017, 8, 16, 6, 0)
    >>> next_morning(datetime(2017, 8, 15, 6, 0), ZoneInfo("Asia/Kolkata"), 8.5)
    datetime.datetime(2017, 8, 16, 3, 0)

    :param datetime now: naive moment in UTC
    :param zone: ``tzinfo`` of the place
    """
    today = now.replace(tzinfo=UTC).astimezone(zone).date()
    minutes = round(hour * 60)
    for day in (today, today + timedelta(days=1)):
        start = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)
        moment = start.astimezone(UTC).replace(tzinfo=None)
        if moment > now:
            return moment
    raise ValueError("A day without a morning")
