from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import LOOKS, Screen, ScreenCase


@tagged("post_install", "-at_install", "sales_screens")
class TestFactScreens(BoardCommon, ScreenCase):
    def test_wide_dark_and_turned(self):
        self.client.name = "Westdeutsche Maschinenbau- und Anlagentechnik Holding"
        for user in self.crowd[:12]:
            self._create_order(user, 1_234_567.5, f"{self.start} 10:00:00")
        path = "/odoo/action-sales_efficiency.sales_fact_action?view_type="
        looks = [look for look in LOOKS if look.name != "phone"]
        self.look_around(
            self.max,
            Screen("facts_graph", f"{path}graph", ".o_graph_renderer", "canvas"),
            Screen("facts_list", f"{path}list", ".o_list_table"),
            looks=looks,
        )

    def test_phone(self):
        self.client.name = "Westdeutsche Maschinenbau- und Anlagentechnik Holding"
        self._create_order(self.anna, 1_234_567.5, f"{self.start} 10:00:00")
        path = "/odoo/sales-facts"
        looks = [look for look in LOOKS if look.name == "phone"]
        self.look_around(
            self.max, Screen("facts", path, ".o_kanban_record"), looks=looks
        )
