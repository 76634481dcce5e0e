"""Teams, people, working schedules and absences: few enough for the ORM."""

from datetime import datetime, timedelta

from odoo import Command

from .size import COMPANY_ZONE, FIRST_DAY, LAST_DAY, PEOPLE, TEAMS

#: Public holidays, month and day.
HOLIDAYS = ((1, 1), (4, 21), (5, 1), (5, 29), (7, 21), (8, 15), (11, 11), (12, 25))
MORNING, AFTERNOON = ("morning", 8, 12), ("afternoon", 13, 17)


def make_people(env):
    """Make everything that the records of :mod:`records` refer to."""
    env.company.resource_calendar_id.tz = COMPANY_ZONE
    users = _make_users(env)
    _make_teams(env, users)
    _make_resources(env, users)
    _make_absences(env, users)
    _make_products(env)
    env.flush_all()


def _make_users(env):
    group = env.ref("sales_team.group_sale_salesman").id
    return (
        env["res.users"]
        .with_context(no_reset_password=True, tracking_disable=True)
        .create(
            [
                {
                    "name": f"Person {number:03}",
                    "login": f"bench_{number:03}",
                    "tz": COMPANY_ZONE,
                    "group_ids": [Command.link(group)],
                }
                for number in range(PEOPLE)
            ]
        )
    )


def _make_teams(env, users):
    env["crm.team"].create(
        [
            {
                "name": f"Team {number:02}",
                "company_id": env.company.id,
                "user_id": users[number].id,
                "member_ids": [Command.set(users[number::TEAMS].ids)],
            }
            for number in range(TEAMS)
        ]
    )


def _make_resources(env, users):
    """Give everybody a schedule of the own: part time, two-week or full time."""
    calendars = env["resource.calendar"].create(
        [
            {
                "name": f"Hours of {user.name}",
                "tz": COMPANY_ZONE,
                "two_weeks_calendar": number % 10 == 1,
                "attendance_ids": [
                    Command.clear(),
                    *(Command.create(line) for line in _get_attendances(number % 10)),
                ],
            }
            for number, user in enumerate(users)
        ]
    )
    env["resource.resource"].create(
        [
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": env.company.id,
                "calendar_id": calendar.id,
                "tz": COMPANY_ZONE,
            }
            for user, calendar in zip(users, calendars, strict=True)
        ]
    )


def _get_attendances(kind):
    """Return the shifts of a kind of schedule: 0 three days, 1 two-week, 2 mornings."""
    if kind == 1:
        long_week = [_get_shift(day, part, "0") for day in range(5) for part in (0, 1)]
        short_week = [_get_shift(day, part, "1") for day in range(3) for part in (0, 1)]
        return long_week + short_week
    days = (0, 2, 4) if kind == 0 else range(5)
    parts = (0,) if kind == 2 else (0, 1)
    return [_get_shift(day, part) for day in days for part in parts]


def _get_shift(day, part, week=False):
    period, start, end = (MORNING, AFTERNOON)[part]
    return {
        "name": f"{day} {period}",
        "dayofweek": str(day),
        "day_period": period,
        "hour_from": start,
        "hour_to": end,
        "week_type": week,
    }


def _make_absences(env, users):
    """Two weeks off in each half-year, an afternoon here and there, public holidays."""
    resources = env["resource.resource"].search([("user_id", "in", users.ids)])
    values = []
    for number, resource in enumerate(resources.sorted(lambda one: one.user_id.id)):
        day = FIRST_DAY + timedelta(days=number % 90)
        while day < LAST_DAY:
            values.append(_get_absence(day, timedelta(days=11), resource))
            odd = datetime.combine(day + timedelta(days=60), datetime.min.time())
            values.append(
                _get_absence(odd + timedelta(hours=11), timedelta(hours=6), resource)
            )
            day += timedelta(days=182)
    for year in (FIRST_DAY.year, LAST_DAY.year):
        for month, day in HOLIDAYS:
            start = FIRST_DAY.replace(year=year, month=month, day=day)
            values.append(_get_absence(start, timedelta(days=1)))
    env["resource.calendar.leaves"].create(values)


def _get_absence(start, length, resource=None):
    if not isinstance(start, datetime):
        # Midnight in Brussels, near enough in summer and winter.
        start = datetime.combine(start, datetime.min.time()) - timedelta(hours=1)
    return {
        "name": "Absence" if resource else "Holiday",
        "resource_id": resource.id if resource else False,
        "calendar_id": resource.calendar_id.id if resource else False,
        "date_from": start,
        "date_to": start + length,
        "time_type": "leave",
    }


def _make_products(env):
    categories = env["product.category"].create(
        [{"name": f"Category {number}"} for number in range(8)]
    )
    env["product.product"].create(
        [
            {
                "name": f"Product {number:02}",
                "list_price": 50 + 25 * number,
                "categ_id": categories[number % 8].id,
            }
            for number in range(40)
        ]
    )
    euro = env.ref("base.EUR")
    euro.active = True
    env["res.currency.rate"].create(
        {"currency_id": euro.id, "name": FIRST_DAY, "rate": 0.92}
    )
