from datetime import date

from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSalesFactSearch(SalesEfficiencyCommon):
    """What is said to the database beside the condition does not change the rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.facts = cls.env["sales.fact"].with_user(cls.max)
        cls.order = cls._create_order(cls.anna, 500, "2017-07-31 22:30:00")
        cls.later = cls._create_order(cls.boris, 300, "2017-08-20 10:00:00")

    def _find(self, *domain):
        found = self.facts.search([("res_model", "=", "sale.order"), *domain])
        return {(fact.metric_id.code, fact.res_id) for fact in found}

    def test_metrics_of_one_source_share_it(self):
        """One order is a row of every metric on orders, each with its own value."""
        rows = self.facts.search([("res_id", "=", self.order.id)])
        values = {
            fact.metric_id.code: fact.value
            for fact in rows
            if fact.res_model == "sale.order"
        }
        self.assertEqual(values["order_revenue"], 500)
        self.assertEqual(values["orders"], 1)
        self.assertEqual(values["buying_clients"], 0)
        self.assertEqual(len(rows), len(set(rows.ids)))

    def test_days_are_local(self):
        """Bounds of days let moments of the evening before through."""
        metric = ("metric_id", "=", self.revenue.id)
        first = self._find(metric, ("date", "=", "2017-08-01"))
        self.assertEqual(first, {("order_revenue", self.order.id)})
        self.assertFalse(self._find(metric, ("date", "<=", date(2017, 7, 31))))
        self.assertEqual(
            self._find(metric, ("date", ">", "2017-08-01")),
            {("order_revenue", self.later.id)},
        )
        either = self._find(
            metric, "|", ("date", "<", "2017-08-02"), ("res_id", "=", self.later.id)
        )
        self.assertEqual(len(either), 2)

    def test_metrics_by_number_and_name(self):
        metrics = self.revenue | self._metric("orders")
        found = self._find(("metric_id", "in", metrics.ids))
        self.assertEqual({code for code, _id in found}, {"order_revenue", "orders"})
        found = self._find(("metric_id", "not in", metrics.ids))
        self.assertNotIn("orders", {code for code, _id in found})
        found = self._find(("metric_id.code", "=", "orders"))
        self.assertEqual(len(found), 2)
        self.assertFalse(self._find(("metric_id", "=", False)))
        self.assertFalse(self._find(("metric_id", "=", 0)))

    def test_by_number(self):
        """A fact read alone is the one that was found."""
        fact = self.facts.search(
            [("metric_id", "=", self.revenue.id), ("res_id", "=", self.order.id)]
        )
        self.env.invalidate_all()
        alone = self.facts.browse(fact.id)
        self.assertEqual((alone.value, alone.user_id), (500, self.anna))
        self.assertEqual(alone.exists(), alone)
        self.assertFalse(self.facts.browse(fact.id + 1).exists() & fact)
        self.order._action_cancel()
        self.assertFalse(self.facts.search([("id", "=", fact.id)]))
