"""Odoo 19 itself: the user's own (``ODOO_HOME``), or Debian's package, unpacked
privately.

Debian's ``odoo-19`` is in the unstable suite only; nothing of that suite is installed.
A private apt configuration reads the machine's own sources with the suite changed.
"""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from children import environment, run
from console import Problem, step
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
#: What Odoo takes while it is fetched and unpacked, with its environment and a database.
SPACE_MB = 2000
REMEDY = (
    "check the network and apt's sources, then try again; or set ODOO_HOME to an Odoo 19 "
    "you have"
)


def ensure():
    """Return the folder that holds the ``odoo`` package, fetching it if need be.

    :raise Problem: if ``ODOO_HOME`` is no Odoo 19 or the download fails
    """
    if os.environ.get("ODOO_HOME"):
        return _own(Path(os.environ["ODOO_HOME"]).expanduser().resolve())
    complete = ODOO_TREE / "complete"
    if not complete.exists():
        _check_space()
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


def _check_space():
    """Refuse to begin where it cannot end: apt waits for ever on a disk that is full."""
    STATE.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(STATE).free // 1_000_000
    if free < SPACE_MB:
        raise Problem(
            f"{STATE} has {free} MB free and Odoo needs {SPACE_MB}: free some space, or "
            "set SALES_EFFICIENCY_HOME to a folder on another disk."
        )


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
            f"{deb.name} is broken: free some space, {REMEDY}.",
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
    (apt / "sources.list").write_text(read_sources(suite, apt / "sources.d"))
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
    # A mirror that has not what we ask for is for the download to complain about.
    with suppress(Problem):
        run(["apt-get", "-q", "update"], problem, LOGS / "apt-update.log", 0, env=env)
    run(
        ["apt-get", "-q", "download", *packages],
        problem,
        LOGS / "apt-download.log",
        env=env,
        cwd=debs,
    )


def read_sources(suite, parts, etc=Path("/etc/apt")):
    """Copy apt's sources of the distribution, of either form, with another suite.

    :param suite: name of the suite, ``None`` for the machine's own
    :param Path parts: folder that gets the files of stanzas
    :return: sources of the one-line form
    """
    folder = etc / "sources.list.d"
    lines = []
    for path in [etc / "sources.list", *sorted(folder.glob("*.list"))]:
        if path.exists():
            lines += path.read_text().splitlines()
    for path in sorted(folder.glob("*.sources")):
        stanzas = re.split(r"\n\s*\n", path.read_text().strip())
        if kept := [stanza for stanza in stanzas if _is_main_stanza(stanza)]:
            (parts / path.name).write_text(_change_stanza(kept[0], suite) + "\n")
    lines = [_change_line(line, suite) for line in lines if _is_main_line(line)]
    return "".join(line + "\n" for line in lines)


def _is_release(suites, components):
    """Tell a release of the distribution from its updates and the sources of others."""
    return "main" in components and any(
        re.fullmatch(r"[a-z]+", suite) for suite in suites
    )


def _is_main_line(line):
    fields = re.sub(r"\[[^]]*\]", "", line).split()
    return (
        len(fields) > 3
        and fields[0] == "deb"
        and not fields[1].startswith("cdrom:")
        and _is_release([fields[2]], fields[3:])
    )


def _is_main_stanza(stanza):
    fields = dict(re.findall(r"(?m)^([A-Za-z-]+):[ \t]*(.*)$", stanza))
    return fields.get("Enabled", "yes").strip() != "no" and _is_release(
        fields.get("Suites", "").split(), fields.get("Components", "").split()
    )


def _change_line(line, suite):
    match = re.match(r"(deb\s+(?:\[[^]]*\]\s+)?\S+\s+)(\S+)(.*)", line.strip())
    return f"{match[1]}{suite or match[2]}{match[3]}"


def _change_stanza(stanza, suite):
    stanza = re.sub(r"(?m)^Types:.*$", "Types: deb", stanza)
    return re.sub(r"(?m)^Suites:.*$", f"Suites: {suite}", stanza) if suite else stanza


def _repoint_links(tree):
    """Make the package's absolute links to system files point into the tree."""
    for folder, folders, files in os.walk(tree):
        for name in folders + files:
            path = Path(folder, name)
            if path.is_symlink() and os.readlink(path).startswith("/usr/share"):
                target = str(tree) + os.readlink(path)
                path.unlink()
                path.symlink_to(target)
