"""Does a funnel open fast, and does the log of stages cost little?

Run by ``./dev bench funnel``. 200,000 deals of two years with 1,000,000 stage changes: the
picture of half a year against bare SQL that finds the same numbers; and a stage change
against the same one with crm alone.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "devkit"))

import databases  # noqa: E402 devkit is found only now
import postgres  # noqa: E402
import python_env  # noqa: E402
from console import Problem, step  # noqa: E402
from figures import Figures  # noqa: E402
from workers import Workers, compare, install  # noqa: E402

CRM, OURS = "se_bench_funnel_crm", "se_bench_funnel"
#: Pairs that are compared.
ROUNDS, STAGE_ROUNDS = 7, 21


def main(config):
    """Measure everything and print it; the exit code tells whether a limit is missed."""
    source, server = python_env.ensure(), postgres.ensure()
    workers = Workers(HERE / "measure_funnel.py", server, config)
    found = {}
    try:
        base = databases.ensure_base(server, source, demo=False)
        databases.copy(server, base, CRM)
        with step("Making 200,000 deals"):
            workers.read("make", CRM)
        databases.copy(server, CRM, OURS)
        with step("Installing the addon, writing 1,000,000 stage changes"):
            install(source, server, OURS)
            found |= workers.read("log", OURS)
        for database in (CRM, OURS):
            server.psql("VACUUM ANALYZE", database)
        with step("Changing stages"):
            found |= measure_changes(workers)
        with step("Opening funnels"):
            found |= measure_funnels(workers)
    except (Problem, subprocess.CalledProcessError) as error:
        print(f"  not measured: {error}", file=sys.stderr)
    finally:
        databases.drop(server, CRM)
        databases.drop(server, OURS)
    figures = collect(found)
    print(figures.table())
    print(figures.as_json())
    return 1 if figures.exceeded() else 0


def measure_changes(workers):
    """Change stages on both databases in turns."""
    tasks = {"crm": ("stage", CRM), "ours": ("stage", OURS)}
    times, _printed = workers.race(tasks, STAGE_ROUNDS)
    return {
        "stage_change_ratio": compare(times, "ours", "crm"),
        "crm_change_s": median(one["crm"] for one in times),
        "ours_change_s": median(one["ours"] for one in times),
    }


def measure_funnels(workers):
    """Open a funnel and run the bare statements in turns; they must find the same."""
    tasks = {"picture": ("picture", OURS), "bare": ("bare", OURS)}
    times, printed = workers.race(tasks, ROUNDS)
    if printed["picture"].pop("numbers") != printed["bare"]["numbers"]:
        raise Problem("The funnel and the bare statements tell different numbers.")
    return printed["picture"] | {
        "funnel_ratio": compare(times, "picture", "bare"),
        "picture_s": median(one["picture"] for one in times),
        "bare_s": median(one["bare"] for one in times),
    }


def collect(found):
    """Put what was found into the order it is read in."""
    figures = Figures("funnel")
    for name, limit, text in (
        (
            "funnel_ratio",
            1.5,
            f"picture of a funnel / bare SQL, median of {ROUNDS} pairs",
        ),
        ("funnel_queries", None, "queries of the picture"),
        ("more_queries", 0, "more of them for ten times the deals, by salesperson"),
        (
            "stage_change_ratio",
            1.15,
            f"a stage change with the addon / crm alone, median of {STAGE_ROUNDS} pairs",
        ),
    ):
        figures.add(name, found.get(name), text, limit)
    for name, text in (
        ("moves", "stage changes in the log"),
        ("picture_s", "the picture of half a year, s"),
        ("bare_s", "the same in bare SQL, s"),
        ("split_s", "the picture split by salesperson, s"),
        ("crm_change_s", "crm alone changes 40 stages one by one, s"),
        ("ours_change_s", "ours, s"),
    ):
        figures.aside(name, found.get(name), text)
    return figures


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
