"""The virtual environment Odoo, tests and linters run in, with pinned versions."""

import shutil
import sys

import locks
import odoo_source
from children import run
from console import Problem, step
from places import LOGS, PYTHON, REQUIREMENTS, STATE, VENV, digest

LAUNCHER = STATE / "odoo-bin"


@locks.alone
def ensure():
    """Return the folder of Odoo's package after making the environment that runs it."""
    if sys.version_info < (3, 10):
        raise Problem("Odoo 19 needs Python 3.10 or newer: install a newer python3.")
    source = odoo_source.ensure()
    mark = VENV / "complete"
    wanted = digest(REQUIREMENTS, str(source), sys.version)
    if not mark.exists() or mark.read_text() != wanted:
        with step("Making the Python environment"):
            _make(source)
        mark.write_text(wanted)
    LAUNCHER.write_text("import odoo.cli\n\nodoo.cli.main()\n")
    return source


def _make(source):
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", VENV],
        "The Python environment could not be made: install python3-venv and free some space.",
    )
    site = next(VENV.glob("lib/python3*/site-packages"))
    (site / "odoo_source.pth").write_text(f"{source}\n")
    run(
        [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "-r",
            REQUIREMENTS,
        ],
        "Python packages could not be installed: check the network (PIP_INDEX_URL, PIP_CERT "
        "and proxies are respected) and the free space, then try again.",
        LOGS / "pip.log",
    )
