import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..screens import Screen, ScreenCase
from .common import DealSizeCommon

CARDS = ".o_deal_size_ask, .o_deal_size_tiles, .o_deal_size_card"


@tagged("post_install", "-at_install", "sales_screens")
class TestDealSizeScreens(DealSizeCommon, ScreenCase):
    """The sizes of a department that sells coffee, as they are seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        dice = random.Random(1940)
        today = fields.Date.today()
        goods = cls.beans | cls.ground | cls.espresso | cls.contract
        cls.boris.name = "Boris Konstantinovich von Habsburg-Lothringen"
        rows = []
        for user, size in ((cls.anna, 6), (cls.boris, 7.5), (cls.carl, 7)):
            for _index in range(45):
                lines = [
                    cls._prepare_line(good, dice.lognormvariate(size, 0.8))
                    for good in dice.sample(list(goods), dice.randint(1, 3))
                ]
                day = today - timedelta(days=dice.randint(1, 150))
                rows.append((user, str(day), lines))
        rows += [(cls.carl, str(today), [cls.espresso, cls.contract])] * 25
        rows += [(cls.carl, str(today), [cls.espresso, cls.beans])] * 9
        rows += [(cls.carl, str(today), [cls.ground])] * 60
        cls._create_offers(rows)
        cls.offer = cls._create_offers(
            [(cls.anna, str(today), [cls.espresso])], state="draft"
        )
        deals = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {index}",
                    "type": "opportunity",
                    "user_id": cls.anna.id,
                    "team_id": cls.north.id,
                    "company_id": cls.company.id,
                    "sales_product_categ_id": cls.coffee.id,
                }
                for index in range(30)
            ]
        )
        cls.env["calendar.event"].create(
            [
                {
                    "name": "Tasting",
                    "start": fields.Datetime.now() - timedelta(days=3),
                    "stop": fields.Datetime.now() - timedelta(days=2),
                    "user_id": cls.anna.id,
                    "opportunity_id": deal.id,
                    "sales_outcome": "held",
                }
                for deal in deals
            ]
        )
        cls.env.flush_all()

    def setUp(self):
        # Browsers know nothing of frozen time.
        super(DealSizeCommon, self).setUp()

    def test_every_look(self):
        person = ".o_size_people tbody tr:first-child .o_size_person"
        rows = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
        self.look_around(
            self.max,
            Screen("deal_size", "/odoo/sales-deal-size", CARDS),
            Screen(
                "deal_size_person",
                "/odoo/sales-deal-size",
                CARDS,
                ready=".o_size_shown",
                steps=(person,),
            ),
            Screen("offers", "/odoo/sales-offers?view_type=list", rows),
            Screen("bought_together", "/odoo/sales-bought-together", rows),
            Screen("effort", "/odoo/sales-effort", ".o_breadcrumb", ".o_pivot"),
            Screen(
                "bought_with",
                f"/odoo/action-sale.action_quotations/{self.offer.id}",
                ".o_bought_with",
            ),
        )

    def test_salesperson(self):
        self.look_around(
            self.anna, Screen("deal_size_own", "/odoo/sales-deal-size", CARDS)
        )

    def test_nothing(self):
        other = self._create_user("olga", "group_sales_efficiency_leader")
        self.look_around(
            other, Screen("deal_size_empty", "/odoo/sales-deal-size", CARDS)
        )
