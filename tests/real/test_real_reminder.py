"""Several workers remind at once, one is killed: every deal has one activity in the end."""

import subprocess

import databases
import odoo_cli
import odoo_source
import postgres
import pytest
from reminder_checks import KILLED, PREPARE, RUN

DATABASE = "se_test_reminder"
COUNT = """
    SELECT count(*), count(DISTINCT reminder.res_id), count(activity.id)
      FROM sales_reminder reminder
 LEFT JOIN mail_activity activity ON activity.sales_reminder_id = reminder.id
"""


@pytest.fixture
def department():
    """Give a database of its own, with a thousand deals that nothing is planned for.

    :return: a function that starts Odoo's shell on a script, and one that asks the
        database
    """
    source = odoo_source.ensure()
    server = postgres.ensure()
    template = databases.ensure_template(server, source, demo=False)
    databases.copy(server, template, DATABASE)
    config = odoo_cli.write_config(source, server, name=f"{DATABASE}.conf")

    def start(script):
        shell = subprocess.Popen(
            odoo_cli.command(
                ["shell", "-d", DATABASE, "--log-level=warn", "--no-http"], config
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=odoo_cli.env(server),
        )
        shell.stdin.write(script)
        shell.stdin.close()
        shell.stdin = None
        return shell

    yield start, lambda query: server.psql(query, DATABASE).strip()
    databases.drop(server, DATABASE)
    config.unlink()


def finish(shell):
    """Wait for a shell that has to end well."""
    _out, errors = shell.communicate(timeout=300)
    assert shell.returncode == 0, errors[-3000:]
    assert "Traceback" not in errors, errors[-3000:]


def test_workers_at_once_and_one_killed(department):
    start, ask = department
    finish(start(PREPARE))
    killed = start(KILLED)
    killed.communicate(timeout=300)
    assert killed.returncode == -9
    # Two chunks of the three are committed, the third went with the worker.
    assert ask(COUNT) == "400|400|400"
    workers = [start(RUN) for _number in range(3)]
    for worker in workers:
        finish(worker)
    finish(start(RUN))
    assert ask(COUNT) == "1000|1000|1000"
