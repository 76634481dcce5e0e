"""Moments of somebody's work, also where nobody ever works."""

from datetime import timedelta

from odoo.addons.sales_efficiency.models.distribution.working_moment import get_due
from odoo.addons.sales_efficiency.tools.working_days import to_local


def add_minutes(schedule, moment, minutes):
    """Return when so many minutes of work have passed; of the clock if nobody works.

    :param schedule: as ``res.users._get_sales_schedules`` has it
    """
    return get_due(schedule, moment, minutes) or moment + timedelta(minutes=minutes)


def get_local_day(schedule, moment):
    """Return the day of a moment where somebody works."""
    return to_local(moment, schedule[1]).date()
