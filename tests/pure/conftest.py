"""Loads the addons' ``tools`` by path: no Odoo, no database, no ``__init__`` of an addon."""

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the arithmetic.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy")

CHECKOUT = Path(__file__).resolve().parents[2]
ADDONS = sorted(path.parent for path in CHECKOUT.glob("*/__manifest__.py"))


def load_tools(addon):
    """Import ``<addon>/tools`` as the package ``<addon>_tools`` and return its modules.

    :return: ``{name: module}``
    """
    package = f"{addon.name}_tools"
    folder = addon / "tools"
    if package not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            package, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        sys.modules[package] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[package])
    names = [
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in sorted(folder.rglob("*.py"))
        if path.stem != "__init__"
    ]
    return {name: importlib.import_module(f"{package}.{name}") for name in names}


ALL_TOOLS = {
    f"{addon.name}/{name}": module
    for addon in ADDONS
    if (addon / "tools").is_dir()
    for name, module in load_tools(addon).items()
}


@pytest.fixture(params=ALL_TOOLS.values(), ids=ALL_TOOLS.keys())
def each_tool(request):
    """Every module of arithmetic, one at a time."""
    return request.param


@pytest.fixture(scope="session")
def tools():
    """The arithmetic of the core addon: ``tools["pace"]`` and so on."""
    return load_tools(CHECKOUT / "sales_efficiency")


@pytest.fixture(scope="session")
def phone_tools():
    """The arithmetic of telephony: ``phone_tools["parsers.asterisk_ami"]`` and so on."""
    return load_tools(CHECKOUT / "sales_efficiency_telephony")


@pytest.fixture(scope="session")
def mailing_tools():
    """The arithmetic of mailing: ``mailing_tools["chain_flow"]`` and so on."""
    return load_tools(CHECKOUT / "sales_efficiency_mailing")
