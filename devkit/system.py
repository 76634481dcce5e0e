"""Packages of the operating system (Debian and its kin)."""

import importlib.util
import os
import shutil
import subprocess
from contextlib import suppress

from children import environment, run
from console import NEEDS_PACKAGES, Problem, step


def _has_postgres():
    from cluster import find_binary

    return bool(os.environ.get("PGHOST")) or find_binary("initdb") is not None


#: Debian package -> how to see that what it brings is there already.
PRESENCE = {
    "python3-venv": lambda: importlib.util.find_spec("ensurepip") is not None,
    "postgresql": _has_postgres,
    "postgresql-client": lambda: shutil.which("psql") is not None,
    "ca-certificates": lambda: os.path.exists("/etc/ssl/certs/ca-certificates.crt"),
    "chromium": lambda: shutil.which("chromium") is not None,
    "nodejs": lambda: shutil.which("node") is not None,
    "npm": lambda: shutil.which("npm") is not None,
    "git": lambda: shutil.which("git") is not None,
}
SERVE = ("python3-venv", "postgresql", "postgresql-client", "ca-certificates")
TEST = (*SERVE, "chromium", "nodejs", "npm", "git")
#: What sudo would otherwise take away: no questions, and the way to the network.
PASSED_ON = "DEBIAN_FRONTEND,http_proxy,https_proxy,no_proxy"
#: A new machine may be updating itself at the moment.
WAIT_FOR_OTHERS = ("-o", "DPkg::Lock::Timeout=300")
LINT = (*SERVE, "nodejs", "npm", "git")


def ensure(packages):
    """Install what is missing among Debian packages, or say the line to type.

    :raise Problem: with exit code 3 when only the user can install them
    """
    missing = [name for name in packages if not PRESENCE[name]()]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    line = f"apt-get update && {' '.join(install)}"
    if not shutil.which("apt-get"):
        raise Problem(
            f"Missing: {', '.join(missing)}. Install them with your system's package manager.",
            NEEDS_PACKAGES,
        )
    prefix = []
    if os.geteuid() != 0:
        if not _can_sudo():
            raise Problem(
                f"Some packages are missing. Type: sudo sh -c '{line}'", NEEDS_PACKAGES
            )
        prefix = ["sudo", f"--preserve-env={PASSED_ON}"]
    problem = (
        "The packages could not be installed: check the network, apt's sources and the "
        f"disk, then type: {line}."
    )
    env = environment(DEBIAN_FRONTEND="noninteractive")
    with step(f"Installing {', '.join(missing)}"):
        # An installation that was cut off has to be finished first.
        with suppress(Problem):
            run([*prefix, "dpkg", "--configure", "-a"], problem, shown=0, env=env)
        run([*prefix, "apt-get", "update"], problem, env=env)
        run([*prefix, *install, *WAIT_FOR_OTHERS], problem, env=env)


def _can_sudo():
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
