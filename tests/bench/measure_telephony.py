"""Make a company's calls and measure how they are taken, matched, listed and summed up.

python measure_telephony.py make|list|bare_list|report|bare_report|match CONFIG DATABASE
python measure_telephony.py asterisk CONFIG DATABASE PORT
"""

import json
import random
import statistics
import sys
import time

import generate_calls
from bare_calls import LIST, LIST_COUNT, REPORT
from generate_calls import CLIENTS
from odoo_env import MANAGER, connect

#: The period that is looked at: a quarter of two years.
FIRST, AFTER = "2016-07-01", "2016-10-01"
PAGE, COUNT_LIMIT = 80, 10_001
#: Numbers that are matched one by one.
MATCHES = 200
PERIOD = ["&", ("started_at", ">=", FIRST), ("started_at", "<", AFTER)]
#: Whose own list is opened.
SELLER = "seller_007"


def main(task, config, database, *words):
    """Run one task; its figures are the last line."""
    seen = task in ("list", "report")
    with connect(config, database, login=MANAGER if seen else None) as env:
        found = globals()[f"do_{task}"](env, *words)
        env.cr.commit()
    print(json.dumps(found))


def do_make(env):
    """Write clients, people and calls; tell how one reports to the phone system."""
    provider, _users = generate_calls.make(env)
    provider = provider.sudo()
    if not provider.secret:
        provider.secret = "bench" * 8
    path = f"/pbx/{provider.id}/{provider.token}"
    return {"path": path, "secret": provider.secret}


def answer_lines(work):
    """Do a piece of work each time a line comes in; tell its seconds."""
    work()
    for _line in sys.stdin:
        print(get_seconds(work), flush=True)


def do_list(env):
    """Open the list of calls of a quarter, as the web client does."""
    calls = env["pbx.call"]
    shown = calls.get_view(view_type="list")["models"]["pbx.call"]
    fields = {
        name: {"fields": {"display_name": {}}}
        if calls._fields[name].type == "many2one"
        else {}
        for name in shown
        if not calls._fields[name].type.endswith("2many")
    }
    seller = env["res.users"].sudo().search([("login", "=", SELLER)])

    def work(user=env.user):
        env.invalidate_all()
        return calls.with_user(user).web_search_read(
            PERIOD, fields, limit=PAGE, count_limit=COUNT_LIMIT
        )

    answer_lines(work)
    found = work()
    return {
        "numbers": [found["length"], [row["id"] for row in found["records"]]],
        "list_fields": len(fields),
        "own_list_s": statistics.median(get_seconds(work, seller) for _n in range(5)),
    }


def get_seconds(work, *arguments):
    """Return how long a piece of work takes."""
    start = time.monotonic()
    work(*arguments)
    return time.monotonic() - start


def do_bare_list(env):
    """Find the same in bare SQL."""
    values = {
        "first": FIRST,
        "after": AFTER,
        "page": PAGE,
        "most": COUNT_LIMIT,
        "company": env.company.id,
    }

    def work():
        env.cr.execute(LIST, values)
        rows = env.cr.fetchall()
        env.cr.execute(LIST_COUNT, values)
        return [env.cr.fetchone()[0], [row[0] for row in rows]]

    answer_lines(work)
    return {"numbers": work()}


def do_report(env):
    """Sum up a quarter by salesperson, as the pivot does."""
    report = env["pbx.call.report"]

    def work():
        env.invalidate_all()
        return report.formatted_read_group(
            PERIOD, ["user_id"], ["call_count:sum", "talk_minutes:sum"]
        )

    answer_lines(work)
    return {
        "numbers": sorted(
            [
                row["user_id"][0],
                row["call_count:sum"],
                round(row["talk_minutes:sum"], 3),
            ]
            for row in work()
        )
    }


def do_bare_report(env):
    """Find the same in bare SQL."""
    values = {"first": FIRST, "after": AFTER, "company": env.company.id}

    def work():
        env.cr.execute(REPORT, values)
        return env.cr.fetchall()

    answer_lines(work)
    return {"numbers": sorted([*map(int, row[:2]), round(row[2], 3)] for row in work())}


def do_match(env):
    """Find clients and deals by their numbers, one by one."""
    random.seed(20160815)
    calls = env["pbx.call"]
    numbers = [f"+1415{random.randrange(1, CLIENTS):07}" for _number in range(MATCHES)]
    times = []
    for number in numbers:
        env.invalidate_all()
        start = time.monotonic()
        found = calls._match_numbers(env.company, [(number, None)])
        times.append(time.monotonic() - start)
        if not found[number, None].person:
            raise ValueError(f"{number} is not found")
    return {
        "match_ms": 1000 * statistics.median(times),
        "match_worst_ms": 1000 * max(times),
    }


def do_asterisk(env, port):
    """Make a phone system that the listener is to hear."""
    env["pbx.provider"].create(
        {
            "name": "Played",
            "code": "asterisk",
            "country_id": env.ref("base.us").id,
            "ami_host": "127.0.0.1",
            "ami_port": int(port),
            "account": "bench",
            "secret": "bench",
            "own_numbers": "4951000101",
            "extension_ids": [(0, 0, {"number": "101"}), (0, 0, {"number": "102"})],
        }
    )
    return {}


if __name__ == "__main__":
    main(*sys.argv[1:])
