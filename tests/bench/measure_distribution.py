"""Make what leads are given away among, and measure how that goes.

python measure_distribution.py make|rules|create|create_owned|crm|ours|replay CONFIG DATABASE
"""

import json
import random
import statistics
import sys
import time

from odoo_env import connect

LEADS, TEAMS, MEMBERS, RULES = 5000, 5, 20, 20
CITIES = [f"City {index:02}" for index in range(40)]
ROUNDS, BATCH = 7, 100


def main(task, config, database):
    """Run one task; its figures are the last line."""
    with connect(config, database) as env:
        found = globals()[f"do_{task}"](env)
        env.cr.commit()
    print(json.dumps(found))


def do_make(env):
    """Make teams, members and leads that are nobody's yet."""
    random.seed(20170815)
    group = env.ref("sales_team.group_sale_salesman")
    env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True))
    env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
    env["crm.team"].search([]).active = False
    for number in range(TEAMS):
        users = env["res.users"].create(
            [
                {
                    "name": f"Seller {number}-{index:02}",
                    "login": f"seller_{number}_{index:02}",
                    "group_ids": [(4, group.id)],
                }
                for index in range(MEMBERS)
            ]
        )
        env["crm.team"].create(
            {
                "name": f"Team {number}",
                "user_id": users[0].id,
                "assignment_domain": "[]",
                "assignment_max": LEADS,
                "crm_team_member_ids": [
                    (0, 0, {"user_id": user.id, "assignment_max": 30 * 60})
                    for user in users
                ],
            }
        )
    env["crm.lead"].create([prepare_lead(index) for index in range(LEADS)])
    return {}


def prepare_lead(index):
    """Return the values of one lead that came in for anybody."""
    return {
        "name": f"Lead {index}",
        "type": "lead",
        "user_id": False,
        "team_id": False,
        "email_from": f"client{index}@example.com",
        "city": random.choice(CITIES),
        "priority": random.choice("0123"),
        "expected_revenue": random.randrange(100, 10_000),
    }


def do_rules(env):
    """Make rules that overlap: each for half of the cities, each for two teams."""
    teams = env["crm.team"].search([], order="id")
    for index in range(RULES):
        cities = random.Random(index).sample(CITIES, len(CITIES) // 2)
        pair = teams[index % TEAMS] | teams[(index + 1) % TEAMS]
        env["sales.lead.rule"].create(
            {
                "name": f"Rule {index}",
                "cities": ", ".join(cities if index < RULES - 1 else CITIES),
                "team_ids": [(6, 0, pair.ids)],
                "off_hours": "any",
                "response_minutes": 60,
            }
        )
    return {}


def do_create(env):
    """Create leads for nobody in particular each time a line comes in; tell the seconds."""
    for turn, _line in enumerate(sys.stdin):
        print(time_create(env, [{}] * BATCH, turn), flush=True)
    return {"create_queries": count_create(env)}


def do_create_owned(env):
    """Measure what it costs to create leads for a salesperson each."""
    sellers = env["crm.team.member"].search([]).user_id.ids
    owned = [{"user_id": sellers[index % len(sellers)]} for index in range(BATCH)]
    return {
        "create_owned_s": statistics.median(
            time_create(env, owned, turn) for turn in range(ROUNDS)
        )
    }


def do_replay(env):
    """Measure how long the rules take over all leads once more, nothing kept."""
    leads = env["crm.lead"].search([], order="create_date, id")
    day = min(leads.mapped("create_date")).date()
    start = time.monotonic()
    decisions = env["sales.lead.desk"]._replay(leads, env.company, day)
    given = sum(bool(decision.user_id) for decision in decisions)
    return {"replay_s": time.monotonic() - start, "replayed": given}


def do_crm(env):
    """Measure crm's own assignment."""
    teams = env["crm.team"].search([])
    start = time.monotonic()
    teams._action_assign_leads(force_quota=True)
    env.cr.commit()
    return {"crm_assign_s": time.monotonic() - start, "crm_given": count_given(env)}


def do_ours(env):
    """Measure fairness, then the sweep over the same leads."""
    found = {"spread": measure_spread(env)}
    before = env.cr.sql_log_count
    start = time.monotonic()
    env["crm.lead"]._cron_distribute()
    env.cr.commit()
    found["ours_assign_s"] = time.monotonic() - start
    found["queries_per_lead"] = round((env.cr.sql_log_count - before) / LEADS, 3)
    logged = env["sales.lead.assignment"].search_count([("user_id", "!=", False)])
    told = env["mail.tracking.value"].search_count(
        [("field_id.name", "=", "user_id"), ("field_id.model", "=", "crm.lead")]
    )
    given = count_given(env)
    if not given == logged == told:
        raise SystemExit(f"{given} given, {logged} logged, {told} in the history")
    return found | {"ours_given": given}


def count_given(env):
    """Return how many leads are somebody's."""
    return env["crm.lead"].search_count([("user_id", "!=", False)])


def time_create(env, many, turn):
    """Return the seconds of creating leads with these values, not kept."""
    env.cr.execute("SAVEPOINT create_leads")
    vals_list = [
        prepare_lead(turn * BATCH + index) | vals for index, vals in enumerate(many)
    ]
    env.flush_all()
    env.invalidate_all()
    start = time.monotonic()
    env["crm.lead"].create(vals_list)
    env.flush_all()
    seconds = time.monotonic() - start
    env.cr.execute("ROLLBACK TO SAVEPOINT create_leads")
    env.invalidate_all()
    return seconds


def count_create(env):
    """Return the queries of creating one lead, as a running server would need them."""
    counts = []
    for _turn in range(3):
        env.cr.execute("SAVEPOINT create_lead")
        env.invalidate_all()
        before = env.cr.sql_log_count
        env["crm.lead"].create(prepare_lead(0))
        env.flush_all()
        counts.append(env.cr.sql_log_count - before)
        env.cr.execute("ROLLBACK TO SAVEPOINT create_lead")
        env.invalidate_all()
    return min(counts)


def measure_spread(env):
    """Return how far 20 equal members are apart after 30 runs of 3 leads, not kept."""
    env.cr.execute("SAVEPOINT spread")
    rules = env["sales.lead.rule"].search([])
    team = env["crm.team"].search([], limit=1)
    rules[1:].active = False
    rules[0].write({"cities": False, "team_ids": [(6, 0, team.ids)]})
    given = dict.fromkeys(team.member_ids.ids, 0)
    for run in range(30):
        leads = env["crm.lead"].create([prepare_lead(run * 3 + n) for n in range(3)])
        env.flush_all()
        for lead in leads:
            given[lead.user_id.id] += 1
    env.cr.execute("ROLLBACK TO SAVEPOINT spread")
    env.invalidate_all()
    env.registry.clear_cache()
    return max(given.values()) - min(given.values())


if __name__ == "__main__":
    main(*sys.argv[1:])
