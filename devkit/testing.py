"""``./dev test``: one pytest run over everything, on a copy of a prepared database."""

import os
import signal
import subprocess

import databases
import node
import odoo_cli
import postgres
import python_env
import system
from children import finish, tied
from places import CHECKOUT, PYTHON, addons

PURE = "tests/pure"
#: Options of pytest whose next word is no path.
TAKES_WORD = ("-k", "-m", "-p", "-o", "-W", "-n", "--deselect", "--ignore", "--maxfail")


def test(arguments):
    """Run pytest with these arguments, on all tests by default; return its exit code."""
    paths = find_paths(arguments)
    if paths and all(_is_pure(path) for path in paths):
        return _test_pure(arguments)
    system.ensure(system.TEST)
    source = python_env.ensure()
    node.ensure()
    server = postgres.ensure()
    template = databases.ensure_template(server, source, demo=False)
    databases.drop_leftovers(server)
    # Several runs at once must not meet in a database or on a port.
    database = databases.passing_name("test")
    config = odoo_cli.write_config(
        source, server, odoo_cli.free_port(), f"{database}.conf"
    )
    everything = [PURE, *(f"{addon.name}/tests" for addon in addons()), "tests/real"]
    words = [
        f"--odoo-database={database}",
        f"--odoo-config={config}",
        "--odoo-log-level=warn",
        "--odoo-http",
        *arguments,
    ]
    if not paths:
        words += [path for path in everything if os.path.isdir(path)]
    try:
        databases.copy(server, template, database)
        return _pytest(words, odoo_cli.env(server))
    finally:
        config.unlink()
        databases.drop(server, database)


def find_paths(arguments):
    """Return those of pytest's arguments that name tests."""
    return [
        word
        for before, word in zip(["", *arguments], arguments, strict=False)
        if before not in TAKES_WORD
        and not word.startswith("-")
        and os.path.exists(word.split("::")[0])
    ]


def _test_pure(arguments):
    """Run tests that need neither Odoo nor a database, in whatever Python has pytest."""
    if not PYTHON.exists():
        system.ensure(("python3-venv", "ca-certificates"))
        python_env.ensure()
    return _pytest(["-p", "no:odoo", *arguments], dict(os.environ))


def _is_pure(path):
    where = os.path.abspath(path.split("::")[0])
    return where == str(CHECKOUT / PURE) or where.startswith(f"{CHECKOUT / PURE}/")


def _pytest(words, env):
    """Run pytest; return its exit code."""
    tests = subprocess.Popen(
        [str(PYTHON), "-m", "devkit.start_pytest", "-p", "devkit.odoo_log", *words],
        cwd=CHECKOUT,
        env=env,
        # As Ctrl-C, so that it closes the browser.
        **tied(signal.SIGINT),
    )
    finish(tests)
    return tests.returncode
