"""Time off that Odoo's own addon approves and refuses is an absence, and is none."""

from served import Served
from time_off_crowd import decide, get_meeting, set_up


def test_time_off_is_an_absence():
    with Served("se_test_time_off", modules=["hr_holidays"]) as odoo:
        odoo.call(set_up)
        assert odoo.call(decide, None) == "away", "asked for, not approved"
        assert odoo.call(decide, "action_approve") == "deputy"
        # The meeting of the time off itself stays.
        assert odoo.call(get_meeting) == ["hr.leave", "away", 0]
        assert odoo.call(decide, "action_refuse") == "away"
        lines = "SELECT string_agg(state, ',') FROM sales_handover_line"
        assert odoo.query(lines) == "returned"
