"""Where things lie: the checkout and the folder of what was fetched or built."""

import hashlib
import os
from pathlib import Path

from children import run

CHECKOUT = Path(__file__).resolve().parent.parent
#: Everything fetched or built; remove it to begin anew.
STATE = Path(os.environ.get("SALES_EFFICIENCY_HOME") or CHECKOUT / ".dev").resolve()
VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
ODOO_TREE = STATE / "odoo"
#: Linters look for their plugins beside their configuration, hence not in the state.
NODE = CHECKOUT / "node_modules"
LOGS = STATE / "log"
REQUIREMENTS = CHECKOUT / "devkit" / "requirements.txt"


def addons():
    """Return the folders of our addons."""
    return sorted(path.parent for path in CHECKOUT.glob("*/__manifest__.py"))


def tracked(*patterns):
    """Return the names of the files that belong to the tree, those not yet added too."""
    words = ["git", "-c", "safe.directory=*", "-c", "core.quotePath=off", "ls-files"]
    words += ["--cached", "--others", "--exclude-standard", "--", *patterns]
    found = run(
        words, "Linters read what git lists: run them in a git clone.", cwd=CHECKOUT
    )
    return sorted(
        name for name in set(found.splitlines()) if (CHECKOUT / name).exists()
    )


def digest(*parts):
    """Return a short fingerprint of texts and of the content of files and folders."""
    found = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            paths = sorted(part.rglob("*")) if part.is_dir() else [part]
            for path in paths:
                if path.is_file() and "__pycache__" not in path.parts:
                    found.update(str(path.relative_to(CHECKOUT)).encode())
                    found.update(path.read_bytes())
        else:
            found.update(str(part).encode())
    return found.hexdigest()[:12]
