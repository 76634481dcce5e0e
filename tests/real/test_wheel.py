"""The wheel holds every file of the addons, and an Odoo it is put beside installs it."""

import shutil
import subprocess
import zipfile

import databases
import odoo_cli
import odoo_source
import postgres
import pytest
from places import CHECKOUT, PYTHON, addons, tracked

SCRIPT = """
modules = env["ir.module.module"]
modules.update_list()
found = modules.search([("name", "=", {name!r})])
print("STATE", found.state, bool(found.icon_image))
found.button_immediate_install()
from odoo.modules import Manifest
print("PATH", Manifest.for_addon({name!r}).path)
print("STATE", env["ir.module.module"].search([("name", "=", {name!r})]).state)
"""


def run(*words, **kwargs):
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, **kwargs
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from what git lists, so that nothing else lends a hand."""
    source = tmp_path_factory.mktemp("source")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, source / name)
    folder = tmp_path_factory.mktemp("wheel")
    run(PYTHON, "-m", "pip", "wheel", "--no-deps", "--no-index", "--no-build-isolation",
        "-w", folder, ".", cwd=source)  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_every_file(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    names = [addon.name for addon in addons()]
    assert packed == {f"odoo/addons/{name}" for name in tracked(*names)}


def test_odoo_installs_addons_from_the_wheel(wheel, tmp_path):
    site = tmp_path / "site-packages"
    run(PYTHON, "-m", "pip", "install", "--no-deps", "--no-index", "--target", site,
        wheel)  # fmt: skip
    server, source = postgres.ensure(), odoo_source.ensure()
    database = databases.passing_name("test") + "_wheel"
    databases.copy(server, databases.ensure_base(server, source, demo=False), database)
    config = odoo_cli.write_config(
        source, server, odoo_cli.free_port(), f"{database}.conf", ours=None
    )
    try:
        for name in (addon.name for addon in addons()):
            words = ["shell", "-d", database, "--no-http", "--log-level=warn"]
            printed = run(
                *odoo_cli.command(words, config),
                input=SCRIPT.format(name=name),
                env=odoo_cli.env(server) | {"PYTHONPATH": str(site)},
                cwd=tmp_path,
            )
            assert printed.splitlines() == [
                "STATE uninstalled True",
                f"PATH {site / 'odoo' / 'addons' / name}",
                "STATE installed",
            ]
    finally:
        config.unlink()
        databases.drop(server, database)
