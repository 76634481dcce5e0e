"""Installed and removed again: the client's database is what it was before."""

import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT / "devkit"))
import databases  # noqa: E402
import odoo_cli  # noqa: E402
import odoo_source  # noqa: E402
import postgres  # noqa: E402

DATABASE = "se_test_uninstall"
UNINSTALL = """
addon = env["ir.module.module"].search([("name", "=", "sales_efficiency")])
addon.button_immediate_uninstall()
env.cr.commit()
"""
COLUMNS = """
    SELECT table_name || '.' || column_name || ' ' || data_type
      FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1
"""
INDEXES = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
#: What users own and an addon might have touched: one line a record.
RECORDS = {
    "crons": "SELECT cron_name FROM ir_cron ORDER BY 1",
    "groups of users": "SELECT gid, uid FROM res_groups_users_rel ORDER BY 1, 2",
    "implied groups": "SELECT gid, hid FROM res_groups_implied_rel ORDER BY 1, 2",
    "access": "SELECT name FROM ir_model_access ORDER BY 1",
    "rules": "SELECT name FROM ir_rule ORDER BY 1",
    "menus": "SELECT name->>'en_US' FROM ir_ui_menu ORDER BY 1",
    "views": "SELECT name FROM ir_ui_view ORDER BY 1",
    "settings": "SELECT key FROM ir_config_parameter ORDER BY 1",
    "clients": "SELECT id, name FROM res_partner ORDER BY 1",
    "orders": "SELECT id, name, state, amount_total FROM sale_order ORDER BY 1",
    "leads": "SELECT id, name, stage_id FROM crm_lead ORDER BY 1",
}


@pytest.fixture
def server():
    """The database server, with a database that has what we build on, and no more."""
    source = odoo_source.ensure()
    server = postgres.ensure()
    base = databases.ensure_base(server, source, demo=False)
    databases.copy(server, base, DATABASE)
    yield server
    databases.drop(server, DATABASE)


def _snapshot(server):
    queries = {"columns": COLUMNS, "indexes": INDEXES, **RECORDS}
    return {
        name: server.psql(sql, DATABASE).splitlines() for name, sql in queries.items()
    }


def _run(server, words, script=None):
    done = odoo_cli.run_script(odoo_source.ensure(), server, words, script)
    assert done.returncode == 0, done.stderr[-3000:]
    assert " ERROR " not in done.stderr, done.stderr[-3000:]


def test_removal_leaves_the_database_as_it_was(server):
    before = _snapshot(server)
    words = ["-d", DATABASE, "--log-level=warn"]
    _run(server, ["server", *words, "-i", "sales_efficiency", "--stop-after-init"])
    installed = _snapshot(server)
    assert any("sales_plan_line.target" in column for column in installed["columns"])
    _run(server, ["shell", *words, "--no-http"], UNINSTALL)
    after = _snapshot(server)
    for name, rows in before.items():
        assert after[name] == rows, name
