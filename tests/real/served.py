"""Odoo with several workers on a database of its own, for tests from outside."""

import subprocess
import time
import urllib.request

import databases
import odoo_cli
import odoo_source
import postgres

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

    def start(self):
        """Serve with two workers, and wait until they do."""
        words = [
            "server",
            "-d",
            self.name,
            "--workers=2",
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

    def run(self, words, script=None):
        """Run Odoo with these words and return what it printed."""
        done = subprocess.run(
            odoo_cli.command(
                [*words, "-d", self.name, "--log-level=warn"], self.config
            ),
            input=script,
            capture_output=True,
            text=True,
            env=odoo_cli.env(self.server),
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def shell(self, script):
        """Run a script in Odoo's shell and return what it printed."""
        return self.run(["shell", "--no-http"], script)

    def query(self, sql):
        """Return what a query of one value gives, as text."""
        return self.server.psql(sql, self.name)
