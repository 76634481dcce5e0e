"""Installed and removed again, one after the other: the client's database is what it was."""

import subprocess

import databases
import odoo_cli
import odoo_source
import postgres
import pytest

DATABASE = "se_test_uninstall"
CORE, TELEPHONY = "sales_efficiency", "sales_efficiency_telephony"
UNINSTALL = """
addon = env["ir.module.module"].search([("name", "=", {name!r})])
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
def run():
    """Run Odoo on a database that has what we build on and no more.

    :return: a function of Odoo's words and a script, and the database server
    """
    source = odoo_source.ensure()
    server = postgres.ensure()
    databases.copy(server, databases.ensure_base(server, source, demo=False), DATABASE)
    config = odoo_cli.write_config(source, server, name=f"{DATABASE}.conf")

    def run_odoo(words, script=None):
        done = subprocess.run(
            odoo_cli.command([*words, "-d", DATABASE, "--log-level=warn"], config),
            input=script,
            capture_output=True,
            text=True,
            env=odoo_cli.env(server),
        )
        assert done.returncode == 0, done.stderr[-3000:]
        assert " ERROR " not in done.stderr, done.stderr[-3000:]

    yield run_odoo, server
    databases.drop(server, DATABASE)
    config.unlink()


def _snapshot(server):
    queries = {"columns": COLUMNS, "indexes": INDEXES, **RECORDS}
    return {
        name: server.psql(sql, DATABASE).splitlines() for name, sql in queries.items()
    }


def _compare(before, after):
    for name, rows in before.items():
        assert after[name] == rows, name


def test_removal_leaves_the_database_as_it_was(run):
    run_odoo, server = run
    before = _snapshot(server)
    run_odoo(["server", "-i", CORE, "--stop-after-init"])
    core = _snapshot(server)
    assert any("sales_plan_line.target" in column for column in core["columns"])
    run_odoo(["server", "-i", TELEPHONY, "--stop-after-init"])
    both = _snapshot(server)
    assert any("pbx_call.talk_seconds" in column for column in both["columns"])
    run_odoo(["shell", "--no-http"], UNINSTALL.format(name=TELEPHONY))
    _compare(core, _snapshot(server))
    run_odoo(["shell", "--no-http"], UNINSTALL.format(name=CORE))
    _compare(before, _snapshot(server))
