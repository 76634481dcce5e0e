"""Run in Odoo's shell by ``test_real_reminder.py``: deals to remind of, and the action."""

PREPARE = """
from odoo import Command
team = env["crm.team"].create({"name": "Crowd"})
users = env["res.users"].create([
    {
        "name": f"Person {number}",
        "login": f"person_{number}",
        "group_ids": [
            Command.link(env.ref("sales_efficiency.group_sales_efficiency_user").id),
            Command.link(env.ref("sales_team.group_sale_salesman").id),
        ],
    }
    for number in range(10)
])
team.member_ids = users
week = tuple(str(day) for day in range(7))
calendar = env.company.resource_calendar_id
calendar.attendance_ids.unlink()
calendar.attendance_ids = [
    Command.create({
        "name": day, "dayofweek": day, "day_period": "morning",
        "hour_from": 0, "hour_to": 24,
    })
    for day in week
]
env["sales.reminder.rule"].search([("kind", "!=", "no_next_step")]).active = False
env["sales.reminder.rule"].search([]).daily_limit = 0
leads = env["crm.lead"].create([
    {
        "name": f"Deal {number}",
        "type": "opportunity",
        "user_id": users[number % 10].id,
        "team_id": team.id,
    }
    for number in range(1000)
])
env.flush_all()
env.cr.execute(
    "UPDATE crm_lead SET create_date = create_date - interval '20 days',"
    " date_open = date_open - interval '20 days' WHERE id = ANY(%s)",
    [leads.ids],
)
env.cr.commit()
"""
RUN = """
env["sales.reminder"]._cron_remind()
"""
KILLED = """
import os, signal
rules = type(env["sales.reminder.rule"])
remind_of = rules._remind_of
seen = []
def die(self, causes, counts):
    remind_of(self, causes, counts)
    seen.append(1)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
rules._remind_of = die
env["sales.reminder"]._cron_remind()
"""
