"""Odoo's own command line on our configuration."""

import os
import secrets
import signal
import socket
import subprocess

import odoo_source
from children import environment, finish, tied
from console import Problem
from places import CHECKOUT, LOGS, NODE, PYTHON, STATE
from python_env import LAUNCHER

CONFIG = STATE / "odoo.conf"
#: Commands of Odoo that take a configuration and a database.
TAKES_CONFIG = ("server", "shell", "db", "populate", "neutralize")
#: Commands that take it after the name of what they are to do.
TAKES_CONFIG_LATER = ("module", "i18n")
#: Commands of our addons; they take one, too.
OURS = ("pbx_listener",)


def write_config(source, server, port=8069, name=CONFIG.name, ours=CHECKOUT):
    """Write Odoo's configuration under a name of its own and return its path.

    :param ours: folder that holds our addons, ``None`` for an Odoo without them
    """
    paths = [*odoo_source.addons_paths(source), *filter(None, [ours])]
    if any("," in str(path) for path in paths):
        raise Problem(
            "Odoo cannot read addons from a folder with a comma in its path: "
            f"rename one of {', '.join(map(str, paths))}."
        )
    options = {
        "addons_path": ",".join(map(str, paths)),
        "data_dir": STATE / "data",
        "db_host": server.host,
        "db_port": server.port,
        "db_user": server.user,
        "http_interface": "127.0.0.1",
        "http_port": port,
        # Nobody manages databases in the browser: any page open in it could try to.
        "list_db": False,
        "admin_passwd": secrets.token_urlsafe(),
        "max_cron_threads": 1,
    }
    lines = [f"{name} = {value}" for name, value in options.items()]
    STATE.mkdir(parents=True, exist_ok=True)
    config = STATE / name
    config.touch(mode=0o600)
    config.write_text("\n".join(["[options]", *lines, ""]))
    return config


def free_port():
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(words, config=CONFIG):
    """Return the command line of Odoo for these words, our configuration added.

    Words that begin with an option are meant for the server, as Odoo itself takes it.
    """
    words = list(words) or ["server"]
    if words[0].startswith("-"):
        words.insert(0, "server")
    options = ["-c", str(config)]
    if words[0] in OURS:
        # Odoo looks for commands of addons before it reads its configuration.
        words[0:1] = [f"--addons-path={CHECKOUT}", words[0], *options]
    elif words[0] in TAKES_CONFIG:
        words[1:1] = options
    elif words[0] in TAKES_CONFIG_LATER and words[1:]:
        words[2:2] = options
    return [str(PYTHON), "-W", "ignore", str(LAUNCHER), *words]


def env(server):
    """Return the environment Odoo runs in; tools of node_modules are on its path."""
    programs = (
        NODE / ".bin",
        PYTHON.parent,
        os.environ.get("PATH", ""),
    )
    path = os.pathsep.join(map(str, programs))
    return server.env() | environment(
        PATH=path, LANG="C.UTF-8", PYTHONDONTWRITEBYTECODE=1
    )


def run_quietly(source, server, words, log_name, config=None):
    """Run Odoo with its output in a log; return its exit code and the log's path."""
    config = config or write_config(source, server)
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / log_name
    with open(log, "w") as output:
        done = subprocess.run(
            command(words, config),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=env(server),
            **tied(),
        )
    return done.returncode, log


def run_here(source, server, words):
    """Run Odoo on the user's terminal; return its exit code."""
    write_config(source, server)
    odoo = subprocess.Popen(command(words), env=env(server), **tied())
    # Ctrl-C is for Odoo: its shell goes on after it, its server ends by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    finish(odoo)
    return odoo.returncode
