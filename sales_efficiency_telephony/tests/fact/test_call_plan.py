from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..missed.common import MINUTE, MONDAY
from .common import FactCommon


@tagged("post_install", "-at_install")
class TestCallPlan(FactCommon):
    """Plans, norms and boards take metrics on calls as any other."""

    def _talk(self, count):
        for index in range(count):
            self._log(MONDAY + index * MINUTE, talkers=[self.anna])

    def test_plan(self):
        """Twenty-three working days in August, one talk a day: eleven by the fifteenth."""
        self._create_plan("2017-08-01", {self.anna: 23}, self._metric("talks"))
        self._talk(5)
        [row] = self.env["sales.plan"].get_pace("2017-08-15", user_ids=self.anna.ids)
        self.assertEqual(row["metric"], "talks")
        self.assertEqual((row["expected"], row["fact"]), (11, 5))

    def test_plan_of_minutes(self):
        metric = self._metric("talk_minutes")
        self._create_plan("2017-08-01", {self.anna: 230}, metric)
        self._talk(4)
        [row] = self.env["sales.plan"].get_pace("2017-08-15", user_ids=self.anna.ids)
        self.assertEqual(
            (row["unit"], row["expected"], row["fact"]), ("minutes", 110, 4)
        )

    def test_norm(self):
        """Eight talks a day; three are done."""
        self.env["sales.norm"].create(
            {
                "metric_id": self._metric("talks").id,
                "amount": 8,
                "company_id": self.company.id,
                "user_id": self.anna.id,
            }
        )
        self._talk(3)
        with freeze_time(MONDAY):
            rows = self.env["sales.norm"]._get_norm_rows(self.anna, date(2017, 8, 14))
        [row] = rows[self.anna.id]
        self.assertEqual(row["done"], 3)

    def test_board(self):
        self._create_plan("2017-08-01", {self.anna: 23}, self._metric("talks"))
        self._talk(2)
        rows = (
            self.env["sales.pace.report"]
            .with_user(self.anna)
            .with_context(sales_board_date="2017-08-15")
            .search([("metric_id", "=", self._metric("talks").id)])
        )
        self.assertIn(2, rows.mapped("fact"))
