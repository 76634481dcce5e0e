"""Tasks of a benchmark in processes of their own, so that none warms up another one."""

import json
import subprocess
import sys
from statistics import median

import odoo_cli
from console import Problem


class Workers:
    """Runs the tasks of one script: ``script TASK CONFIG DATABASE``.

    :param script: path; each task prints its figures as a JSON object in its last line
    :param server: PostgreSQL, as ``postgres.ensure()`` gives it
    :param config: path of Odoo's configuration
    """

    def __init__(self, script, server, config):
        self.script, self.server, self.config = script, server, config

    def read(self, task, database, *words):
        """Run one task, with further words if it takes some; return what it printed last."""
        return self._finish(self._begin(task, database, *words))

    def race(self, tasks, rounds):
        """Let tasks do a part of their work in turns, so that what else the machine does
        meets all of them alike.

        :param tasks: ``{name: (task, database)}``; a task prints the seconds of one part
            for each line it reads
        :param rounds: parts that count; one more is done first, to warm up
        :return: list of ``{name: seconds}``, and ``{name: figures}`` printed at the end
        """
        running = {name: self._begin(*task) for name, task in tasks.items()}
        times = [
            {name: float(self._ask(worker)) for name, worker in running.items()}
            for _turn in range(rounds + 1)
        ][1:]
        return times, {name: self._finish(worker) for name, worker in running.items()}

    def _begin(self, task, database, *words):
        words = [task, self.config, database, *map(str, words)]
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", self.script, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=odoo_cli.env(self.server),
        )

    def _ask(self, worker):
        worker.stdin.write("\n")
        worker.stdin.flush()
        return worker.stdout.readline()

    def _finish(self, worker):
        printed, _errors = worker.communicate()
        if worker.returncode:
            raise subprocess.CalledProcessError(worker.returncode, worker.args)
        return json.loads(printed.splitlines()[-1])


def compare(times, part, whole):
    """Return how much longer one took than the other: the median of the pairs."""
    return median(one[part] / one[whole] for one in times)


def install(source, server, database, addon="sales_efficiency"):
    """Install the addon on a database.

    :raise Problem: if that fails
    """
    words = ["server", "-d", database, "-i", addon, "--stop-after-init"]
    code, log = odoo_cli.run_quietly(
        source, server, [*words, "--log-level=warn"], "bench-install.log"
    )
    if code:
        raise Problem(f"The addon could not be installed; the reason is in {log}.")
