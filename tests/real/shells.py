"""Odoo shells on a database of their own: several workers, one of which may be killed."""

import subprocess

import databases
import odoo_cli
import odoo_source
import postgres

INSTALL = """
modules = env["ir.module.module"].search([("name", "in", %r)])
modules.button_immediate_install()
"""


class Shells:
    """A copy of the prepared database, there until the ``with`` block ends.

    :param str name: of the database
    :param modules: what to install beside our addon
    """

    def __init__(self, name, modules=()):
        self.name = name
        self.modules = modules
        self.source = odoo_source.ensure()
        self.server = postgres.ensure()

    def __enter__(self):
        template = databases.ensure_template(self.server, self.source, demo=False)
        databases.copy(self.server, template, self.name)
        self.config = odoo_cli.write_config(
            self.source, self.server, name=f"{self.name}.conf"
        )
        if self.modules:
            self.run_at_once(INSTALL % (list(self.modules),))
        return self

    def __exit__(self, *_error):
        databases.drop(self.server, self.name)
        self.config.unlink()

    def start(self, script):
        """Start Odoo's shell on a script."""
        shell = subprocess.Popen(
            odoo_cli.command(
                ["shell", "-d", self.name, "--log-level=warn", "--no-http"], self.config
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=odoo_cli.env(self.server),
        )
        shell.stdin.write(script)
        shell.stdin.close()
        shell.stdin = None
        return shell

    def run_at_once(self, script, count=1):
        """Run a script in several shells at the same time; each has to end well."""
        shells = [self.start(script) for _number in range(count)]
        for shell in shells:
            _out, errors = shell.communicate(timeout=300)
            assert shell.returncode == 0, errors[-3000:]
            assert "Traceback" not in errors, errors[-3000:]

    def run_to_death(self, script):
        """Run a script that is killed on its way."""
        shell = self.start(script)
        shell.communicate(timeout=300)
        assert shell.returncode == -9

    def ask(self, query):
        """Return what the database answers."""
        return self.server.psql(query, self.name).strip()
