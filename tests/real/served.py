"""Odoo with several workers on a database of its own, for tests from outside."""

import inspect
import json
import subprocess
import time
import urllib.request
from pathlib import Path

import databases
import odoo_cli
import odoo_source
import postgres

#: Where Odoo's shell finds the modules of these tests.
HERE = Path(__file__).resolve().parent
#: What it prints a result behind.
RESULT = "RESULT "
#: What a server gets to start in.
PATIENCE_SECONDS = 60
#: A proxy of the user's is no way to it.
BROWSER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Served:
    """A copy of the prepared database, served until the ``with`` block ends.

    :param str name: of the database
    :param modules: what to install beside our addon
    """

    def __init__(self, name, modules=()):
        self.name = name
        self.modules = modules
        self.source = odoo_source.ensure()
        self.server = postgres.ensure()
        self.port = odoo_cli.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.config = odoo_cli.write_config(
            self.source, self.server, self.port, f"{name}.conf"
        )
        self.log = self.config.with_suffix(".log")
        self.process = None

    def __enter__(self):
        template = databases.ensure_template(self.server, self.source, demo=False)
        databases.copy(self.server, template, self.name)
        if self.modules:
            self.run(["server", "-i", ",".join(self.modules), "--stop-after-init"])
        return self

    def __exit__(self, *_error):
        if self.process:
            self.process.terminate()
            self.process.wait(30)
        databases.drop(self.server, self.name)
        self.config.unlink()
        self.log.unlink(missing_ok=True)

    def start(self, workers=2):
        """Serve with two workers, and wait until they do.

        :param workers: 0 for one process, which talks to browsers over sockets as well
        """
        words = [
            "server",
            "-d",
            self.name,
            f"--workers={workers}",
            "--max-cron-threads=0",
            f"--gevent-port={odoo_cli.free_port()}",
        ]
        with open(self.log, "w") as output:
            self.process = subprocess.Popen(
                odoo_cli.command(words, self.config),
                stdout=output,
                stderr=subprocess.STDOUT,
                env=odoo_cli.env(self.server),
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                BROWSER.open(f"{self.address}/web/health", timeout=5)
                return
            except OSError:
                assert time.monotonic() < end, self.log.read_text()[-3000:]
                time.sleep(0.3)

    def run(self, words):
        """Run Odoo with these words."""
        finish(self._begin(words))

    def call(self, function, *arguments):
        """Call a function of these modules inside Odoo and return what it returns.

        It is given Odoo's environment first; what it did is committed.
        """
        return get_result(finish(self.begin(function, *arguments)))

    def begin(self, function, *arguments):
        """Begin to call a function, see :meth:`call`; return the process."""
        module = Path(inspect.getfile(function)).stem
        words = ", ".join(["env", *map(repr, arguments)])
        script = [
            "import json, sys",
            f"sys.path.append({str(HERE)!r})",
            f"from {module} import {function.__name__}",
            f"result = {function.__name__}({words})",
            "env.cr.commit()",
            f"print({RESULT!r} + json.dumps(result))",
        ]
        return self._begin(["shell", "--no-http"], "\n".join(script))

    def _begin(self, words, script=""):
        process = subprocess.Popen(
            odoo_cli.command(
                [*words, "-d", self.name, "--log-level=warn"], self.config
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=odoo_cli.env(self.server),
        )
        process.stdin.write(script)
        process.stdin.close()
        # communicate() would write to it otherwise.
        process.stdin = None
        return process

    def query(self, sql):
        """Return what a query of one value gives, as text."""
        return self.server.psql(sql, self.name)


def finish(process, patience=PATIENCE_SECONDS * 5):
    """Wait for a process that has to end well; return what it printed."""
    printed, errors = process.communicate(timeout=patience)
    assert process.returncode == 0, errors[-3000:]
    assert "Traceback" not in errors, errors[-3000:]
    return printed


def get_result(printed):
    """Return what the function returned that printed this, see :meth:`Served.begin`."""
    return json.loads(printed.rpartition(RESULT)[2])
