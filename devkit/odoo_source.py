"""Odoo 19 itself: the user's own (``ODOO_HOME``), or Debian's package, unpacked
privately.

Debian's ``odoo-19`` is in the unstable suite only; nothing of that suite is installed.
A private apt configuration reads the machine's own sources with the suite changed.
"""

import os
import re
import shutil
from pathlib import Path

from console import Problem, environment, run, step
from places import LOGS, ODOO_TREE, STATE

SUITE = "sid"
FROM_SUITE = (
    "odoo-19",
    "fonts-montserrat",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
#: Odoo wants version 4 of this font, which the unstable suite has left behind.
FROM_RELEASE = ("fonts-font-awesome",)
PACKAGES = Path("usr/lib/python3/dist-packages")
#: Debian leaves this file out; its absence logs an error that fails every browser tour.
LEFT_OUT = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
REMEDY = "check the network and apt's sources, then try again"


def ensure():
    """Return the folder that holds the ``odoo`` package, fetching it if need be.

    :raise Problem: if ``ODOO_HOME`` is no Odoo 19 or the download fails
    """
    if os.environ.get("ODOO_HOME"):
        return _own(Path(os.environ["ODOO_HOME"]).expanduser().resolve())
    complete = ODOO_TREE / "complete"
    if not complete.exists():
        with step("Fetching Odoo 19 (120 MB)"):
            shutil.rmtree(ODOO_TREE, ignore_errors=True)
            _fetch(ODOO_TREE)
            complete.touch()
    return ODOO_TREE / PACKAGES


def addons_paths(source):
    """Return the addons folders of an Odoo, those beside a source checkout included."""
    paths = [source / "odoo" / "addons"]
    if (source / "addons").is_dir():
        paths.append(source / "addons")
    return paths


def version(source):
    """Return the release line of an Odoo, to key prepared databases."""
    return (source / "odoo" / "release.py").read_text()


def _own(home):
    """Accept a source checkout, or a folder that holds the ``odoo`` package."""
    release = home / "odoo" / "release.py"
    if not release.exists():
        raise Problem(
            f"ODOO_HOME={home} holds no odoo/release.py: set it to the folder of an Odoo 19 "
            "source checkout, or unset it to have Odoo fetched."
        )
    if not re.search(r"version_info\s*=\s*\(\D*19\b", release.read_text()):
        raise Problem(f"ODOO_HOME={home} is not Odoo 19: set it to one, or unset it.")
    return home


def _fetch(tree):
    debs = STATE / "debs"
    shutil.rmtree(debs, ignore_errors=True)
    debs.mkdir(parents=True)
    tree.mkdir(parents=True, exist_ok=True)
    _download(debs, SUITE, FROM_SUITE)
    _download(debs, None, FROM_RELEASE)
    for deb in sorted(debs.glob("*.deb")):
        run(
            ["dpkg", "-x", deb, tree],
            f"{deb.name} is broken: remove {STATE} and {REMEDY}.",
        )
    _repoint_links(tree)
    left_out = tree / PACKAGES / "odoo" / LEFT_OUT
    left_out.parent.mkdir(parents=True, exist_ok=True)
    left_out.touch()
    shutil.rmtree(debs)


def _download(debs, suite, packages):
    """Download packages of a suite (``None``: the machine's own) with a private apt."""
    apt = debs / f"apt-{suite or 'release'}"
    for folder in ("lists/partial", "cache/archives/partial", "sources.d", "state"):
        (apt / folder).mkdir(parents=True)
    (apt / "status").touch()
    (apt / "sources.list").write_text(_read_sources(suite, apt / "sources.d"))
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
        APT::Sandbox::User "";
        """
    )
    env = environment(APT_CONFIG=apt / "apt.conf")
    problem = f"Odoo could not be fetched: {REMEDY}."
    run(["apt-get", "-q", "update"], problem, LOGS / "apt-update.log", env=env)
    run(
        ["apt-get", "-q", "download", *packages],
        problem,
        LOGS / "apt-download.log",
        env=env,
        cwd=debs,
    )


def _read_sources(suite, parts):
    """Copy the machine's apt sources, of either form, with another suite."""
    etc = Path("/etc/apt")
    one_line = []
    for path in [
        etc / "sources.list",
        *sorted((etc / "sources.list.d").glob("*.list")),
    ]:
        if path.exists():
            one_line += path.read_text().splitlines()
    for path in sorted((etc / "sources.list.d").glob("*.sources")):
        stanzas = [
            _change_stanza(stanza, suite)
            for stanza in re.split(r"\n\s*\n", path.read_text())
            if "debian-security" not in stanza and "URIs:" in stanza
        ]
        if stanzas:
            (parts / path.name).write_text("\n\n".join(stanzas[:1]) + "\n")
    lines = [_change_line(line, suite) for line in one_line if _is_main(line)]
    return "\n".join(lines[:1]) + "\n"


def _is_main(line):
    """Tell whether a one-line source is of the release itself, not of its updates."""
    fields = re.sub(r"\[[^]]*\]", "", line).split()
    return (
        len(fields) > 3
        and fields[0] == "deb"
        and not fields[2].endswith(("-security", "-updates", "-backports", "/updates"))
    )


def _change_line(line, suite):
    if suite is None:
        return line
    match = re.match(r"(deb\s+(?:\[[^]]*\]\s+)?\S+\s+)(\S+)(.*)", line.strip())
    return f"{match[1]}{suite}{match[3]}"


def _change_stanza(stanza, suite):
    if suite is None:
        return stanza
    return re.sub(r"(?m)^Suites:.*$", f"Suites: {suite}", stanza)


def _repoint_links(tree):
    """Make the package's absolute links to system files point into the tree."""
    for folder, folders, files in os.walk(tree):
        for name in folders + files:
            path = Path(folder, name)
            if path.is_symlink() and os.readlink(path).startswith("/usr/share"):
                target = str(tree) + os.readlink(path)
                path.unlink()
                path.symlink_to(target)
