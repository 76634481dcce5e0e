"""A private PostgreSQL cluster, reached by a socket only; the user's own with ``PGHOST``."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from console import Problem, environment, run, step
from places import STATE, digest

#: PostgreSQL refuses to run as root; its own package brings this user.
UNPRIVILEGED = "postgres"
PORT = 5732
#: Nothing here outlives the checkout, so durability is traded for speed.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": 100,
    "shared_buffers": "512MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True)
class Server:
    """How to reach the database server."""

    host: str
    port: str
    user: str

    def env(self):
        """Return the environment that PostgreSQL's own programs look at."""
        return environment(PGHOST=self.host, PGPORT=self.port, PGUSER=self.user)

    def psql(self, sql, database="postgres"):
        """Run SQL and return what it yields, one row a line."""
        return run(
            [
                "psql",
                "-X",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database,
                "-c",
                sql,
            ],
            "PostgreSQL did not answer: run ./dev stop and try again.",
            env=self.env(),
        ).strip()


def find_binary(name):
    """Return the path of a PostgreSQL program, the newest installed one, else ``None``."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[4]) or 0),
    )
    return found[-1] if found else shutil.which(name)


def ensure():
    """Return the running server, after making and starting the private one if need be."""
    if os.environ.get("PGHOST"):
        return _own_server()
    server = Server(str(_folder()), str(PORT), "odoo")
    if not (_folder() / "data" / "PG_VERSION").exists():
        with step("Making the database cluster"):
            _make()
    if not is_running():
        _control("start", "-w", "-l", _folder() / "log")
    return server


def stop():
    """Stop the private cluster; return whether it ran."""
    if not is_running():
        return False
    _control("stop", "-m", "fast")
    return True


def _own_server():
    server = Server(
        os.environ["PGHOST"],
        os.environ.get("PGPORT", "5432"),
        os.environ.get("PGUSER") or pwd.getpwuid(os.geteuid()).pw_name,
    )
    if "t" not in server.psql(
        "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
    ):
        raise Problem(
            f"User {server.user} may not create databases on {server.host}: grant CREATEDB, "
            "or unset PGHOST to use a private server."
        )
    return server


def _folder():
    """Return the cluster's folder.

    Root's own folders are closed to the unprivileged user, and a socket's path may not
    be longer than 107 characters: then the cluster lies with the temporary files.
    """
    folder = STATE / "postgres"
    if os.geteuid() != 0 and len(str(folder)) < 80:
        return folder
    return Path(
        tempfile.gettempdir(),
        f"sales-efficiency-{os.geteuid()}-{digest(STATE.as_posix())}",
    )


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
    folder = _folder()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED, UNPRIVILEGED)
    run(
        [
            find_binary("initdb") or "initdb",
            "-D",
            folder / "data",
            "-U",
            "odoo",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ],
        "The database cluster could not be made: install postgresql and free some space.",
        **_as_unprivileged(),
    )
    settings = SETTINGS | {"unix_socket_directories": str(folder)}
    lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
    with open(folder / "data" / "postgresql.conf", "a") as config:
        config.write(lines)


def is_running():
    """Tell whether the private cluster runs."""
    if not (_folder() / "data" / "PG_VERSION").exists():
        return False
    done = subprocess.run(
        [
            str(find_binary("pg_ctl") or "pg_ctl"),
            "status",
            "-D",
            str(_folder() / "data"),
        ],
        capture_output=True,
        **_as_unprivileged(),
    )
    return done.returncode == 0


def _control(*words):
    command = [str(find_binary("pg_ctl") or "pg_ctl"), "-D", str(_folder() / "data")]
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
            f"PostgreSQL did not {words[0]}: its log is {_folder() / 'log'}; remove "
            f"{_folder()} to begin with an empty cluster."
        )
