"""A real Asterisk and SIPp, fetched as Odoo is: Debian's packages, unpacked privately.

The machine's own release has no Asterisk; a private apt reads the machine's own sources
with the suite changed. Nothing is installed, and nothing of it needs root: programs are
started by the loader and the libraries that came with them.
"""

import os
import shutil
import subprocess
from pathlib import Path

import locks
import odoo_source
from children import environment
from places import STATE

HOME = STATE / "pbx"
PACKAGES = ("asterisk", "sip-tester")
#: The first that has it; each is a suite of the distribution the machine's mirror holds.
SUITES = ("forky", "sid")
#: What nobody here reads.
LEFT_OUT = (
    "./usr/share/doc",
    "./usr/share/man",
    "./usr/share/locale",
    "./usr/share/info",
    "./usr/share/perl*",
    "./usr/share/zoneinfo",
    "./usr/lib/*/perl*",
    "./usr/lib/python3*",
    "./usr/lib/*/gconv",
)


class NoPbx(Exception):
    """The packages cannot be had on this machine; the text says why."""


@locks.alone
def ensure():
    """Return the folder of the unpacked programs, fetching them if need be.

    :raise NoPbx: if they cannot be had
    """
    root, complete = HOME / "root", HOME / "complete"
    if complete.exists():
        return root
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise NoPbx("Asterisk is fetched with apt-get, which this machine has not.")
    reasons = []
    for suite in SUITES:
        shutil.rmtree(HOME, ignore_errors=True)
        try:
            _unpack(_fetch(suite), root)
        except subprocess.CalledProcessError as error:
            reasons.append(f"{suite}: {error.stderr.strip()[-300:]}")
            continue
        shutil.rmtree(HOME / "apt")
        complete.touch()
        return root
    raise NoPbx(f"Asterisk cannot be fetched: {'; '.join(reasons)}")


def _fetch(suite):
    """Download the packages and all they need; return the files."""
    apt = HOME / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "sources.d", "state"):
        (apt / folder).mkdir(parents=True)
    # An empty status: nothing is installed, so everything needed is fetched.
    (apt / "status").touch()
    (apt / "sources.list").write_text(
        odoo_source.read_sources(suite, apt / "sources.d")
    )
    (apt / "apt.conf").write_text(
        f"""
        Dir::Etc::sourcelist "{apt}/sources.list";
        Dir::Etc::sourceparts "{apt}/sources.d";
        Dir::State "{apt}/state";
        Dir::State::lists "{apt}/lists";
        Dir::State::status "{apt}/status";
        Dir::Cache "{apt}/cache";
        Dir::Cache::archives "{apt}/cache/archives";
        Acquire::Languages "none";
        APT::Install-Recommends "false";
        APT::Sandbox::User "";
        """
    )
    env = environment(APT_CONFIG=apt / "apt.conf")
    _run(["apt-get", "-qq", "update"], env)
    _run(["apt-get", "-qq", "-y", "--download-only", "install", *PACKAGES], env)
    return sorted((apt / "cache/archives").glob("*.deb"))


def _unpack(debs, root):
    # Newer packages keep everything below usr/.
    for name in ("bin", "sbin", "lib", "lib64"):
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")
    left_out = [f"--exclude={pattern}" for pattern in LEFT_OUT]
    for deb in debs:
        content = subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE
        )
        # Device files and the like are refused to who is not root; none is wanted.
        subprocess.run(
            [
                "tar",
                "-x",
                "--keep-directory-symlink",
                "--no-same-owner",
                *left_out,
                "-C",
                root,
            ],
            stdin=content.stdout,
            stderr=subprocess.DEVNULL,
        )
        content.stdout.close()
        content.wait()


def command(root, program):
    """Return how to start a program of the folder with its own libraries."""
    loader = _find(root, "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1")
    libraries = sorted((root / "usr/lib").glob("*-linux-gnu"))
    path = os.pathsep.join(map(str, [*libraries, root / "usr/lib"]))
    return [str(loader), "--library-path", path, str(root / program)]


def get_modules(root):
    """Return the folder of Asterisk's modules."""
    return _find(root, "chan_pjsip.so").parent


def _find(root, *names):
    for name in names:
        for found in sorted((root / "usr").rglob(name)):
            return Path(found).resolve()
    raise NoPbx(f"The packages hold none of {', '.join(names)}.")


def _run(words, env):
    subprocess.run(words, env=env, check=True, capture_output=True, text=True)
