"""Do chains cost little more than the letters they send?

Run by ``./dev bench mailing``. Chains of 300, 3,000 and 30,000 participants, whose engine
writes letters chunk by chunk, against Odoo's own composer that writes the same letter to
the same people, in turns and in the same process: what a participant's step costs more.
Then among 1,000,000 traces, which letters a client opened.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "devkit"))

import databases  # noqa: E402 devkit is found only now
import postgres  # noqa: E402
import python_env  # noqa: E402
from console import Problem, step  # noqa: E402
from figures import Figures  # noqa: E402
from workers import Workers, install  # noqa: E402

DATABASE = "se_bench_mailing"
#: By figure: participants, the first of their leads, how many such chains, old traces.
RUNS = {
    "300": (300, 0, 12, "new"),
    "3000": (3000, 4000, 1, "new"),
    "3000_old": (3000, 8000, 1, "old"),
    "30000": (30_000, 12_000, 1, "new"),
}


def main(config):
    """Measure everything and print it; the exit code tells whether a limit is missed."""
    source, server = python_env.ensure(), postgres.ensure()
    workers = Workers(HERE / "measure_mailing.py", server, config)
    found = {}
    try:
        with step("Installing the addon"):
            base = databases.ensure_base(server, source, demo=False)
            databases.copy(server, base, DATABASE)
            install(source, server, DATABASE, "sales_efficiency_mailing")
        with step("Making leads"):
            workers.read("make", DATABASE)
            server.psql("VACUUM ANALYZE", DATABASE)
        for name, words in RUNS.items():
            with step(f"Sending a chain's letters: {name.replace('_', ' ')}"):
                figures = workers.read("advance", DATABASE, *words)
                found |= {f"{key}_{name}": value for key, value in figures.items()}
        with step("Asking who opened what, of 1,000,000 letters"):
            found |= workers.read("lookup", DATABASE)
    except (Problem, subprocess.CalledProcessError, OSError) as error:
        print(f"  not measured: {error}", file=sys.stderr)
    finally:
        databases.drop(server, DATABASE)
    figures = collect(found)
    print(figures.table())
    print(figures.as_json())
    return 1 if figures.exceeded() else 0


def collect(found):
    """Put what was found into the order it is read in."""
    figures = Figures("mailing")
    queries = [found.get(f"extra_queries_{name}") for name in RUNS]
    most = None if None in queries else max(queries)
    figures.add(
        "extra_queries_per_step", most, "beyond Odoo's composer, the worst of all", 0.5
    )
    for name in RUNS:
        figures.add(
            f"extra_ms_{name}",
            found.get(f"extra_ms_{name}"),
            f"beyond Odoo's composer, {name.replace('_', ' ')}, median of chunks, ms",
            1.0,
        )
    figures.add(
        "opened_lookup_ms",
        found.get("opened_lookup_ms"),
        "letters a client opened, of 1,000,000, median, ms",
        5,
    )
    for name in RUNS:
        figures.aside(f"ms_{name}", found.get(f"ours_ms_{name}"), "all of a step, ms")
    figures.aside("opened_worst_ms", found.get("opened_worst_ms"), "the slowest, ms")
    return figures


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
