"""Make a pipeline with a long history, and measure how funnels and stage changes go.

python measure_funnel.py make|log|stage|picture|bare CONFIG DATABASE
"""

import json
import statistics
import sys
import time

from bare_funnel import STATEMENTS
from odoo_env import connect

LEADS, MOVES, PEOPLE, TEAMS, STAGES = 200_000, 1_000_000, 100, 5, 6
#: Stage changes that are timed together, and how often.
CHANGES, ROUNDS = 40, 5
#: The period that is looked at: half a year of two years, and the one before.
FIRST, LAST = "2016-07-01", "2016-12-31"


def main(task, config, database):
    """Run one task; its figures are the last line."""
    with connect(config, database) as env:
        found = globals()[f"do_{task}"](env)
        env.cr.commit()
    print(json.dumps(found))


def do_make(env):
    """Make stages, people and deals that came in over two years."""
    group = env.ref("sales_team.group_sale_salesman")
    env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True))
    env["crm.stage"].search([]).unlink()
    stages = env["crm.stage"].create(
        [
            {"name": f"Stage {index}", "sequence": index, "is_won": index == STAGES - 1}
            for index in range(STAGES)
        ]
    )
    users = env["res.users"].create(
        [
            {
                "name": f"Seller {index:03}",
                "login": f"seller_{index:03}",
                "group_ids": [(4, group.id)],
            }
            for index in range(PEOPLE)
        ]
    )
    teams = env["crm.team"].create(
        [
            {"name": f"Team {index}", "member_ids": [(6, 0, users[index::TEAMS].ids)]}
            for index in range(TEAMS)
        ]
    )
    reasons = env["crm.lost.reason"].create([{"name": f"Reason {n}"} for n in range(6)])
    # A way forwards with steps back: 0 1 2 3 2 3 4 5; its length is 1 to 9 changes.
    env.cr.execute(
        """
        INSERT INTO crm_lead (
            name, type, active, stage_id, user_id, team_id, company_id, won_status,
            lost_reason_id, expected_revenue, probability, create_date, write_date,
            date_closed, create_uid, write_uid, priority
        )
        SELECT 'Deal ' || n, 'opportunity', outcome <> 'lost', (%(stages)s)[place + 1],
               (%(users)s)[1 + n %% %(people)s],
               (%(teams)s)[1 + n %% %(people)s %% %(teams_count)s], %(company)s, outcome,
               CASE WHEN outcome = 'lost' THEN (%(reasons)s)[1 + n %% 6] END,
               100 + n %% 900, 50, came_in, came_in,
               CASE WHEN outcome <> 'pending' THEN came_in + interval '40 days' END,
               1, 1, '0'
          FROM (
            SELECT n, place, came_in,
                   CASE WHEN place = %(last)s THEN 'won'
                        WHEN n %% 3 = 0 THEN 'lost' ELSE 'pending' END AS outcome
              FROM (
                SELECT n, LEAST(%(last)s, length - 2 * (length / 4)) AS place,
                       timestamp '2015-07-01' + n * interval '5 minutes' AS came_in
                  FROM (SELECT n, 1 + n * 7919 %% 9 AS length
                          FROM generate_series(1, %(leads)s) n) AS way
              ) AS way
          ) AS deal
        """,
        {
            "stages": stages.ids,
            "users": users.ids,
            "teams": teams.ids,
            "reasons": reasons.ids,
            "company": env.company.id,
            "people": PEOPLE,
            "teams_count": TEAMS,
            "last": STAGES - 1,
            "leads": LEADS,
        },
    )
    return {}


def do_log(env):
    """Write the stage changes that brought the deals to where they are."""
    env.cr.execute("DELETE FROM sales_stage_move")
    env.cr.execute(
        """
        INSERT INTO sales_stage_move (
            lead_id, stage_id, next_stage_id, won_status, next_won_status, kind,
            skipped_count, entered_at, date, seconds, user_id, team_id, company_id,
            expected_revenue
        )
        SELECT id, (%(stages)s)[1 + here], (%(stages)s)[1 + there], 'pending', 'pending',
               CASE WHEN there < here THEN 'back' ELSE 'forward' END, 0,
               create_date + step * interval '3 days',
               create_date + (step + 1) * interval '3 days' + id %% 90 * interval '1 hour',
               259200 + id %% 90 * 3600, user_id, team_id, company_id, expected_revenue
          FROM (
            SELECT lead.*, step, LEAST(%(last)s, step - 2 * (step / 4)) AS here,
                   LEAST(%(last)s, step + 1 - 2 * ((step + 1) / 4)) AS there
              FROM (SELECT *, SUBSTRING(name FROM 6)::integer AS n FROM crm_lead) AS lead
              JOIN LATERAL generate_series(0, n * 7919 %% 9) step ON TRUE
          ) AS change
         WHERE here <> there
        """,
        {
            "stages": env["crm.stage"].search([], order="sequence").ids,
            "last": STAGES - 1,
        },
    )
    env.cr.execute("SELECT COUNT(*) FROM sales_stage_move")
    return {"moves": env.cr.fetchone()[0]}


def do_stage(env):
    """Change stages one by one each time a line comes in; tell the seconds."""
    stages = env["crm.stage"].search([], order="sequence")
    leads = env["crm.lead"].search(
        [("stage_id", "=", stages[2].id), ("won_status", "=", "pending")],
        order="id",
        limit=CHANGES,
    )
    for _line in sys.stdin:
        print(time_changes(env, leads, stages[3]), flush=True)
    return {}


def time_changes(env, leads, stage):
    """Return the seconds of moving each of these to a stage, its history with it."""
    env.cr.execute("SAVEPOINT changes")
    env.invalidate_all()
    start = time.monotonic()
    for lead in leads:
        lead.write({"stage_id": stage.id})
        # As at the end of a request: what is tracked goes into the chatter.
        env.cr.flush()
    seconds = time.monotonic() - start
    env.cr.execute("ROLLBACK TO SAVEPOINT changes")
    env.invalidate_all()
    return seconds


def do_picture(env):
    """Open a funnel each time a line comes in; tell the seconds."""
    funnels = env["sales.funnel"]
    plain = funnels.create({"name": "Plain"})
    split = funnels.create({"name": "Split", "split_by": "user_id"})

    def open_funnel(funnel, first=FIRST):
        env.invalidate_all()
        before = env.cr.sql_log_count
        start = time.monotonic()
        picture = funnels.get_picture(
            {"funnel_id": funnel.id, "date_from": first, "date_to": LAST}
        )
        return time.monotonic() - start, env.cr.sql_log_count - before, picture

    open_funnel(plain)
    for _line in sys.stdin:
        print(open_funnel(plain)[0], flush=True)
    _seconds, queries, picture = open_funnel(plain)
    split_times = [open_funnel(split)[0] for _round in range(ROUNDS)]
    # Ten times the deals of the shortest period.
    few = open_funnel(split, "2016-12-01")[1]
    many = open_funnel(split, "2016-03-01")[1]
    env.cr.rollback()
    return {
        "funnel_queries": queries,
        "more_queries": many - few,
        "split_s": statistics.median(split_times),
        "numbers": get_numbers(picture),
    }


def get_numbers(picture):
    """Return what the bare statements find as well: counts and days, stage by stage."""
    return [
        [
            [step[name] for name in ("reached", "passed", "lost", "open", "won")]
            + [round(step[name] or 0, 6) for name in ("days_median", "days_p90")]
            for step in column["steps"]
        ]
        for column in picture["columns"][:2]
    ]


def do_bare(env):
    """Run the bare statements each time a line comes in; tell the seconds."""
    values = {"first": FIRST, "after": "2017-01-01", "before": "2015-12-30"}

    def run():
        start = time.monotonic()
        found = []
        for statement in STATEMENTS:
            env.cr.execute(statement, values)
            found.append(env.cr.fetchall())
        return time.monotonic() - start, found

    run()
    for _line in sys.stdin:
        print(run()[0], flush=True)
    columns = run()[1][:2]
    return {
        "numbers": [
            [
                [*map(int, row[1:6]), *(round(value or 0, 6) for value in row[6:8])]
                for row in column
            ]
            for column in columns
        ]
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
