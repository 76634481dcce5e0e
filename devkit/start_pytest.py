"""Pytest, but for Ctrl-C while it still imports Odoo: that ends it without a word."""

import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)

import pytest  # noqa: E402


class Ready:
    """A plugin: once pytest is set up, it can tidy up after an interrupt itself."""

    def pytest_configure(self):
        signal.signal(signal.SIGINT, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(pytest.main(plugins=[Ready()]))
