from datetime import datetime

from odoo.tests import tagged

from ..screens import Screen, ScreenCase
from .common import FunnelDeals

PAGE = "/odoo/sales-funnel"


@tagged("post_install", "-at_install", "sales_screens")
class TestFunnelScreens(FunnelDeals, ScreenCase):
    """The funnel as it is seen: on a wide screen and a phone, dark, right to left."""

    now = datetime.now().replace(microsecond=0)

    def setUp(self):
        super().setUp()
        self.talk.name = "Conversation about what is needed, by whom, when and why"
        self.env["sales.funnel"].search([]).active = False
        self.funnel = self.env["sales.funnel"].create(
            {"name": "By Salesperson", "split_by": "user_id"}
        )

    def _play(self):
        """Let everybody lose half of the deals early, and Boris most of his offers."""
        self.boris.name = "Boris Bartholomew Featherstonehaugh-Cholmondeley of Brussels"
        for user, lost_offers in ((self.anna, 2), (self.boris, 18), (self.carl, 3)):
            deals = self._create_deals(
                80, user=user, days_ago=60, expected_revenue=123_456
            )
            self._move(deals[:40], self.talk, 50)
            self._lose(deals[40:75], 45)
            self._move(deals[:24], self.offer, 30)
            self._move(deals[23:26], self.first, 28)
            self._lose(deals[:lost_offers], 20, self.rude)
            self._win(deals[lost_offers:22], 10)
            self._create_deals(30, user=user, days_ago=120)

    def test_every_look(self):
        self._play()
        self.look_around(
            self.max,
            Screen("funnel", PAGE, ".o_funnel_page", ".o_funnel_verdict"),
            Screen(
                "funnel_segment",
                "",
                ".o_funnel_page",
                steps=(".o_funnel_segments tbody tr:nth-child(2) .btn-secondary",),
            ),
            Screen("funnels", "/odoo/sales-funnels", ".o_kanban_record, .o_data_row"),
        )

    def test_nothing_there(self):
        self.look("funnel_empty", PAGE, self.anna.login, ".o_funnel_page")
