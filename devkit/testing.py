"""``./dev test``: one pytest run over everything, on a copy of a prepared database."""

import os
import socket
import subprocess

import databases
import node
import odoo_cli
import postgres
import python_env
import system
from places import CHECKOUT, PYTHON, addons

PURE = "tests/pure"


def test(arguments):
    """Run pytest with these arguments, on all tests by default; return its exit code."""
    paths = [
        word for word in arguments if not word.startswith("-") and os.path.exists(word)
    ]
    if paths and all(_is_pure(path) for path in paths):
        return _test_pure(arguments)
    system.ensure(system.TEST)
    source = python_env.ensure()
    node.ensure()
    server = postgres.ensure()
    template = databases.ensure_template(server, source, demo=False)
    # Several runs at once must not meet in a database or on a port.
    database = f"se_test_{os.getpid()}"
    databases.copy(server, template, database)
    config = odoo_cli.write_config(
        source, server, _free_port(), f"test-{os.getpid()}.conf"
    )
    everything = [PURE, *(f"{addon.name}/tests" for addon in addons()), "tests/real"]
    try:
        return _pytest(
            [
                f"--odoo-database={database}",
                f"--odoo-config={config}",
                "--odoo-log-level=warn",
                "--odoo-http",
                *arguments,
                *(
                    []
                    if paths
                    else [path for path in everything if os.path.isdir(path)]
                ),
            ],
            odoo_cli.env(server),
        )
    finally:
        databases.drop(server, database)
        config.unlink()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _test_pure(arguments):
    """Run tests that need neither Odoo nor a database, in whatever Python has pytest."""
    if not PYTHON.exists():
        system.ensure(("python3-venv", "ca-certificates"))
        python_env.ensure()
    return _pytest(["-p", "no:odoo", *arguments], dict(os.environ))


def _is_pure(path):
    return os.path.abspath(path.split("::")[0]).startswith(str(CHECKOUT / PURE))


def _pytest(words, env):
    return subprocess.run(
        [str(PYTHON), "-m", "pytest", *words], cwd=CHECKOUT, env=env
    ).returncode
