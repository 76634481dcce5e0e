"""Run inside Odoo by ``test_real_reminder.py``: deals to remind of, and the action."""

import os
import signal

from crowd import create_team, work_always

DEALS = 1000


def set_up(env):
    """Create deals that nothing has been planned for in a while."""
    work_always(env)
    team = create_team(env, "Seller", 10)
    users = team.member_ids
    rules = env["sales.reminder.rule"].search([])
    rules.filtered(lambda rule: rule.kind != "no_next_step").active = False
    rules.daily_limit = 0
    deals = (
        env["crm.lead"]
        .with_context(tracking_disable=True)
        .create(
            [
                {
                    "name": f"Deal {number}",
                    "type": "opportunity",
                    "user_id": users[number % len(users)].id,
                    "team_id": team.id,
                }
                for number in range(DEALS)
            ]
        )
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE crm_lead SET create_date = create_date - interval '20 days',"
        " date_open = date_open - interval '20 days' WHERE id = ANY(%s)",
        [deals.ids],
    )


def remind(env):
    """Run the scheduled action."""
    env["sales.reminder"]._cron_remind()


def remind_and_die(env):
    """Be killed in the third chunk."""
    rules = type(env["sales.reminder.rule"])
    remind_of = rules._remind_of
    seen = []

    def die(self, causes, counts):
        remind_of(self, causes, counts)
        seen.append(1)
        if len(seen) == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    rules._remind_of = die
    remind(env)
