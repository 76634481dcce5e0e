"""Where our configuration stands on Odoo's command line."""

import odoo_cli
import pytest
from places import CHECKOUT


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "server -c CONFIG"),
        (["-d", "sales"], "server -c CONFIG -d sales"),
        (["shell", "-d", "sales"], "shell -c CONFIG -d sales"),
        (["i18n", "export", "-d", "sales"], "i18n export -c CONFIG -d sales"),
        (["i18n"], "i18n"),
        (
            ["pbx_listener", "-d", "sales"],
            f"--addons-path={CHECKOUT} pbx_listener -c CONFIG -d sales",
        ),
        (["scaffold", "addon"], "scaffold addon"),
    ],
)
def test_configuration_stands_where_odoo_takes_it(words, expected):
    line = odoo_cli.command(words, "CONFIG")
    assert " ".join(line[line.index(str(odoo_cli.LAUNCHER)) + 1 :]) == expected
