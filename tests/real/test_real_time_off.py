"""Time off that Odoo's own addon approves and refuses is an absence, and is none."""

from shells import Shells
from time_off_checks import CHECK, PREPARE


def test_time_off_is_an_absence():
    with Shells("se_test_time_off", modules=["hr_holidays"]) as shells:
        shells.run_at_once(PREPARE)
        shells.run_at_once(CHECK)
        lines = "SELECT string_agg(state, ',') FROM sales_handover_line"
        assert shells.ask(lines) == "returned"
