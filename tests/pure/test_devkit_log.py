"""A line that Odoo logs as an error is no passed run, wherever it was logged."""

import os
import subprocess
import sys

import places
import pytest

WORDS = ["-m", "pytest", "-p", "devkit.odoo_log", "-c", "/dev/null", "-q"]


@pytest.mark.parametrize(
    ("level", "code", "closing", "listed"),
    [
        ("info", 0, "1 passed in", None),
        ("warning", 0, "1 passed in", "WARNING odoo.x: hm"),
        ("error", 1, "1 passed, 1 error in", "ERROR odoo.x: hm"),
    ],
)
def test_lines_of_the_log(level, code, closing, listed, tmp_path):
    file = tmp_path / "test_it.py"
    file.write_text(
        "import logging\n"
        f"def test_it():\n    logging.getLogger('odoo.x').{level}('hm')\n"
    )
    done = subprocess.run(
        [sys.executable, *WORDS, str(file)],
        cwd=places.CHECKOUT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert closing in done.stdout.splitlines()[-1]
    assert ("logged by Odoo" in done.stdout) == bool(listed)
    if listed:
        assert f"test_it.py::test_it (call)\n    {listed}" in done.stdout
