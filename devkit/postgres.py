"""The database server: a private cluster (see cluster.py), or the user's own by
``PGHOST``.
"""

import os
import pwd
from dataclasses import dataclass

import cluster
import locks
from children import environment, run
from console import Problem


@dataclass(frozen=True)
class Server:
    """How to reach the database server."""

    host: str
    port: str
    user: str
    remedy: str

    def env(self):
        """Return the environment that PostgreSQL's own programs look at."""
        return environment(PGHOST=self.host, PGPORT=self.port, PGUSER=self.user)

    def psql(self, sql, database="postgres"):
        """Run SQL and return what it yields, one row a line."""
        words = ["psql", "-X", "-A", "-t", "-w", "-q", "-v", "ON_ERROR_STOP=1"]
        return run(
            [*words, "-d", database, "-c", sql],
            f"PostgreSQL did not do as told: {self.remedy}.",
            env=self.env(),
        ).strip()


def ensure():
    """Return the running server, after making and starting the private one if need be.

    A private server is in use until :func:`release`.
    """
    if os.environ.get("PGHOST"):
        return _own_server()
    locks.share("postgres")
    cluster.ensure()
    return Server(
        str(cluster.sockets()),
        str(cluster.PORT),
        cluster.USER,
        f"its log is {cluster.folder() / 'log'}; ./dev stop and another try may help",
    )


def release():
    """End the private server unless another ./dev uses it."""
    locks.leave("postgres", cluster.stop)


def _own_server():
    server = Server(
        os.environ["PGHOST"],
        os.environ.get("PGPORT", "5432"),
        os.environ.get("PGUSER") or pwd.getpwuid(os.geteuid()).pw_name,
        "check PGHOST, PGPORT, PGUSER and PGPASSWORD, or unset PGHOST to use a private "
        "server",
    )
    if server.psql(
        "SELECT 1 FROM pg_roles WHERE rolname = current_user"
        " AND (rolcreatedb OR rolsuper)"
    ):
        return server
    raise Problem(
        f"User {server.user} may not create databases on {server.host}: grant CREATEDB, "
        "or unset PGHOST to use a private server."
    )
