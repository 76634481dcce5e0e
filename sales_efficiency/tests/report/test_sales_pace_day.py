from odoo.tests import tagged

from .common import AUGUST, FactCommon


@tagged("post_install", "-at_install")
class TestSalesPaceDay(FactCommon):
    """Plan and fact by day, as the graph and the pivot read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_plan(AUGUST[0], {cls.anna: 2_300})
        cls._create_plan(AUGUST[0], {cls.anna: 23}, metric=cls._metric("orders"))
        cls._create_order(cls.anna, 300, "2017-08-10 10:00:00")
        cls.days = cls.env["sales.pace.day"].with_user(cls.max)

    def _sum(self, *domain, groupby=("series",)):
        groups = self.days.formatted_read_group(
            [("date", "=", "2017-08-15"), *domain], list(groupby), ["value:sum"]
        )
        return {
            tuple(group[name] for name in groupby): group["value:sum"]
            for group in groups
        }

    def test_plan_and_fact_side_by_side(self):
        found = self._sum(("is_main", "=", True))
        self.assertAlmostEqual(found["plan",], 2_300)
        self.assertAlmostEqual(found["fact",], 300)

    def test_plan_and_fact_are_not_added(self):
        """A total of both would be a number that means nothing."""
        self.assertEqual(self._sum(("is_main", "=", True), groupby=()), {(): False})

    def test_metrics_are_not_added(self):
        self.assertEqual(self._sum(), {("plan",): False, ("fact",): False})

    def test_another_day_is_another_period(self):
        """The day that is chosen says which period is shown."""
        groups = self.days.formatted_read_group(
            [("date", "=", "2017-09-15")], ["series"], ["value:sum"]
        )
        self.assertFalse(groups)
