"""Are calls taken, found and summed up fast?

Run by ``./dev bench telephony``. A company with 1,000,000 calls, 100,000 clients and 500
people: the list and the report of a quarter against bare SQL that finds the same, and
numbers matched one by one; a webhook against a controller that inserts one row, on the
same server; and the listener, as a process of its own, against an Asterisk that plays
recorded calls as fast as they are taken.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "devkit"))

import databases  # noqa: E402 devkit is found only now
import odoo_cli  # noqa: E402
import postgres  # noqa: E402
import python_env  # noqa: E402
from ami_traffic import PLAYED, AmiTraffic  # noqa: E402
from console import Problem, step  # noqa: E402
from figures import Figures  # noqa: E402
from places import CHECKOUT  # noqa: E402
from webhook_race import ROUNDS as WEBHOOK_ROUNDS  # noqa: E402
from webhook_race import WebhookRace  # noqa: E402
from workers import Workers, compare  # noqa: E402

DATABASE = "se_bench_telephony"
ADDONS = "sales_efficiency_telephony,bare_hook"
#: Pairs that are compared.
ROUNDS = 15
#: How often each recorded call is played to the listener.
TRAFFIC_ROUNDS = 40
PATIENCE_SECONDS = 180


def main(config):
    """Measure everything and print it; the exit code tells whether a limit is missed."""
    source, server = python_env.ensure(), postgres.ensure()
    config = add_bare_addons(Path(config))
    workers = Workers(HERE / "measure_telephony.py", server, config)
    found = {}
    try:
        with step("Installing the addon and a bare controller"):
            base = databases.ensure_base(server, source, demo=False)
            databases.copy(server, base, DATABASE)
            install(source, server, config)
        with step("Making 1,000,000 calls of 100,000 clients"):
            door = workers.read("make", DATABASE)
            server.psql("VACUUM ANALYZE", DATABASE)
        with step("Matching numbers, opening lists and reports"):
            found |= workers.read("match", DATABASE)
            found |= measure_reading(workers)
        with step("Reporting calls over HTTP"):
            with WebhookRace(server, config, DATABASE) as race:
                times = race.run(**door)
            found["webhook_ratio"] = compare(times, "ours", "bare")
            for name in ("ours", "bare"):
                found[f"webhook_{name}_s"] = median(one[name] for one in times)
        with step("Listening to an Asterisk"):
            found |= measure_listener(workers, server, config)
    except (Problem, subprocess.CalledProcessError, OSError) as error:
        print(f"  not measured: {error}", file=sys.stderr)
    finally:
        databases.drop(server, DATABASE)
        config.unlink()
    figures = collect(found)
    print(figures.table())
    print(figures.as_json())
    missed = figures.exceeded() or (figures.values["events_per_s"] or 0) < 1000
    return 1 if missed else 0


def add_bare_addons(config):
    """Write a configuration that finds the bare controller too; return its path."""
    ours = f"{CHECKOUT}"
    text = config.read_text().replace(f"{ours}\n", f"{ours},{HERE / 'bare'}\n")
    wider = config.with_name("bench_telephony.conf")
    wider.touch(mode=0o600)
    wider.write_text(text)
    return wider


def install(source, server, config):
    """Install the addon, and beside it the controller it is measured against."""
    words = ["server", "-d", DATABASE, "-i", ADDONS, "--stop-after-init"]
    code, log = odoo_cli.run_quietly(
        source, server, [*words, "--log-level=warn"], "bench-install.log", config
    )
    if code:
        raise Problem(f"The addon could not be installed; the reason is in {log}.")


def measure_reading(workers):
    """Read and run the bare statements in turns; they must find the same."""
    found = {}
    for name in ("list", "report"):
        bare = f"bare_{name}"
        tasks = {name: (name, DATABASE), bare: (bare, DATABASE)}
        times, printed = workers.race(tasks, ROUNDS)
        if printed[name].pop("numbers") != printed[bare]["numbers"]:
            raise Problem(f"The {name} and the bare statement tell different numbers.")
        found |= printed[name] | {
            f"{name}_ratio": compare(times, name, bare),
            f"{name}_s": median(one[name] for one in times),
            f"{bare}_s": median(one[bare] for one in times),
        }
    return found


def measure_listener(workers, server, config):
    """Let the listener hear recorded calls until all are calls in the database."""
    traffic = AmiTraffic(TRAFFIC_ROUNDS)
    traffic.start()
    workers.read("asterisk", DATABASE, traffic.port)
    words = odoo_cli.command(
        ["pbx_listener", "-d", DATABASE, "--log-level=error"], config
    )
    # The database has the bare controller as well: say where it is found.
    words = [w.replace(f"={CHECKOUT}", f"={CHECKOUT},{HERE / 'bare'}") for w in words]
    listener = subprocess.Popen(words, env=odoo_cli.env(server))
    try:
        if not traffic.began.wait(PATIENCE_SECONDS):
            raise Problem("The listener does not log in.")
        start = time.monotonic()
        wait_for_calls(server, len(PLAYED) * TRAFFIC_ROUNDS, start + PATIENCE_SECONDS)
        seconds = time.monotonic() - start
    finally:
        listener.terminate()
        listener.wait(30)
    return {"events_per_s": traffic.sent / seconds, "events": traffic.sent}


def wait_for_calls(server, count, end):
    """Wait until so many played calls are over and nothing told of them waits."""
    question = """
        SELECT (SELECT COUNT(*) FROM pbx_call
                 WHERE call_uid LIKE 'testpbx-19%' AND ended_at IS NOT NULL),
               (SELECT COUNT(*) FROM pbx_event
                 WHERE call_uid LIKE 'testpbx-19%' AND state IN ('new', 'error'))
    """
    while True:
        ended, waiting = server.psql(question, DATABASE).split("|")
        if int(ended) >= count and waiting == "0":
            return
        if time.monotonic() > end:
            raise Problem(f"{ended} of {count} calls ended, {waiting} events wait.")
        time.sleep(0.1)


def collect(found):
    """Put what was found into the order it is read in."""
    figures = Figures("telephony")
    for name, limit, text in (
        (
            "webhook_ratio",
            2.0,
            f"a signed report / a bare insert, median of {WEBHOOK_ROUNDS} pairs",
        ),
        ("events_per_s", None, "listener and fold, must be 1,000 at least"),
        ("match_ms", 5, "finding client and deal of one number, median, ms"),
        ("list_ratio", 1.5, f"list of a quarter / bare SQL, median of {ROUNDS} pairs"),
        ("report_ratio", 1.5, f"report of a quarter / bare SQL, {ROUNDS} pairs"),
    ):
        figures.add(name, found.get(name), text, limit)
    for name, text in (
        ("match_worst_ms", "the slowest of 200 numbers, ms"),
        ("list_s", "the list, s"),
        ("bare_list_s", "the same in bare SQL, s"),
        ("own_list_s", "the own calls of a salesperson, s"),
        ("report_s", "the report, s"),
        ("bare_report_s", "the same in bare SQL, s"),
        ("webhook_ours_s", "20 signed reports, s"),
        ("webhook_bare_s", "20 bare inserts, s"),
        ("events", "events the listener was told"),
    ):
        figures.aside(name, found.get(name), text)
    return figures


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
