"""Moments between UTC, as they are stored, and the zone in which somebody works."""

from datetime import timedelta

import pytz

from ...tools.working_days import to_local
from ...tools.working_time import due_after_hours

#: How far ahead it is looked for when somebody works next.
AHEAD = timedelta(days=31)


def get_due(schedule, now, minutes):
    """Return when so many minutes of somebody's work have passed, in UTC.

    :param schedule: as ``res.users._get_sales_schedules`` has it
    """
    schedule, zone, absences = schedule
    local = to_local(now, zone)
    due = due_after_hours(schedule, absences, local, minutes / 60, local + AHEAD)
    return to_utc(due, zone) if due else False


def to_utc(moment, zone):
    """Turn a naive moment in a zone of pytz into a naive one in UTC."""
    return zone.localize(moment).astimezone(pytz.UTC).replace(tzinfo=None)
