from datetime import date

from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSalesFact(SalesEfficiencyCommon):
    def _total(self, code, user=None, start=date(2017, 8, 1), end=date(2017, 8, 31)):
        metric = self._metric(code)
        totals = self.env["sales.fact"]._get_totals(metric, start, end)[metric]
        return totals.get(((user or self.anna).id,), 0)

    def test_order_changes_at_once(self):
        order = self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        self.assertEqual(self._total("order_revenue"), 500)
        order.date_order = "2017-09-01 10:00:00"
        self.assertEqual(self._total("order_revenue"), 0)
        order.date_order = "2017-08-31 10:00:00"
        self.assertEqual(self._total("order_revenue"), 500)
        order._action_cancel()
        self.assertEqual(self._total("order_revenue"), 0)

    def test_local_day(self):
        """Half past ten in the evening UTC is the next day in Brussels."""
        self._create_order(self.anna, 500, "2017-07-31 22:30:00")
        self.assertEqual(self._total("order_revenue"), 500)
        self.assertEqual(
            self._total("order_revenue", start=date(2017, 7, 1), end=date(2017, 7, 31)),
            0,
        )
