"""Commands for working on a database: ``shell``, ``odoo``, ``load``, ``bench``."""

import subprocess
import sys
from pathlib import Path

import databases
import odoo_cli
import postgres
import python_env
import system
from console import Problem, step
from places import CHECKOUT, PYTHON

BENCHES = CHECKOUT / "tests" / "bench"
#: Runs inside Odoo's shell, where ``env`` is at hand.
LOAD_SCRIPT = """
import sys
sys.path.insert(0, {devkit!r})
from loader import load
for line in load(env, {folder!r}).lines():
    print(line)
env.cr.commit()
"""


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
    """Build a database from a folder of csv files and report what was changed."""
    folder = Path(folder).resolve()
    if not folder.is_dir():
        raise Problem(f"{folder} is not a folder: name the one with the csv files.")
    source, server = _prepare()
    if not databases.exists(server, db):
        databases.copy(
            server, databases.ensure_template(server, source, demo=False), db
        )
    odoo_cli.write_config(source, server)
    script = LOAD_SCRIPT.format(devkit=str(CHECKOUT / "devkit"), folder=str(folder))
    with step(f"Loading {folder.name} into {db}"):
        done = subprocess.run(
            odoo_cli.command(["shell", "-d", db, "--no-http", "--log-level=warn"]),
            input=script,
            text=True,
            stderr=subprocess.PIPE,
            env=odoo_cli.env(server),
        )
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise Problem(
            f"Nothing was loaded. {last[0].partition(': ')[2] if last else ''}"
        )
    return 0


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
        codes.append(
            subprocess.run(words, cwd=CHECKOUT, env=odoo_cli.env(server)).returncode
        )
        sys.stdout.flush()
    return next((code for code in codes if code), 0)


def _need_database(server, db):
    if not databases.exists(server, db):
        raise Problem(f"There is no database {db}: make it with ./dev run --db {db}.")
