"""People who give and get leads; run inside Odoo by tests that start it from outside."""

from odoo import Command, fields


def work_always(env):
    """Let the company work at all hours, and let it be about noon there.

    Tests run at any hour: a day that ends between two looks would change counts of today.
    """
    calendar = env.company.resource_calendar_id
    calendar.attendance_ids.unlink()
    calendar.attendance_ids = [
        Command.create(
            {
                "name": str(day),
                "dayofweek": str(day),
                "day_period": "morning",
                "hour_from": 0,
                "hour_to": 24,
            }
        )
        for day in range(7)
    ]
    # Etc/GMT+5 is five hours behind Greenwich.
    calendar.tz = f"Etc/GMT{fields.Datetime.now().hour - 12:+d}"


def create_team(env, name, size):
    """Return a team of so many new salespeople."""
    groups = (
        "sales_efficiency.group_sales_efficiency_user",
        "sales_team.group_sale_salesman",
    )
    users = env["res.users"].create(
        [
            {
                "name": f"{name} {number}",
                "login": f"{name.lower()}_{number}",
                "group_ids": [Command.link(env.ref(group).id) for group in groups],
            }
            for number in range(size)
        ]
    )
    return env["crm.team"].create({"name": name, "member_ids": users.ids})


def open_door(env):
    """Return the key of a door, by its name."""
    return {"Door": create_door(env, "Door")}


def retry_requests(env):
    """Take up again what no worker finished, as the scheduled action does it later."""
    requests = env["sales.lead.request"]
    requests.search([("state", "=", "received")]).next_attempt_at = "2000-01-01"
    requests._cron_retry()


def get_loads(env):
    """Return what the next decision would know of everybody whom rules name.

    :return: ``{login: [weight, open leads, leads of today, {rule: [steps, skipped]}]}``
    """
    rules = env["sales.lead.rule"].search([])
    users = rules.team_ids.member_ids | rules.user_ids
    names = {rule.id: rule.name for rule in rules}
    now = fields.Datetime.now()
    loads = env["sales.lead.desk"]._read_loads(users, env.company, now)
    return {
        users.browse(user_id).login: [
            *counts,
            {names[int(rule_id)]: turn for rule_id, turn in (turns or {}).items()},
        ]
        for user_id, (*counts, turns) in loads.items()
    }


def create_door(env, name):
    """Return the key of a new door that takes any number of requests."""
    door = env["sales.lead.door"].create(
        {"name": name, "rate_limit": 0, "address_limit": 0}
    )
    return door.action_make_key()["context"]["default_key"]
