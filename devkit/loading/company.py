"""The company, its holidays and its people."""

import secrets
from datetime import datetime, time, timedelta

import pytz
from console import Problem

from odoo import Command

from .pipeline import key_of, slug_of

#: The seller is American and its holidays are federal ones; the files name no city, and
#: Chicago's clock is the one in the middle of the three offices.
COUNTRY, CURRENCY, TIME_ZONE = "base.us", "base.USD", "America/Chicago"
#: Leaders open the orders and opportunities behind their teams' figures.
SELLER_GROUPS = ("sales_team.group_sale_salesman",)
LEADER_GROUPS = (
    "sales_team.group_sale_salesman_all_leads",
    "sales_efficiency.group_sales_efficiency_leader",
)


def check_empty(records):
    """Refuse a database where others than this command made opportunities or orders."""
    for model, words in (("crm.lead", "opportunities"), ("sale.order", "orders")):
        others = records.env[model].search_count([]) - len(records.known(model))
        if others > 0:
            raise Problem(
                f"Database {records.env.cr.dbname} has {others} {words} that do not come "
                "from this command: name a new database with --db."
            )


def prepare_company(records):
    """Set country, currency and clock."""
    env, company = records.env, records.company
    currency = env.ref(CURRENCY)
    currency.active = True
    values = {"country_id": env.ref(COUNTRY).id}
    if company.currency_id != currency:
        values["currency_id"] = currency.id
    company.write(values)
    company._get_sales_calendar().tz = TIME_ZONE
    (env.user | env.ref("base.user_admin")).tz = TIME_ZONE


def make_holidays(records, holidays):
    """Close the company's calendar on public holidays."""
    calendar = records.company._get_sales_calendar()
    records.make(
        "resource.calendar.leaves",
        {
            f"holiday_{day}": {
                "name": name,
                "company_id": records.company.id,
                "calendar_id": calendar.id,
                "date_from": to_utc(day, time.min),
                "date_to": to_utc(day + timedelta(days=1), time.min)
                - timedelta(seconds=1),
            }
            for day, name in holidays
        },
    )


def to_utc(day, hour=time(12)):
    """Return a moment of a local day in UTC; noon, where the files know only the day."""
    zone = pytz.timezone(TIME_ZONE)
    local = zone.localize(datetime.combine(day, hour))
    return local.astimezone(pytz.utc).replace(tzinfo=None)


def make_people(records, pipeline):
    """Make a user of every salesperson at work and of every manager.

    :return: the password of the users made now, empty if they were there before
    """
    leaders = [name for names in pipeline.offices.values() for name in names]
    groups = dict.fromkeys((p.name for p in pipeline.agents.values()), SELLER_GROUPS)
    groups |= dict.fromkeys(leaders, LEADER_GROUPS)
    _check_logins(records, groups)
    users = records.make(
        "res.users",
        {
            user_name(name): {
                "name": name,
                "login": slug_of(name),
                # A domain reserved for examples: nothing is delivered there.
                "email": f"{slug_of(name)}@example.com",
                "tz": TIME_ZONE,
                "company_id": records.company.id,
                "company_ids": [Command.set(records.company.ids)],
                "group_ids": [
                    Command.set([records.env.ref(group).id for group in wanted])
                ],
            }
            for name, wanted in groups.items()
        },
    )
    return _set_password(users)


def _check_logins(records, names):
    """Refuse two people with one login, and logins that others have already."""
    wanted = {}
    for name in names:
        other = wanted.setdefault(slug_of(name), name)
        if key_of(other) != key_of(name):
            raise Problem(
                f"sales_teams.csv: {other} and {name} would both log in as "
                f"{slug_of(name)}: tell their names apart."
            )
    ids = records.known("res.users").values()
    taken = records.env["res.users"].search(
        [("login", "in", list(wanted)), ("id", "not in", list(ids))], limit=1
    )
    if taken:
        raise Problem(
            f"Database {records.env.cr.dbname} has a user {taken.login} already: "
            "name a new database with --db."
        )


def _set_password(users):
    """Give new users one password; hashed once, as hashing is slow by design."""
    if not users:
        return ""
    password = secrets.token_urlsafe(9)
    hashed = users._crypt_context().hash(password)
    for user in users:
        user._set_encrypted_password(user.id, hashed)
    return password


def make_teams(records, pipeline):
    """Make a team of every office: its first manager leads, the others beside."""
    members = {office: [] for office in pipeline.offices}
    for person in pipeline.agents.values():
        members[person.office].append(user_id(records, person.name))
    teams = {}
    for office, managers in pipeline.offices.items():
        leader, *others = [user_id(records, name) for name in managers]
        teams[team_name(office)] = {
            "name": office,
            "company_id": records.company.id,
            "user_id": leader,
            "sales_co_leader_ids": [Command.set(others)],
        }
    records.make("crm.team", teams)
    for office, ids in members.items():
        team = records.browse("crm.team", team_name(office))
        new = [Command.link(key) for key in ids if key not in team.member_ids.ids]
        if new:
            team.member_ids = new


def user_name(name):
    """Return the external id of a person."""
    return f"user_{key_of(name)}"


def team_name(office):
    """Return the external id of an office."""
    return f"team_{key_of(office)}"


def user_id(records, name):
    """Return the id of a person's user."""
    return records.known("res.users")[user_name(name)]
