"""``./dev run`` and ``./dev stop``: a database with our addons, served until Ctrl-C."""

import errno
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress

import cluster
import databases
import locks
import odoo_cli
import postgres
import python_env
import system
from children import tied
from console import Problem, say, step
from places import LOGS, STATE, addons, digest

#: Starting takes some seconds; a first one on a slow machine must not be taken for dead.
PATIENCE_SECONDS = 180
#: What a server gets to end by itself.
FAREWELL_SECONDS = 30
#: People of the demonstration department to look at the board as.
DEMO_LOGINS = {
    "grace": "sales manager",
    "nora": "team leader",
    "lucas": "salesperson, far behind",
}


def run(db="sales", port=8069, demo=True):
    """Set everything up, serve and say where; return Odoo's exit code."""
    _take_port(port)
    system.ensure(system.SERVE)
    source = python_env.ensure()
    server = postgres.ensure()
    _prepare(source, server, db, demo)
    return _serve(source, server, db, port)


def stop():
    """End what ``./dev run`` started."""
    ended = []
    for path in sorted(STATE.glob("run-*.lock")):
        if _end(path.stem):
            ended.append(f"./dev run on port {path.stem.removeprefix('run-')}")
    if cluster.stop():
        ended.append("the private PostgreSQL")
    say("Stopped: " + ", ".join(ended) if ended else "Nothing of ours was running.")
    return 0


def _take_port(port):
    """See that a port is free, and keep it for this ./dev from set-up to end.

    :raise Problem: if it is not to be had
    """
    if not locks.claim(f"run-{port}"):
        raise Problem(
            f"Another ./dev run is at work on port {port}: end it (./dev stop), or choose "
            "another with --port."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = (
                "is for root only:"
                if error.errno == errno.EACCES
                else "is taken: stop what uses it (./dev stop ends our own), or"
            )
            raise Problem(f"Port {port} {reason} choose another with --port.") from None


@locks.alone
def _prepare(source, server, db, demo):
    """Make the database, or bring it up to the code if that changed."""
    mark, now = STATE / f"database-{db}", _fingerprint(server)
    if not databases.exists(server, db):
        databases.copy(server, databases.ensure_template(server, source, demo), db)
    elif not mark.exists() or mark.read_text() != now:
        ours = ",".join(addon.name for addon in addons())
        with step(f"Updating database {db} to the code"):
            words = ["server", "-d", db, "-u", ours, "-i", ours, "--stop-after-init"]
            code, log = odoo_cli.run_quietly(source, server, words, "update.log")
        if code:
            raise Problem(
                f"Database {db} could not be updated; the reason is in {log}."
            )
    mark.write_text(now)


def mark_current(server, db):
    """Note that a database just made is at the state of the code."""
    (STATE / f"database-{db}").write_text(_fingerprint(server))


def _fingerprint(server):
    return digest(server.host, server.port, *addons())


def _serve(source, server, db, port):
    config = odoo_cli.write_config(source, server, port, f"run-{port}.conf")
    log = LOGS / f"odoo-{port}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    odoo = None
    try:
        with open(log, "w") as output:
            odoo = subprocess.Popen(
                odoo_cli.command(["server", "-d", db], config),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=odoo_cli.env(server),
                # Ctrl-C is for us; Odoo is told once.
                start_new_session=True,
                **tied(),
            )
        _wait(odoo, port, log)
        say(
            f"\n  Sales Efficiency is at http://127.0.0.1:{port}/odoo?db={db}\n"
            f"  login: admin   password: admin\n{_demo_logins(server, db)}"
            f"  Odoo's log: {log}\n  Ctrl-C ends it.\n"
        )
        return _say_if_died(odoo.wait(), log)
    except KeyboardInterrupt:
        say("Stopping ...")
        return 0
    finally:
        if odoo and odoo.poll() is None:
            _terminate(odoo)
        config.unlink(missing_ok=True)


def _demo_logins(server, db):
    """Say who else is there in a database with the demonstration department."""
    known = server.psql("SELECT login FROM res_users WHERE active", db).splitlines()
    if not set(DEMO_LOGINS) <= set(known):
        return ""
    people = ", ".join(f"{login} ({role})" for login, role in DEMO_LOGINS.items())
    return f"  or, with the login as password: {people}\n"


def _terminate(odoo):
    odoo.terminate()
    try:
        odoo.wait(timeout=FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        odoo.kill()
        odoo.wait()


def _say_if_died(code, log):
    if code:
        raise Problem(f"Odoo ended by itself; the reason is in {log}.")
    return code


def _wait(odoo, port, log):
    """Wait until the server answers; a proxy of the user's is no way to it."""
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE_SECONDS
    with step("Starting Odoo"):
        while time.monotonic() < end and odoo.poll() is None:
            try:
                browser.open(f"http://127.0.0.1:{port}/web/health", timeout=5)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        if odoo.poll() == 0:
            raise KeyboardInterrupt  # ./dev stop from another terminal
        raise Problem(f"Odoo did not start; the reason is in {log}.")


def _end(name):
    """End the run that holds a claim and wait for it; tell whether there was one."""
    if not (pid := locks.holder(name)):
        return False
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        end = time.monotonic() + 2 * FAREWELL_SECONDS
        while time.monotonic() < end:
            if not locks.holder(name):
                return True
            time.sleep(0.1)
    return True
