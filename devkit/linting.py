"""``./dev lint``: every linter over the tree; fails on any warning."""

import subprocess

import databases
import node
import odoo_cli
import postgres
import python_env
import system
from console import say
from places import CHECKOUT, PYTHON, addons

SCRATCH = "se_lint"


def lint():
    """Run all linters, say which ones complained, return the exit code."""
    system.ensure(system.LINT)
    source = python_env.ensure()
    programs = node.ensure()
    names = [addon.name for addon in addons()]
    python = [str(PYTHON), "-m"]
    files = _tracked("*.xml", "*.js", "*.json", "*.yml")
    scripts = [name for name in files if name.endswith(".js")]
    failed = []
    for title, command in (
        ("ruff", [*python, "ruff", "check", "."]),
        ("ruff format", [*python, "ruff", "format", "--check", "."]),
        ("pylint-odoo", [*python, "pylint", *names]),
        ("prettier", [programs / "prettier", "--check", *files]),
        ("eslint", [programs / "eslint", "--max-warnings=0", *scripts]),
    ):
        say(f"· {title}")
        words = [str(word) for word in command]
        if subprocess.run(words, cwd=CHECKOUT).returncode:
            failed.append(title)
    say("· Odoo's test_lint")
    if not _test_lint(source):
        failed.append("test_lint")
    say(
        f"lint failed: {', '.join(failed)}"
        if failed
        else "lint: nothing to complain about"
    )
    return 1 if failed else 0


def _test_lint(source):
    """Run Odoo's own lint suite with our addons installed."""
    server = postgres.ensure()
    template = databases.ensure_template(
        server, source, demo=False, modules="test_lint"
    )
    databases.copy(server, template, SCRATCH)
    try:
        words = [
            "server",
            "-d",
            SCRATCH,
            "-u",
            "test_lint",
            "--test-tags",
            "/test_lint",
        ]
        words += ["--stop-after-init", "--log-level=warn", "--http-port=8170"]
        code, log = odoo_cli.run_quietly(source, server, words, "test_lint.log")
    finally:
        databases.drop(server, SCRATCH)
    text = log.read_text()
    complaints = code or any(f" {level} " in text for level in ("WARNING", "ERROR"))
    if complaints:
        say(text[-6000:])
    return not complaints


def _tracked(*patterns):
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    return [
        name
        for name in done.stdout.splitlines()
        if name != "package-lock.json" and (CHECKOUT / name).exists()
    ]
