"""The shape of the tree, held by tests: who may know whom, and that nothing is forgotten."""

import ast
import re
from graphlib import TopologicalSorter

import pytest
from places import addons

ADDONS = addons()

#: Which capability of ``models/`` may name models of which other one.
ARROWS = {
    "board": {"plan", "organization", "metric", "live"},
    "digest": {"board", "plan", "metric"},
    "plan": {"live", "metric"},
    "organization": {"live", "metric", "kept"},
    "distribution": {"intake", "kept"},
    "replay": {"distribution", "intake"},
    "reminder": {"board", "organization", "plan"},
    "handover": {"plan", "organization"},
    "contact": {"reminder", "metric"},
    "funnel": set(),
    "script": {"kept", "published"},
    "efficiency": {"plan", "metric", "reminder"},
    "deal_size": set(),
    "load": {"handover", "distribution", "organization"},
    "absence": {"handover", "distribution"},
    "settings": {"metric"},
    "intake": {"kept"},
    "meeting": set(),
    "metric": {"kept"},
    "crm": set(),
    "live": {"metric"},
    "public": set(),
    "kept": set(),
    "published": set(),
    # Telephony
    "provider": set(),
    "call": {"provider"},
    "event": {"provider", "call", "recording"},
    "recording": {"provider", "call"},
    "review": {"recording", "call"},
    # Mailing
    "topic": set(),
    "trace": {"topic"},
    "sending": {"trace"},
    "chain": {"topic", "trace", "sending"},
    "choice": {"topic", "chain"},
    "subject": {"chain", "trace"},
    "offer": {"chain"},
    "invitation": {"chain"},
    "feedback": {"chain"},
    "care": {"chain", "trace", "choice"},
}


def _python_files(addon):
    return [path for path in addon.rglob("*.py") if "__pycache__" not in path.parts]


def _own_models(addon):
    """Return ``{model: capability}`` of the models the addon itself defines."""
    owners = {}
    for path in (addon / "models").glob("*/*.py"):
        for name in re.findall(r'^    _name = "([^"]+)"', path.read_text(), re.M):
            owners[name] = path.parent.name
    return owners


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_tools_know_no_odoo(addon):
    for path in (addon / "tools").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            assert not any(name.split(".")[0] == "odoo" for name in names), path
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now", "random"), (
                    f"{path} reads the clock"
                )


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_capabilities_point_one_way(addon):
    owners = _own_models(addon)
    graph = {}
    for path in (addon / "models").glob("*/*.py"):
        capability = path.parent.name
        named = set(
            re.findall(r'"((?:sales|pbx|mailing)\.[a-z_.]+)"', path.read_text())
        )
        others = {owners[name] for name in named if name in owners} - {capability}
        assert others <= ARROWS[capability], f"{path}: {capability} names {others}"
        graph.setdefault(capability, set()).update(others)
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_manifest_lists_every_file_once(addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    listed = manifest["data"] + manifest.get("demo", [])
    assert len(listed) == len(set(listed))
    for name in listed:
        assert (addon / name).exists(), name
    folders = ("data", "demo", "report", "security", "views", "wizards")
    there = {
        str(path.relative_to(addon))
        for folder in folders
        for path in (addon / folder).rglob("*")
        if path.suffix in (".xml", ".csv")
    }
    assert there == set(listed)


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_every_module_is_imported(addon):
    """A Python file that its package does not import is a test or model nobody runs."""
    for path in _python_files(addon):
        if path.stem in ("__init__", "__manifest__", "common", "hooks"):
            continue
        init = path.parent / "__init__.py"
        # What tests share is imported by the tests that use it.
        if "tests" in path.parts and not path.stem.startswith("test_"):
            continue
        if {"tools", "cli", "listener"} & set(path.parts) or not init.exists():
            continue
        assert re.search(rf"\b{path.stem}\b", init.read_text()), path


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_scripts_and_styles_are_in_a_bundle(addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    patterns = [
        entry if isinstance(entry, str) else entry[-1]
        for entries in manifest.get("assets", {}).values()
        for entry in entries
    ]
    bundled = set()
    for pattern in patterns:
        bundled.update(addon.parent.glob(pattern.removeprefix("/")))
    for folder in ("static/src", "static/tests"):
        for path in (addon / folder).rglob("*"):
            # Styles of tests are brought by the tests that look at them.
            if path.suffix == ".scss" and "tests" in path.parts:
                continue
            if path.suffix in (".js", ".xml", ".scss"):
                assert path in bundled, path
