"""A private PostgreSQL cluster, reached by a socket only."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import locks
from children import run
from console import Problem, step
from places import STATE, digest

#: PostgreSQL refuses to run as root; its own package brings this user and its home.
UNPRIVILEGED = "postgres"
UNPRIVILEGED_HOME = Path("/var/lib/postgresql")
USER = "odoo"
PORT = 5732
#: The path of a socket may not be longer than 107 characters, its name included.
LONGEST_FOLDER = 80
#: Nothing here outlives the checkout, so durability is traded for speed.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": PORT,
    "max_connections": 100,
    "shared_buffers": "512MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
#: The cluster may lie outside the state: both hold the same name, so that a removed state
#: means an empty cluster.
NAME = STATE / "cluster"


def find_binary(name):
    """Return the path of a PostgreSQL program, the newest installed one, else ``None``."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[4]) or 0),
    )
    return found[-1] if found else shutil.which(name)


@locks.alone
def ensure():
    """Make the cluster unless it is there, and start it unless it runs."""
    if not _is_made():
        with step("Making the database cluster"):
            _make()
    if not is_running():
        _prepare_sockets()
        _control("start", "-w", "-l", folder() / "log")


def stop():
    """Stop the cluster; return whether it ran."""
    if not is_running():
        return False
    try:
        _control("stop", "-m", "fast")
    except Problem:
        # Another ./dev may have been quicker.
        if is_running():
            raise
    return True


def is_running():
    """Tell whether the cluster runs."""
    if not (_data() / "PG_VERSION").exists():
        return False
    done = subprocess.run(
        [str(find_binary("pg_ctl") or "pg_ctl"), "status", "-D", str(_data())],
        capture_output=True,
        **_as_unprivileged(),
    )
    return done.returncode == 0


def folder():
    """Return the cluster's folder: in the state, where PostgreSQL's user can get there."""
    inside = STATE / "postgres"
    if os.geteuid() != 0 or _is_open_to_all(STATE):
        return inside
    home = UNPRIVILEGED_HOME if UNPRIVILEGED_HOME.is_dir() else tempfile.gettempdir()
    return Path(home, f"sales-efficiency-{digest(STATE.as_posix())}")


def sockets():
    """Return the folder of the socket: the cluster's own unless its path is too long."""
    if len(os.fsencode(folder())) < LONGEST_FOLDER:
        return folder()
    name = f"sales-efficiency-{os.geteuid()}-{digest(STATE.as_posix())}"
    return Path(tempfile.gettempdir(), name)


def _data():
    return folder() / "data"


def _is_open_to_all(path):
    return all(
        parent.stat().st_mode & 0o001
        for parent in (path, *path.parents)
        if parent.exists()
    )


def _is_made():
    mark = folder() / "name"
    return NAME.exists() and mark.exists() and mark.read_text() == NAME.read_text()


def _as_unprivileged():
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise Problem(
            "PostgreSQL refuses to run as root and there is no user postgres: type: "
            "apt-get install --reinstall postgresql-common"
        ) from None
    return {
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
        "cwd": "/",
    }


def _make():
    """Make the cluster; its name is written last, so that a broken attempt is redone."""
    stop()
    shutil.rmtree(folder(), ignore_errors=True)
    _make_folder(folder())
    words = [find_binary("initdb") or "initdb", "-D", _data(), "-U", USER]
    words += ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    run(
        words,
        "The database cluster could not be made: install postgresql and free some space.",
        **_as_unprivileged(),
    )
    settings = SETTINGS | {"unix_socket_directories": sockets()}
    lines = (
        "{} = '{}'\n".format(name, str(value).replace("'", "''"))
        for name, value in settings.items()
    )
    with open(_data() / "postgresql.conf", "a") as config:
        config.writelines(lines)
    NAME.write_text(uuid.uuid4().hex)
    shutil.copyfile(NAME, folder() / "name")


def _prepare_sockets():
    """Make the socket's folder again where the system has cleaned it away."""
    if not sockets().is_dir():
        _make_folder(sockets())


def _make_folder(path):
    # Root talks to a server of another user; everybody else to the own one.
    path.mkdir(parents=True, mode=0o755 if os.geteuid() == 0 else 0o700)
    if os.geteuid() == 0:
        shutil.chown(path, UNPRIVILEGED, UNPRIVILEGED)


def _control(*words):
    command = [str(find_binary("pg_ctl") or "pg_ctl"), "-D", str(_data())]
    done = subprocess.run(
        command + [str(word) for word in words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        **_as_unprivileged(),
    )
    if done.returncode:
        raise Problem(
            f"PostgreSQL did not {words[0]}: its log is {folder() / 'log'}; free space on "
            f"the disk, or remove {folder()} to begin with an empty cluster."
        )
