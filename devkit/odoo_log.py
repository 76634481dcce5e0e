"""A plugin of pytest: what Odoo logs in a test run is not lost.

Warnings are listed, errors fail the run, be it outside a test or in one that passed.
"""

import logging
import os

import pytest


class Listener(logging.Handler):
    """Keeps what was logged; a test that expects a line takes it with ``assertLogs``."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []
        self.errors = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record):
        test = os.environ.get("PYTEST_CURRENT_TEST", "outside a test")
        line = f"{test}\n    {self.format(record)}"
        self.lines.append(line)
        if record.levelno >= logging.ERROR:
            self.errors.append(line)


LISTENER = Listener()


def pytest_configure(config):
    logging.getLogger().addHandler(LISTENER)


@pytest.fixture(scope="session", autouse=True)
def odoo_log():
    """Fail the run when Odoo logged an error, be it in a test that passed."""
    yield
    if LISTENER.errors:
        pytest.fail("Odoo logged errors:\n" + "\n".join(LISTENER.errors), pytrace=False)


def pytest_terminal_summary(terminalreporter):
    if LISTENER.lines:
        terminalreporter.section("logged by Odoo")
        for line in LISTENER.lines:
            terminalreporter.write_line(line)
