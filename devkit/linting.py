"""``./dev lint``: every linter over every file of the tree; fails on any warning."""

import os
import shutil
import subprocess

import databases
import node
import odoo_cli
import postgres
import python_env
import system
from children import tied
from console import say, step
from places import CHECKOUT, PYTHON, STATE, addons, tracked

CONFIG = "lint.conf"
#: What ``test_pylint`` of Odoo's own suite asks pylint for.
ODOO_PLUGINS = (
    "_pylint_path_setup",
    "_odoo_checker_sql_injection",
    "_odoo_checker_gettext",
    "_odoo_checker_unlink_override",
)
ODOO_CHECKS = (
    "used-before-assignment",
    "undefined-variable",
    "eval-used",
    "unreachable",
    "function-redefined",
    "sql-injection",
    "missing-gettext",
    "gettext-variable",
    "gettext-placeholders",
    "gettext-repr",
    "raise-unlink-override",
)
#: All of Odoo's suite but two of its tests, which read all of Odoo for a quarter of an hour
#: and complain about Odoo's own addons: the steps "Odoo's pylint" and "Odoo's eslint" ask the
#: same of ours.
SUITE = ",".join(
    ("/test_lint", "-/test_lint:TestPyLint.test_pylint", "-/test_lint:TestESLint")
)


def lint():
    """Run all linters, say which ones complained, return the exit code."""
    system.ensure(system.LINT)
    source = python_env.ensure()
    programs = node.ensure()
    failed = [
        title
        for title, words, extra in _commands(source, programs)
        if not _passes(title, words, extra)
    ]
    if not _test_lint(source):
        failed.append("test_lint")
    say(
        f"lint failed: {', '.join(failed)}"
        if failed
        else "lint: nothing to complain about"
    )
    return 1 if failed else 0


def _commands(source, programs):
    """Return (title, command line, additions to the environment) of each linter."""
    names = [addon.name for addon in addons()]
    checks = source / "odoo" / "addons" / "test_lint" / "tests"
    python = [PYTHON, "-m"]
    laid_out = tracked("*.xml", "*.js", "*.mjs", "*.json", "*.yml", "*.scss", "*.css")
    laid_out = [name for name in laid_out if name != "package-lock.json"]
    scripts = tracked("*.js", "*.mjs")
    screens = [name for name in scripts if "/static/" in name]
    oca = [PYTHON.parent / "oca-checks-odoo-module", *names]
    eslint = [programs / "eslint", "--max-warnings=0"]
    commands = [
        ("ruff", [*python, "ruff", "check", "."], {}),
        ("ruff format", [*python, "ruff", "format", "--check", "."], {}),
        ("shell", ["sh", "-n", "dev"], {}),
        ("prettier", [programs / "prettier", "--check", *laid_out], {}),
        ("eslint", [*eslint, *scripts], {}),
        # The older form of configuration is what Odoo's suite brings.
        (
            "Odoo's eslint",
            [*eslint, "--no-ignore", "--no-eslintrc", "-c", checks / "eslintrc"]
            + screens,
            {"ESLINT_USE_FLAT_CONFIG": "false", "NODE_NO_WARNINGS": "1"},
        ),
        ("OCA's checks", oca, {}),
        ("pylint-odoo", [*python, "pylint", *names], {}),
        ("Odoo's pylint", *_odoo_pylint(source, checks, names)),
    ]
    if catalogues := tracked("*.po", "*.pot"):
        words = [PYTHON.parent / "oca-checks-po", *catalogues]
        commands.append(("OCA's checks of translations", words, {}))
    return commands


def _odoo_pylint(source, checks, names):
    words = [PYTHON, "-m", "pylint", f"--rcfile={os.devnull}", "--reports=n"]
    # Names of pylint-odoo's checks in comments are unknown here.
    words += ["--score=n", "--disable=all,useless-option-value,unknown-option-value"]
    words += [
        "--enable=" + ",".join(ODOO_CHECKS),
        "--load-plugins=" + ",".join(ODOO_PLUGINS),
        "--msg-template={path}:{line}: {msg} ({msg_id})",
    ]
    path = os.pathsep.join(map(str, (checks, source)))
    return [*words, *names], {"PYTHONPATH": path, "ADDONS_PATH": str(CHECKOUT)}


def _passes(title, words, extra):
    say(f"· {title}")
    words = [str(word) for word in words]
    done = subprocess.run(words, cwd=CHECKOUT, env=os.environ | extra, **tied())
    return done.returncode == 0


def _test_lint(source):
    """Run Odoo's own lint suite with our addons installed; tell whether it passed."""
    server = postgres.ensure()
    template = databases.ensure_template(
        server, source, demo=False, modules="test_lint"
    )
    databases.drop_leftovers(server)
    database = databases.passing_name("lint")
    databases.copy(server, template, database)
    folder = STATE / database
    words = ["server", "-d", database, "-u", "test_lint", "--test-tags", SUITE]
    words += ["--stop-after-init", "--log-level=warn"]
    try:
        with step("Odoo's test_lint"):
            config = odoo_cli.write_config(
                source,
                server,
                odoo_cli.free_port(),
                CONFIG,
                _copy_addons(folder),
            )
            code, log = odoo_cli.run_quietly(
                source, server, words, "test_lint.log", config
            )
    finally:
        databases.drop(server, database)
        shutil.rmtree(folder, ignore_errors=True)
        (STATE / CONFIG).unlink(missing_ok=True)
    text = log.read_text()
    complaints = code or any(f" {level} " in text for level in ("WARNING", "ERROR"))
    if complaints:
        say(text[-6000:])
    return not complaints


def _copy_addons(folder):
    """Copy what belongs to our addons into a folder of its own; return it.

    The suite walks every folder on the addons path, and the checkout holds what was
    fetched as well.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in tracked(*(addon.name for addon in addons())):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, target)
    return folder
