"""Databases: templates that are prepared once and copied in a second.

A template's name carries the fingerprint of what is in it; templates of earlier states
of the code are dropped when a new one is made.
"""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import locks
import odoo_cli
import odoo_source
from console import Problem, step
from places import STATE, addons, digest

#: What our addons build on, installed once for all their states.
BASE_MODULES = "sale_crm"


def exists(server, name):
    """Tell whether a database is there."""
    return server.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1"


def drop(server, name):
    """Drop a database and its files, whoever is connected."""
    server.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(STATE / "data" / "filestore" / name, ignore_errors=True)


def copy(server, template, name):
    """Make ``name`` a copy of a template, files first: what is there is whole."""
    drop(server, name)
    files = STATE / "data" / "filestore"
    if (files / template).is_dir():
        shutil.copytree(files / template, files / name, dirs_exist_ok=True)
    server.psql(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
    )
    server.psql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def passing_name(purpose):
    """Return the name of a database that lives as long as this process."""
    return f"se_{purpose}_{os.getpid()}"


def drop_leftovers(server):
    """Drop passing databases, with their files, of processes that are no more."""
    for name in server.psql("SELECT datname FROM pg_database").splitlines():
        if _is_left_over(name):
            drop(server, name)
    for path in [*STATE.glob("se_*"), *STATE.glob("data/filestore/se_*")]:
        if _is_left_over(path.stem):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _is_left_over(name):
    match = re.fullmatch(r"se_(?:test|lint)_(\d+)(?:_\w+)?", name)
    return match and not Path("/proc", match[1]).exists()


@locks.alone
def ensure_base(server, source, demo):
    """Return the name of a database with what our addons build on."""
    kind = "demo" if demo else "bare"
    name = f"se_base_{kind}_{digest(odoo_source.version(source), BASE_MODULES)}"
    if not exists(server, name):
        _make(server, source, name, None, BASE_MODULES, demo)
    return name


@locks.alone
def ensure_template(server, source, demo, modules=None):
    """Return the name of a database with our addons, making it if the code has changed.

    :param demo: with demonstration data
    :param modules: other modules to install beside all of ours, comma-separated
    """
    kind = "demo" if demo else "bare"
    base = ensure_base(server, source, demo)
    ours = ",".join(addon.name for addon in addons())
    wanted = ",".join(filter(None, (ours, modules)))
    if not wanted:
        return base
    prefix = f"se_{kind}_{digest(modules)}" if modules else f"se_{kind}"
    name = f"{prefix}_{digest(base, wanted, *addons())}"
    if not exists(server, name):
        for old in server.psql("SELECT datname FROM pg_database").splitlines():
            if re.fullmatch(rf"{prefix}_[0-9a-f]{{12}}(_new)?", old):
                drop(server, old)
        _make(server, source, name, base, wanted, demo)
    return name


def _make(server, source, name, base, modules, demo):
    """Prepare a database under a passing name, so that a broken attempt leaves nothing."""
    passing = f"{name}_new"
    data = "with" if demo else "without"
    with step(f"Preparing a database: {modules} {data} demo data"):
        drop(server, passing)
        if base:
            copy(server, base, passing)
        words = ["-d", passing, "-i", modules, "--stop-after-init", "--log-level=warn"]
        words += ["--with-demo"] if demo else []
        try:
            code, log = odoo_cli.run_quietly(
                source, server, ["server", *words], "prepare.log"
            )
            if code or _has_error(log):
                raise Problem(
                    f"The database could not be prepared; the reason is in {log}."
                )
        except BaseException:
            with suppress(Problem):
                drop(server, passing)
            raise
        files = STATE / "data" / "filestore"
        shutil.rmtree(files / name, ignore_errors=True)
        if (files / passing).is_dir():
            (files / passing).rename(files / name)
        server.psql(f'ALTER DATABASE "{passing}" RENAME TO "{name}"')


def _has_error(log):
    return any(f" {level} " in log.read_text() for level in ("ERROR", "CRITICAL"))
