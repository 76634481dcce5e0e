"""``./dev run`` and ``./dev stop``: a database with our addons, served until Ctrl-C."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import databases
import odoo_cli
import postgres
import python_env
import system
from console import Problem, say, step
from places import STATE, addons, digest

#: Starting takes some seconds; a first one on a slow machine must not be taken for
#: dead.
PATIENCE_SECONDS = 180


def run(db="sales", port=8069, demo=True):
    """Set everything up, serve and say where; return Odoo's exit code."""
    _check_port(port)
    system.ensure(system.SERVE)
    source = python_env.ensure()
    was_running = postgres.is_running()
    server = postgres.ensure()
    try:
        _prepare(source, server, db, demo)
        return _serve(source, server, db, port)
    finally:
        if not was_running:
            postgres.stop()


def stop():
    """End what ``./dev run`` started."""
    ended = []
    for path in sorted(STATE.glob("run-*.pid")):
        if _is_ours(pid := int(path.read_text())):
            os.kill(pid, signal.SIGTERM)
            ended.append(f"Odoo on port {path.stem.removeprefix('run-')}")
        path.unlink()
    if postgres.stop():
        ended.append("the private PostgreSQL")
    say("Stopped: " + ", ".join(ended) if ended else "Nothing of ours was running.")
    return 0


def _check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Problem(
                f"Port {port} is taken: stop what uses it (./dev stop ends our own), or "
                f"choose another with --port."
            ) from error


def _prepare(source, server, db, demo):
    """Make the database, or bring it up to the code if that changed."""
    mark = STATE / f"database-{db}"
    now = digest(*addons())
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


def _serve(source, server, db, port):
    odoo_cli.write_config(source, server, port)
    log = STATE / "log" / f"odoo-{port}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as output:
        odoo = subprocess.Popen(
            odoo_cli.command(["server", "-d", db, "--http-port", str(port)]),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=odoo_cli.env(server),
        )
    pid_file = STATE / f"run-{port}.pid"
    pid_file.write_text(str(odoo.pid))
    try:
        signal.signal(signal.SIGTERM, lambda *_: odoo.terminate())
        _wait(odoo, port, log)
        say(
            f"\n  Sales Efficiency is at http://127.0.0.1:{port}/odoo?db={db}\n"
            f"  login: admin   password: admin\n"
            f"  Odoo's log: {log}\n  Ctrl-C ends it.\n"
        )
        return odoo.wait()
    except KeyboardInterrupt:
        say("Stopping ...")
        odoo.terminate()
        odoo.wait(timeout=60)
        return 0
    finally:
        if odoo.poll() is None:
            odoo.kill()
        pid_file.unlink(missing_ok=True)


def _wait(odoo, port, log):
    """Wait until the login page answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    with step("Starting Odoo"):
        while time.monotonic() < end:
            if odoo.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/web/health", timeout=5)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise Problem(f"Odoo did not start; the reason is in {log}.")


def _is_ours(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as line:
            return str(python_env.LAUNCHER).encode() in line.read()
    except OSError:
        return False
