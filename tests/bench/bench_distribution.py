"""Are leads given away fast and fairly? Against crm's own assignment, on the same data.

Run by ``./dev bench distribution``. Two databases hold the same 5,000 leads, 100
members and 5 teams: one with crm alone, one with the addon and 20 overlapping rules.
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

CRM, OURS = "se_bench_leads_crm", "se_bench_leads"
#: Pairs of creations that are compared.
ROUNDS = 21


def main(config):
    """Measure everything and print it; the exit code tells whether a limit is missed."""
    source, server = python_env.ensure(), postgres.ensure()
    workers = Workers(HERE / "measure_distribution.py", server, config)
    found = {}
    try:
        base = databases.ensure_base(server, source, demo=False)
        databases.copy(server, base, CRM)
        with step("Making 5,000 leads, 100 members and 5 teams"):
            workers.read("make", CRM)
        databases.copy(server, CRM, OURS)
        with step("Installing the addon, making 20 rules"):
            install(source, server, OURS)
            workers.read("rules", OURS)
        for database in (CRM, OURS):
            server.psql("VACUUM ANALYZE", database)
        with step("Measuring how leads are created"):
            found |= measure_creating(workers)
        for name, database in (("crm", CRM), ("ours", OURS)):
            with step(f"Measuring how {name} gives them away"):
                found |= workers.read(name, database)
        with step("Replaying the rules"):
            found |= workers.read("replay", OURS)
    except (Problem, subprocess.CalledProcessError) as error:
        print(f"  not measured: {error}", file=sys.stderr)
    finally:
        databases.drop(server, CRM)
        databases.drop(server, OURS)
    figures = collect(found)
    print(figures.table())
    print(figures.as_json())
    return 1 if figures.exceeded() or (figures.values["speedup"] or 0) < 10 else 0


def measure_creating(workers):
    """Create leads on both databases in turns; the median of the quotients counts."""
    names = {"crm": CRM, "ours": OURS}
    tasks = {name: ("create", database) for name, database in names.items()}
    times, printed = workers.race(tasks, ROUNDS)
    found = {"create_ratio": compare(times, "ours", "crm")}
    for name in names:
        found[f"{name}_create_s"] = median(one[name] for one in times)
        for figure, value in printed[name].items():
            found[f"{name}_{figure}"] = value
    owned = workers.read("create_owned", CRM)
    return found | {f"crm_{name}": value for name, value in owned.items()}


def collect(found):
    """Put what was found into the order it is read in."""
    figures = Figures("distribution")

    def quotient(name, part, whole):
        if not found.get(part) or not found.get(whole):
            return None
        return round(found[part] / found[whole], 3)

    figures.add(
        "speedup",
        quotient("speedup", "crm_assign_s", "ours_assign_s"),
        "crm's own assignment / ours, must be 10 at least",
    )
    for name, limit, text in (
        ("queries_per_lead", 1.5, "queries a lead, log and history written"),
        ("spread", 1, "leads between the most and the least, 30 runs of 3"),
    ):
        figures.add(name, found.get(name), text, limit)
    figures.add(
        "create_ratio",
        round(found["create_ratio"], 3) if "create_ratio" in found else None,
        f"creating 100 leads, with rules / crm alone, median of {ROUNDS} pairs",
        1.15,
    )
    queries = None
    if "ours_create_queries" in found and "crm_create_queries" in found:
        queries = found["ours_create_queries"] - found["crm_create_queries"]
    figures.add("create_queries", queries, "more queries for a single lead", 8)
    for name, text in (
        ("crm_assign_s", "crm assigns 5,000 leads, s"),
        ("crm_given", "leads crm found somebody for"),
        ("ours_assign_s", "ours, s"),
        ("ours_given", "leads that got a salesperson"),
        ("crm_create_s", "crm alone creates 100 leads for nobody, s"),
        ("crm_create_owned_s", "... for a salesperson each, s"),
        ("ours_create_s", "ours, s"),
        ("replay_s", "replaying the rules on these leads, s"),
        ("replayed", "leads the replay found somebody for"),
    ):
        figures.aside(name, found.get(name), text)
    return figures


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
