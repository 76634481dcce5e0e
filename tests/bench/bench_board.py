"""Is the board fast enough for a company of 500 salespeople? Prints figures.

Run by ``./dev bench board``. The company is made once and kept; whatever is measured
is measured on copies, so that a run changes nothing for the next one. The limits are
ratios and counts: seconds depend on the machine and stand beside them for reading only.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "devkit"))

import databases  # noqa: E402 devkit is found only now
import odoo_cli  # noqa: E402
import postgres  # noqa: E402
import python_env  # noqa: E402
from children import tied  # noqa: E402
from console import Problem, step  # noqa: E402
from figures import Figures  # noqa: E402
from places import digest  # noqa: E402

#: What the database holds does not depend on the rest.
GENERATOR = (
    "generate.py",
    "company/size.py",
    "company/people.py",
    "company/records.py",
)
FULL, EMPTY = "se_bench_board", "se_bench_empty"
ADDON = "sales_efficiency"

#: Figures that count: name, most it may be, what it is.
LIMITS = (
    ("board_ratio", 1.5, "time of the board's one call / bare SQL, medians of 7"),
    ("board_queries_5", None, "queries of a board of 5 salespeople"),
    ("board_queries_50", None, "... of 50, must be the same"),
    ("board_queries_500", None, "... of 500, must be the same"),
    ("pace_queries", 12, "queries for the pace of 500 personal calendars"),
    ("graph_ratio", 1.5, "graph of 24 months by team / bare SQL, medians of 7"),
    ("memory_mb", None, "growth of the process at its peak during one board, MiB"),
    ("install_extra_s", 60, "installing here less installing on an empty database, s"),
)
ASIDES = {
    "memory_total_mb": "all of that process, MiB",
    "board_s": "the board's call, s",
    "board_bare_s": "the same in bare SQL, s",
    "pace_s": "get_pace of everybody, three metrics, s",
    "graph_s": "the graph, s",
    "graph_bare_s": "the same in bare SQL, s",
    "kanban_s": "kanban by team, s",
    "kanban_list_s": "kanban of everybody, first 80, s",
    "day_graph_s": "plan against fact by day, s",
    "fact_graph_month_s": "facts of the month, graph of all metrics, s",
    "fact_list_month_s": "facts of the month, list, s",
    "fact_graph_all_s": "all facts without a filter, graph, s",
    "fact_pivot_all_s": "all facts without a filter, pivot, s",
    "fact_list_all_s": "all facts without a filter, list, s",
    "morning_note_s": "morning note of one leader, s",
    "digest_s": "pace block of the digest, s",
    "confirm_order_ms": "confirming an order of a client with 2,000, ms",
    "confirm_order_bare_ms": "... without the addon's part",
    "win_lead_ms": "winning a lead, ms",
    "win_lead_bare_ms": "... without the addon's part",
    "finish_call_ms": "finishing a call, ms",
    "finish_call_bare_ms": "... without the addon's part",
    "install_s": "installing on this database, s",
    "install_empty_s": "installing on an empty one, s",
    "database_mb": "size of the database, MiB",
}


def main(config):
    """Measure everything and print it; the exit code tells whether a limit is missed."""
    source, server = python_env.ensure(), postgres.ensure()
    company = ensure_company(source, server, config)
    found = {}
    try:
        measure_install(source, server, company, found)
        found |= measure(server, config)
    except (Problem, subprocess.CalledProcessError, ValueError) as error:
        print(f"  not measured: {error}", file=sys.stderr)
    finally:
        databases.drop(server, FULL)
        databases.drop(server, EMPTY)
    figures = collect(found)
    print(figures.table())
    print(figures.as_json())
    return 1 if figures.exceeded() or not same_queries(found) else 0


def ensure_company(source, server, config):
    """Return the name of the database with the company, without the addon."""
    made = digest(*(HERE / name for name in GENERATOR))
    base = databases.ensure_base(server, source, demo=False)
    name = f"se_bench_company_{digest(made, base)}"
    if databases.exists(server, name):
        return name
    for old in server.psql("SELECT datname FROM pg_database").splitlines():
        if old.startswith("se_bench_company_"):
            databases.drop(server, old)
    passing = f"{name}_new"
    with step("Making a company of 500 salespeople and two years"):
        databases.copy(server, base, passing)
        run("generate.py", server, config, passing)
        server.psql("VACUUM ANALYZE", passing)
        server.psql(f'ALTER DATABASE "{passing}" RENAME TO "{name}"')
    return name


def measure_install(source, server, company, found):
    """Install the addon on both databases, one after the other in the same run."""
    base = databases.ensure_base(server, source, demo=False)
    for figure, template, name in (
        ("install_empty_s", base, EMPTY),
        ("install_s", company, FULL),
    ):
        databases.copy(server, template, name)
        server.psql("CHECKPOINT")
        words = ["server", "-d", name, "-i", ADDON, "--stop-after-init"]
        with step(f"Installing on {template}"):
            start = time.monotonic()
            code, log = odoo_cli.run_quietly(
                source, server, [*words, "--log-level=warn"], "bench-install.log"
            )
            seconds = time.monotonic() - start
        if code:
            raise Problem(f"The addon could not be installed; the reason is in {log}.")
        found[figure] = seconds
    found["install_extra_s"] = found["install_s"] - found["install_empty_s"]


def measure(server, config):
    """Plan on the database the addon was just installed on, and measure there."""
    with step("Making plans, norms and outcomes"):
        run("generate_plans.py", server, config, FULL)
        server.psql("VACUUM ANALYZE", FULL)
    with step("Measuring"):
        lines = read("measure_board.py", server, config, FULL)
    size = server.psql(f"SELECT pg_database_size('{FULL}') / 1024 / 1024")
    found = json.loads(lines[-1]) if lines else {}
    return found | {"database_mb": float(size)}


def run(program, server, *words):
    """Run one of the programs beside this one, in a process of its own."""
    subprocess.run(
        [sys.executable, "-W", "ignore", str(HERE / program), *words],
        stdout=sys.stderr,
        env=odoo_cli.env(server),
        check=True,
        **tied(),
    )


def read(program, server, *words):
    """Run a program and return the lines it printed, whether or not it came through."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(HERE / program), *words],
        stdout=subprocess.PIPE,
        text=True,
        env=odoo_cli.env(server),
        **tied(),
    )
    return done.stdout.splitlines()


def collect(found):
    """Put what was found into the order it is read in."""
    figures = Figures("board")
    for name, limit, text in LIMITS:
        value = found.get(name)
        figures.add(name, None if value is None else round(value, 3), text, limit)
    for name, text in ASIDES.items():
        figures.aside(name, found.get(name), text)
    return figures


def same_queries(found):
    """Tell whether the number of queries does not depend on that of people."""
    counts = {found.get(f"board_queries_{size}") for size in (5, 50, 500)}
    return len(counts) == 1 and None not in counts


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
