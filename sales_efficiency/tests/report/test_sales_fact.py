from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import FactCommon


@tagged("post_install", "-at_install")
class TestSalesFact(FactCommon):
    """Orders as facts: when, whose, how much."""

    def test_order_changes_at_once(self):
        order = self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        self.assertEqual(self._total("order_revenue"), 500)
        order.date_order = "2017-09-01 10:00:00"
        self.assertEqual(self._total("order_revenue"), 0)
        order.date_order = "2017-08-31 10:00:00"
        self.assertEqual(self._total("order_revenue"), 500)
        order._action_cancel()
        self.assertEqual(self._total("order_revenue"), 0)
        order.action_draft()
        order.unlink()
        self.assertFalse(self._facts("order_revenue"))

    def test_order_reassigned(self):
        order = self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        order.write({"user_id": self.carl.id, "team_id": self.south.id})
        self.assertEqual(self._total("order_revenue"), 0)
        self.assertEqual(self._total("order_revenue", self.carl), 500)
        self.assertEqual(self._facts("order_revenue").team_id, self.south)

    def test_archived_salesperson_keeps_facts(self):
        self._create_order(self.boris, 500, "2017-08-03 10:00:00")
        self.boris.active = False
        self.assertEqual(self._total("order_revenue", self.boris), 500)

    def test_quotation_is_no_order(self):
        order = self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        order._action_cancel()
        order.action_draft()
        self.assertEqual(self._total("orders"), 0)
        order.action_quotation_sent()
        self.assertEqual(self._total("orders"), 0)

    def test_lines_of_all_kinds(self):
        """Sections and notes are no lines; what is given away counts with nothing."""
        order = self._create_order(
            self.anna,
            500,
            "2017-08-03 10:00:00",
            **self._order_values(
                [(self.product, 2, 100), (self.product, 1, 0), (self.product, -1, 30)]
            ),
        )
        order.write(
            {
                "order_line": [
                    Command.create({"display_type": "line_section", "name": "Extras"}),
                    Command.create({"display_type": "line_note", "name": "By hand"}),
                ]
            }
        )
        self.assertEqual(self._total("order_revenue"), 170)
        self.assertEqual(self._total("order_line_revenue"), 170)
        self.assertEqual(
            self._facts("order_line_revenue").mapped("value"), [200, 0, -30]
        )

    def test_order_for_nothing(self):
        self._create_order(self.anna, 0, "2017-08-03 10:00:00")
        self.assertEqual(self._total("orders"), 1)
        self.assertEqual(self._total("order_revenue"), 0)
        self.assertEqual(self._total("average_deal"), 0)

    def test_money_at_the_rate_of_its_day(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self._set_rate(dollar, "2017-08-01", 2)
        self._set_rate(dollar, "2017-08-10", 4)
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": dollar.id, "company_id": self.company.id}
        )
        self._create_order(
            self.anna, 600, "2017-08-03 10:00:00", pricelist_id=pricelist.id
        )
        late = self._create_order(
            self.anna, 600, "2017-08-12 10:00:00", pricelist_id=pricelist.id
        )
        expected = [300, 150]
        for code in ("order_revenue", "order_line_revenue"):
            self.assertEqual(self._facts(code).mapped("value"), expected)
        self._set_rate(dollar, "2017-08-20", 8)
        self.assertEqual(self._facts("order_revenue").mapped("value"), expected)
        self.assertEqual(
            self._facts("order_revenue").currency_id, self.company.currency_id
        )
        late.date_order = "2017-08-25 10:00:00"
        self.assertEqual(self._total("order_revenue"), 300 + 75)

    # ------------------------------------------------------------
    # DAYS
    # ------------------------------------------------------------

    def test_local_day(self):
        """Half past ten in the evening UTC is the next day in Brussels."""
        self._create_order(self.anna, 500, "2017-07-31 22:30:00")
        july = (date(2017, 7, 1), date(2017, 7, 31))
        self.assertEqual(self._total("order_revenue"), 500)
        self.assertEqual(self._total("order_revenue", days=july), 0)

    def test_day_of_the_team(self):
        """The team's zone counts where it has a schedule of its own."""
        self.south.sales_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Far",
                "tz": "America/New_York",
                "company_id": self.company.id,
            }
        )
        self._create_order(self.carl, 500, "2017-08-01 02:00:00")
        self._create_order(self.anna, 500, "2017-08-01 02:00:00")
        days = self._facts("orders").mapped("date")
        self.assertEqual(sorted(map(str, days)), ["2017-07-31", "2017-08-01"])

    def test_summer_time(self):
        """Clocks in Brussels went back on 29 October 2017, at three in the morning."""
        self._create_order(self.anna, 1, "2017-10-28 22:30:00")
        self._create_order(self.anna, 1, "2017-10-29 22:30:00")
        self._create_order(self.anna, 1, "2017-10-29 23:30:00")
        self.assertEqual(
            [str(day) for day in self._facts("orders").mapped("date")],
            ["2017-10-29", "2017-10-29", "2017-10-30"],
        )

    # ------------------------------------------------------------
    # QUOTATIONS
    # ------------------------------------------------------------

    def test_quotation_sent(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.anna.id,
                "company_id": self.company.id,
                **self._order_values([(self.product, 1, 50)]),
            }
        )
        self.assertFalse(self._facts("quotations_sent"))
        order.action_quotation_sent()
        order.sales_sent_at = "2017-08-03 10:00:00"
        self.assertEqual(self._total("quotations_sent"), 1)
        order.action_confirm()
        order.date_order = "2017-08-20 10:00:00"
        self.assertEqual(str(self._facts("quotations_sent").date), "2017-08-03")
        order._action_cancel()
        self.assertEqual(self._total("quotations_sent"), 0)

    def test_order_entered_afterwards_was_sent_by_then(self):
        order = self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        self.assertEqual(order.sales_sent_at, order.date_order)
        self.assertEqual(self._total("quotations_sent"), 1)
        self.assertEqual(self._total("quotation_conversion"), 100)

    # ------------------------------------------------------------
    # RATIOS
    # ------------------------------------------------------------

    def test_ratios_divide_sums(self):
        other = self.env["res.partner"].create({"name": "Other"})
        for amount, partner in ((100, other), (200, self.client), (600, self.client)):
            self._create_order(
                self.anna, amount, "2017-08-03 10:00:00", partner=partner
            )
        self.assertEqual(self._total("average_deal"), 300)
        self.assertEqual(self._total("buying_clients"), 2)
        self.assertEqual(self._total("turnover_per_client"), 450)
        metric = self._metric("average_deal")
        totals = self.env["sales.fact"]._get_totals(
            metric, date(2017, 9, 1), date(2017, 9, 30)
        )
        self.assertEqual(totals[metric], {})
