"""Commands for working on a database: ``shell``, ``odoo``, ``load``, ``bench``."""

import signal
import subprocess
import sys
from pathlib import Path

import databases
import odoo_cli
import postgres
import python_env
import serving
import system
from children import finish, tied
from console import Problem, say, step
from loading.pipeline import read_pipeline
from places import CHECKOUT, LOGS, PYTHON

BENCHES = CHECKOUT / "tests" / "bench"
#: Runs inside Odoo's shell, where ``env`` is at hand; one transaction, all or nothing.
LOAD_SCRIPT = """
import sys
sys.path.insert(0, {devkit!r})
from console import Problem
from loading.department import load
try:
    loaded = load(env, {folder!r})
except Problem as problem:
    print(problem, file=sys.stderr)
    sys.exit({refused})
env.cr.commit()
for line in loaded.lines():
    print(line)
"""
#: Exit code of the script when it said itself what is wrong.
REFUSED = 4


def _prepare():
    system.ensure(system.SERVE)
    source = python_env.ensure()
    return source, postgres.ensure()


def shell(db):
    """Open Odoo's shell; what stands on standard input is run."""
    source, server = _prepare()
    _need_database(server, db)
    return odoo_cli.run_here(
        source, server, ["shell", "-d", db, "--no-http", "--log-level=warn"]
    )


def odoo(words):
    """Run Odoo's own command line on our configuration."""
    source, server = _prepare()
    return odoo_cli.run_here(source, server, words)


def load(folder, db):
    """Build a database from a folder of csv files and report what was changed.

    Loading again adds what is new. A folder that cannot be understood is refused before
    a database is made.
    """
    folder = Path(folder).resolve()
    if not folder.is_dir():
        raise Problem(f"{folder} is not a folder: name the one with the csv files.")
    changes = read_pipeline(folder).changes
    source, server = _prepare()
    is_new = not databases.exists(server, db)
    if is_new:
        databases.copy(
            server, databases.ensure_template(server, source, demo=False), db
        )
        serving.mark_current(server, db)
    try:
        _run_load(source, server, folder, db)
    except BaseException:
        if is_new:
            databases.drop(server, db)
        raise
    report = LOGS / f"load-{db}.csv"
    changes.write(report)
    say(f"Every changed or dropped row: {report}")
    say(f"See it with: ./dev run --db {db}")
    return 0


def _run_load(source, server, folder, db):
    odoo_cli.write_config(source, server)
    script = LOAD_SCRIPT.format(
        devkit=str(CHECKOUT / "devkit"), folder=str(folder), refused=REFUSED
    )
    with step(f"Loading {folder.name} into {db}"):
        done = subprocess.run(
            odoo_cli.command(["shell", "-d", db, "--no-http", "--log-level=warn"]),
            input=script,
            text=True,
            stderr=subprocess.PIPE,
            env=odoo_cli.env(server),
            **tied(),
        )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        if done.returncode == REFUSED and lines:
            raise Problem(f"Nothing was loaded. {lines[-1]}")
        log = LOGS / "load.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stderr)
        reason = lines[-1].partition(": ")[2] if lines else ""
        raise Problem(f"Nothing was loaded. {reason} The whole output is in {log}.")


def bench(name=None):
    """Run one benchmark, or all; return the first bad exit code."""
    known = sorted(
        path.stem.removeprefix("bench_") for path in BENCHES.glob("bench_*.py")
    )
    if name and name not in known:
        raise Problem(
            f"There is no benchmark {name}: choose of {', '.join(known) or 'none'}."
        )
    source, server = _prepare()
    config = odoo_cli.write_config(source, server)
    codes = []
    for each in [name] if name else known:
        words = [
            str(PYTHON),
            "-W",
            "ignore",
            str(BENCHES / f"bench_{each}.py"),
            str(config),
        ]
        # As Ctrl-C, so that it drops the databases it measures on.
        measuring = subprocess.Popen(
            words, cwd=CHECKOUT, env=odoo_cli.env(server), **tied(signal.SIGINT)
        )
        finish(measuring)
        codes.append(measuring.returncode)
        sys.stdout.flush()
    return next((code for code in codes if code), 0)


def _need_database(server, db):
    if not databases.exists(server, db):
        raise Problem(f"There is no database {db}: make it with ./dev run --db {db}.")
