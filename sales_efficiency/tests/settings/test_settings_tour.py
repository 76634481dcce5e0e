from odoo.tests import HttpCase, freeze_time, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSettingsTour(SalesEfficiencyCommon, HttpCase):
    """On the 11th of 23 working days anna has 80 % of what is expected, boris 120 %."""

    def test_settings_and_the_board_that_follows(self):
        self.startPatcher(freeze_time("2025-10-15 12:00:00"))
        self.ada.group_ids += self.env.ref("base.group_system")
        self._create_plan("2025-10-01", dict.fromkeys(self.anna | self.boris, 23_000))
        self._create_order(self.anna, 8_800, "2025-10-02 10:00:00")
        self._create_order(self.boris, 13_200, "2025-10-03 10:00:00")
        self.start_tour(
            "/odoo/action-sales_efficiency.res_config_settings_action",
            "sales_efficiency_settings",
            login=self.ada.login,
        )
        self.assertEqual(self.company.sales_today_rule, "next")
        self.assertEqual(
            (
                self.company.sales_pace_ahead,
                self.company.sales_pace_on,
                self.company.sales_pace_behind,
            ),
            (140, 85, 50),
        )
