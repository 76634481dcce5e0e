from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .common import MINUTE, MissedCommon

ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"


@tagged("post_install", "-at_install", "sales_screens")
class TestMissedScreens(MissedCommon, ScreenCase):
    """The list of missed calls and the question why nobody is to call back."""

    def test_every_look(self):
        now = datetime.now().replace(microsecond=0)
        self.prospect.name = "Compagnie Internationale des Grands Express Européens"
        for index, minutes in enumerate((2, 12, 75, 900, 4000)):
            number = f"+3221{index:06}"
            values = {"number": number, "phone_sanitized": number}
            at = now - minutes * MINUTE
            deal = self._create_deal(self.anna, name=f"Coffee machines, part {index}")
            partner = self.prospect if index % 2 else self.env["res.partner"]
            self._log(at, lead_id=deal.id, partner_id=partner.id, **values)
            if index == 3:
                self._log(at + MINUTE, direction="out", state="busy", **values)
                self._log(at + 2 * MINUTE, lead_id=deal.id, **values)
        done = {"number": "+3229000000", "phone_sanitized": "+3229000000"}
        self._log(now - timedelta(days=1), lead_id=deal.id, **done)
        self._log(now, [self.anna], direction="out", **done)
        self.look_around(
            self.max,
            Screen("missed_calls", "/odoo/sales-missed-calls", ROWS),
            Screen(
                "missed_dismiss",
                "/odoo/sales-missed-calls",
                ".modal-content",
                ready=".modal .o_form_view",
                steps=("button[name='action_dismiss']:not(.o_list_button_add)",),
            ),
        )
