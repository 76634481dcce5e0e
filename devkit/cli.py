"""The commands of ``./dev`` and their options."""

import argparse
import os
import re
import signal
import sys

from children import Terminated
from console import Problem, say
from places import CHECKOUT, STATE

DESCRIPTION = """\
Sales Efficiency for Odoo 19: set up, serve, test.

Everything needed is fetched or built on first use and kept in .dev/ (or the folder that
SALES_EFFICIENCY_HOME names); remove that folder to begin anew.
"""
#: Commands whose words belong to another program, and the name they go by.
PASS_ON = {"test": "arguments", "odoo": "words"}
#: Ctrl-C, a request to end, a terminal that was closed: all of them tidy up.
INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EPILOG = """\
examples:
  ./dev run                                  a sales board with demo data in the browser
  ./dev test tests/pure                      the arithmetic, in seconds
  ./dev test sales_efficiency/tests/plan     one capability, on a fresh database
  ./dev load ../data/pipeline --db real      a database from csv files
  echo "print(env.user.name)" | ./dev shell --db sales

environment:
  SALES_EFFICIENCY_HOME   the folder for what is fetched or built (default: .dev)
  ODOO_HOME               an Odoo 19 you have (source checkout); otherwise it is fetched
  PGHOST, PGPORT, PGUSER  a PostgreSQL you have; otherwise a private one is started
  PIP_*, *_proxy, npm_*   as always

exit codes: 0 all well, 1 something failed, 2 words not understood, 3 packages have to be
installed by you, 130 interrupted; test hands on pytest's
"""


def main(words=None):
    """Run one command; return the exit code."""
    options = _parse(sys.argv[1:] if words is None else words)
    command = options.pop("command")
    if command == "load":
        options["folder"] = os.path.abspath(options["folder"])
    for name in ("ODOO_HOME", "SALES_EFFICIENCY_HOME"):
        if os.environ.get(name):
            os.environ[name] = os.path.abspath(os.path.expanduser(os.environ[name]))
    os.chdir(CHECKOUT)
    for number in INTERRUPTS:
        # Under nohup, a terminal that is closed is no reason to end.
        if (number, signal.getsignal(number)) != (signal.SIGHUP, signal.SIG_IGN):
            signal.signal(number, _interrupt)
    try:
        return _run(command, options)
    except Problem as problem:
        say(f"dev: {problem}")
        return problem.code
    except KeyboardInterrupt:
        say("dev: interrupted")
        return 130
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        say(
            f"dev: {error.strerror or error}{where}. Check your rights and the free space "
            f"({STATE} holds what is fetched and built), then try again."
        )
        return 1


def _interrupt(number, frame):
    """Begin to tidy up; whoever asks again while that goes on is asked for patience."""
    for each in INTERRUPTS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt if number == signal.SIGINT else Terminated


def _database(name):
    """Check a database's name before it gets anywhere near a command line."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{1,62}", name):
        raise argparse.ArgumentTypeError(
            f"{name!r} cannot name a database: use 2 to 63 letters, digits, dots, hyphens "
            "and underscores, a letter or digit first"
        )
    if name in ("postgres", "template0", "template1"):
        raise argparse.ArgumentTypeError(
            f"{name} belongs to PostgreSQL itself: choose another name"
        )
    return name


def _port(text):
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port: choose a number from 1024 to 65535"
        )
    return int(text)


def _parse(words):
    """Read the command line; what follows ``test`` and ``odoo`` is handed on untouched."""
    if words and words[0] in PASS_ON and words[1:2] not in (["-h"], ["--help"]):
        return {"command": words[0], PASS_ON[words[0]]: words[1:]}
    return vars(_parser().parse_args(words))


def _run(command, options):
    """Call the module that does the work; imported late so that --help is instant."""
    import postgres

    try:
        return _call(command, options)
    finally:
        postgres.release()


def _call(command, options):
    if command in ("run", "stop"):
        import serving

        return getattr(serving, command)(**options)
    if command == "test":
        from testing import test

        return test(options["arguments"])
    if command == "lint":
        from linting import lint

        return lint()
    import working

    return getattr(working, command)(**options)


def _parser():
    parser = argparse.ArgumentParser(
        prog="./dev",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name, text):
        return commands.add_parser(name, help=text, description=text)

    _add_options_of_run(
        add(
            "run",
            "set up what is missing and serve; prints address, login and password",
        )
    )
    add("stop", "end what ./dev run started, and the private PostgreSQL")
    test = add("test", "run all tests, or what the pytest arguments say")
    test.add_argument("arguments", nargs=argparse.REMAINDER, help="for pytest")
    add("lint", "run every linter; fails on any warning")
    bench = add("bench", "run one benchmark or all; the last line is a JSON object")
    bench.add_argument("name", nargs="?", help="which one (default: all)")
    shell = add("shell", "open Odoo's shell; what stands on standard input is run")
    shell.add_argument("--db", type=_database, required=True, help="database")
    odoo = add("odoo", "run Odoo's own command line on our configuration")
    odoo.add_argument("words", nargs=argparse.REMAINDER, help="for Odoo")
    load = add("load", "build a database from a folder of csv files")
    load.add_argument("folder", metavar="DIR", help="folder with the csv files")
    load.add_argument(
        "--db", type=_database, required=True, help="database, made if it is not there"
    )
    return parser


def _add_options_of_run(run):
    run.add_argument(
        "--db", type=_database, default="sales", help="database (default: %(default)s)"
    )
    run.add_argument(
        "--port", type=_port, default=8069, help="port (default: %(default)s)"
    )
    run.add_argument(
        "--no-demo",
        dest="demo",
        action="store_false",
        help="without demonstration data",
    )
