"""Measure the board on a prepared database and print the figures as one JSON line.

python measure_board.py CONFIG DATABASE
"""

import json
import statistics
import sys
import time

from bare_board import BareBoard
from bare_graph import read_graph
from company.size import BOARD_DAY
from odoo_env import MANAGER, connect
from psycopg2.errors import QueryCanceled
from same import check_board, check_graph

from odoo.tools import SQL

#: Both sides take turns this many times; the medians are compared.
ROUNDS = 7
#: No screen is waited for longer.
PATIENCE_SECONDS = 60
DAY = str(BOARD_DAY)
MEBIBYTE = 1024 * 1024
#: Fields the cards of the kanban ask for.
CARD = {
    name: {}
    for name in (
        *("date", "status", "unit", "scope", "is_own", "is_main", "plan", "fact"),
        *("expected", "worked_days", "working_days", "card", "pace", "gap"),
        *("needed_per_day", "forecast"),
    )
} | {name: {"fields": {"display_name": {}}} for name in ("user_id", "team_id")}
#: Columns of the list of facts.
FACT = {
    name: {} for name in ("datetime", "client_kind", "amount", "value", "currency_id")
} | {
    name: {"fields": {"display_name": {}}}
    for name in ("metric_id", "user_id", "team_id", "partner_id")
}


def main(config, database):
    """Print ``{name: figure}``, more of them with every line."""
    found = {}
    with connect(config, database, MANAGER) as env:
        for measure in (
            measure_memory,
            measure_board,
            measure_queries,
            measure_graph,
            measure_writing,
            measure_mails,
            measure_screens,
        ):
            measure(env, found)
            # The last line counts; should one fail, what the others found is kept.
            print(json.dumps(found), flush=True)


def measure_memory(env, found):
    """How much the process grows at its peak while it makes one board."""
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")
    before = _read_status("VmRSS")
    env["sales.board"].get_board_data(DAY)
    found["memory_mb"] = (_read_status("VmHWM") - before) / MEBIBYTE
    found["memory_total_mb"] = _read_status("VmHWM") / MEBIBYTE


def _read_status(name):
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


def measure_board(env, found):
    """The one call against bare SQL for the same figures."""
    bare = BareBoard(env, BOARD_DAY)

    def board():
        return env["sales.board"].get_board_data(DAY)

    check_board(board(), bare.read())
    found["board_s"], found["board_bare_s"] = _take_turns(env, board, bare.read)
    found["board_ratio"] = found["board_s"] / found["board_bare_s"]


def measure_graph(env, found):
    """Two years by month and team, as the graph asks for them, against bare SQL."""
    metric = env.ref("sales_efficiency.sales_metric_order_revenue")

    def graph():
        return env["sales.fact"].formatted_read_group(
            [("metric_id", "=", metric.id)], ["date:month", "team_id"], ["value:sum"]
        )

    check_graph(graph(), read_graph(env))
    found["graph_s"], found["graph_bare_s"] = _take_turns(
        env, graph, lambda: read_graph(env)
    )
    found["graph_ratio"] = found["graph_s"] / found["graph_bare_s"]


def _take_turns(env, ours, theirs):
    """Return the median seconds of two ways to the same figures, run in turns.

    The ORM's cache is emptied before each, the database's is warm for both. Bare SQL
    runs without just-in-time compilation, which costs more than it gains here.
    """
    seconds = ([], [])
    for _round in range(ROUNDS):
        for way, times in zip((ours, theirs), seconds, strict=True):
            env.invalidate_all()
            env.cr.execute(SQL("SET LOCAL jit = %s", "on" if way is ours else "off"))
            times.append(_time(way))
    env.cr.execute("SET LOCAL jit = on")
    return [statistics.median(times) for times in seconds]


def _time(call):
    start = time.monotonic()
    call()
    return time.monotonic() - start


def measure_queries(env, found):
    """Queries of boards of different size, and of everybody's pace."""
    plan, board = env["sales.plan"], env["sales.board"]
    users = plan._get_pace_lines(BOARD_DAY, None, None, None).user_id.sorted("id")
    for count in (5, 50, 500):
        env.cr.execute("SAVEPOINT fewer")
        _leave(env, users[:: len(users) // count].ids)
        found[f"board_queries_{count}"] = _count(env, lambda: board.get_board_data(DAY))
        env.cr.execute("ROLLBACK TO SAVEPOINT fewer")
        env.invalidate_all()
    found["pace_queries"] = _count(env, lambda: plan.get_pace(DAY, user_ids=users.ids))
    found["pace_s"] = _time_fresh(env, lambda: plan.get_pace(DAY))


def _leave(env, user_ids):
    """Let these be the only salespeople: with a plan, and with the day's orders."""
    env.cr.execute(
        SQL(
            """
            DELETE FROM sales_plan_line
             WHERE date_start <= %(day)s AND date_end >= %(day)s
               AND user_id <> ALL(%(left)s);
            UPDATE sale_order SET user_id = (%(left)s)[1 + id %% %(count)s]
             WHERE date_order >= %(day)s::timestamp - interval '1 day'
            """,
            day=SQL("%s::date", BOARD_DAY),
            left=user_ids,
            count=len(user_ids),
        )
    )
    env.invalidate_all()


def _count(env, call):
    call()
    env.invalidate_all()
    before = env.cr.sql_log_count
    call()
    return env.cr.sql_log_count - before


def _time_fresh(env, call, rounds=3):
    """Return the median seconds of some runs with an empty ORM cache."""
    times = []
    for _round in range(rounds):
        env.invalidate_all()
        times.append(_time(call))
    return statistics.median(times)


def measure_screens(env, found):
    """Screens as they open, with their default filters and without any."""
    pace, day, fact = env["sales.pace.report"], env["sales.pace.day"], env["sales.fact"]
    main = [("is_main", "=", True), ("date", "=", DAY)]
    month = [("date", ">=", DAY[:8] + "01"), ("date", "<=", DAY[:8] + "31")]
    screens = {
        "kanban_s": lambda: pace.web_read_group(
            main,
            ["team_id"],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification=CARD,
            unfold_read_default_limit=80,
        ),
        "kanban_list_s": lambda: pace.web_search_read(main, CARD, limit=80),
        "day_graph_s": lambda: day.formatted_read_group(
            main, ["day:day", "series"], ["value:sum"]
        ),
        "fact_graph_month_s": lambda: fact.formatted_read_group(
            month, ["date:month", "metric_id"], ["value:sum"]
        ),
        "fact_list_month_s": lambda: fact.web_search_read(month, FACT, limit=80),
        "fact_graph_all_s": lambda: fact.formatted_read_group(
            [], ["date:month", "metric_id"], ["value:sum"]
        ),
        "fact_pivot_all_s": lambda: fact.formatted_read_grouping_sets(
            [],
            [[], ["user_id"], ["metric_id"], ["user_id", "metric_id"]],
            ["value:sum"],
        ),
        "fact_list_all_s": lambda: fact.web_search_read([], FACT, limit=80),
    }
    for name, screen in screens.items():
        rounds = 1 if "_all_" in name else 3
        found[name] = _time_patiently(env, screen, rounds)


def _time_patiently(env, call, rounds):
    """Return the seconds of a call, ``None`` if the database takes too long."""
    env.cr.execute("SAVEPOINT patience")
    env.cr.execute(SQL("SET LOCAL statement_timeout = %s", PATIENCE_SECONDS * 1000))
    try:
        return _time_fresh(env, call, rounds)
    except QueryCanceled:
        return None
    finally:
        env.cr.execute("ROLLBACK TO SAVEPOINT patience")


def measure_mails(env, found):
    """The morning note of one leader and the pace block of the digest."""
    leader = env["crm.team"].sudo().search([("name", "=", "Team 00")]).user_id
    notes = env["sales.morning.note"].sudo()
    found["morning_note_s"] = _time_fresh(
        env, lambda: notes._prepare_content(leader, env.company, BOARD_DAY)
    )
    digest = env["digest.digest"].sudo(False)
    found["digest_s"] = _time_fresh(env, lambda: digest._get_sales_pace_rows(BOARD_DAY))


def measure_writing(env, found):
    """What daily work costs with the addon, and without what it adds to writing."""
    env = env(su=True)
    works = {
        "confirm_order_ms": (_prepare_order, lambda order: order.action_confirm()),
        "win_lead_ms": (_prepare_lead, lambda lead: lead.action_set_won()),
        "finish_call_ms": (_prepare_call, lambda call: call.action_done()),
    }
    for name, (prepare, work) in works.items():
        times = {True: [], False: []}
        for _round in range(ROUNDS):
            for with_hooks, seconds in times.items():
                seconds.append(_time_write(env, prepare, work, with_hooks))
        found[name] = statistics.median(times[True]) * 1000
        found[f"{name.removesuffix('_ms')}_bare_ms"] = (
            statistics.median(times[False]) * 1000
        )


def _time_write(env, prepare, work, with_hooks):
    env.cr.execute("SAVEPOINT work")
    record = prepare(env)
    env.flush_all()
    env.invalidate_all()
    with _hooks(env, with_hooks):
        seconds = _time(lambda: (work(record), env.flush_all()))
    env.cr.execute("ROLLBACK TO SAVEPOINT work")
    env.invalidate_all()
    return seconds


class _hooks:
    """Take the addon's part out of writing for a while."""

    def __init__(self, env, on):
        self.registry, self.on, self.kept = env.registry, on, {}

    def __enter__(self):
        if self.on:
            return
        for model, method in (
            ("res.partner", "_update_sales_first_order"),
            ("sale.order", "_compute_sales_sent_at"),
            ("mail.activity", "_compute_sales_done_at"),
        ):
            setattr(self.registry[model], method, lambda records: None)
            self.kept[model] = method

    def __exit__(self, *_error):
        for model, method in self.kept.items():
            delattr(self.registry[model], method)


def _prepare_order(env):
    """A quotation for the client who has bought most often."""
    env.cr.execute(
        "SELECT partner_id FROM sale_order GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    partner = env["res.partner"].browse(env.cr.fetchone()[0])
    product = env["product.product"].search([("name", "=", "Product 01")])
    line = (0, 0, {"product_id": product.id, "product_uom_qty": 1})
    return env["sale.order"].create({"partner_id": partner.id, "order_line": [line]})


def _prepare_lead(env):
    return env["crm.lead"].search(
        [("won_status", "=", "pending"), ("type", "=", "opportunity")], limit=1
    )


def _prepare_call(env):
    lead = _prepare_lead(env)
    kind = env["mail.activity.type"].search([("category", "=", "phonecall")], limit=1)
    return env["mail.activity"].create(
        {
            "res_model_id": env["ir.model"]._get_id("crm.lead"),
            "res_id": lead.id,
            "activity_type_id": kind.id,
        }
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
