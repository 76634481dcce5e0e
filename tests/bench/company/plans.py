"""What the company does once the addon is there: plans, norms, outcomes, rights."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.tools import SQL

from .size import BOARD_DAY, FAR_ZONE, FIRST_DAY

#: Month's target of each person by metric; people differ by up to the half.
TARGETS = {"order_revenue": 45_000, "orders": 12, "meetings": 16}
MONTHS = 24
#: Calls and meetings carry moment and outcome since the addon is there.
INSTALLED = BOARD_DAY - timedelta(days=90)


def make_plans(env, manager):
    """Plan, set norms and hand out rights.

    :param manager: login of the user who looks at the board
    """
    people = env["res.users"].search([("login", "=like", "bench\\_%")], order="id")
    _make_rights(env, manager)
    _make_zones(env)
    _make_norms(env, people)
    _make_month(env, people)
    env.flush_all()
    _copy_months(env)
    _make_outcomes(env)


def _make_rights(env, manager):
    def group(name):
        return env.ref(f"sales_efficiency.group_sales_efficiency_{name}")

    env["crm.team"].search([("name", "=like", "Team%")]).user_id.write(
        {"group_ids": [Command.link(group("leader").id)]}
    )
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "name": "Manager",
            "login": manager,
            "group_ids": [Command.link(group("manager").id)],
        }
    )


def _make_zones(env):
    calendar = env.company.resource_calendar_id.copy({"name": "Far away"})
    calendar.tz = FAR_ZONE
    teams = env["crm.team"].search([("name", "=like", "Team%")], order="id")
    teams[::5].sales_calendar_id = calendar


def _make_norms(env, people):
    positions = env["sales.position"].create(
        [{"name": name} for name in ("Hunter", "Farmer", "Assistant")]
    )
    for number, position in enumerate(positions):
        people[number::3].sales_position_id = position

    def norm(code, amount, **values):
        metric = env.ref(f"sales_efficiency.sales_metric_{code}")
        return {"metric_id": metric.id, "amount": amount, **values}

    env["sales.norm"].create(
        [
            norm("calls", 4, period="day"),
            norm("calls_new", 3, period="day", position_id=positions[0].id),
            norm("calls_current", 3, period="day", position_id=positions[1].id),
            norm("meetings", 4, period="week"),
            norm("average_deal", 900, period="week", bound="min"),
        ]
    )


def _make_month(env, people):
    """Plan the month of the board as a user would."""
    plan = env["sales.plan"].create({"date_start": BOARD_DAY.replace(day=1)})
    env["sales.plan.line"].create(
        [
            {
                "plan_id": plan.id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "metric_id": env.ref(f"sales_efficiency.sales_metric_{code}").id,
                "target": amount * (0.75 + 0.05 * (number % 11)),
            }
            for number, user in enumerate(people)
            for code, amount in TARGETS.items()
        ]
    )
    plan.action_confirm()


def _copy_months(env):
    """Plan the other months alike."""
    month = BOARD_DAY.replace(day=1)
    lines = env["sales.plan.line"]
    kept = [
        SQL.identifier(name)
        for name, field in lines._fields.items()
        if field.store
        and field.column_type
        and name not in ("id", "plan_id", "date_start", "date_end")
    ]
    for offset in range(MONTHS):
        start = FIRST_DAY + relativedelta(months=offset)
        if start == month:
            continue
        plan = env["sales.plan"].create({"date_start": start})
        env.flush_all()
        env.cr.execute(
            SQL(
                """
                INSERT INTO sales_plan_line (plan_id, date_start, date_end, %(kept)s)
                     SELECT %(plan)s, %(start)s, %(end)s, %(kept)s FROM sales_plan_line
                      WHERE date_start = %(month)s
                """,
                kept=SQL(", ").join(kept),
                plan=plan.id,
                start=start,
                end=plan.date_end,
                month=month,
            )
        )
    env.cr.execute(SQL("UPDATE sales_plan SET state = 'confirmed'"))


def _make_outcomes(env):
    """Let the last months' calls have a moment, and meetings an outcome."""
    since = datetime.combine(INSTALLED, time.min)
    env.cr.execute(
        SQL(
            """
            UPDATE mail_activity
               SET sales_done_at = date_done + interval '5 hours'
                                 + id %% 1000 * interval '1 minute'
             WHERE date_done >= %(since)s AND NOT active;
            UPDATE calendar_event
               SET sales_outcome = (ARRAY['held', 'held', 'held', 'moved', 'no_show',
                                          'cancelled'])[1 + id %% 6]
             WHERE start >= %(since)s AND id %% 10 < 7
            """,
            since=since,
        )
    )
