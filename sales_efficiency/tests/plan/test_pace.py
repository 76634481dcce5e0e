from datetime import datetime

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPace(SalesEfficiencyCommon):
    def _pace_of(self, user, day="2017-08-15", **kwargs):
        rows = self.env["sales.plan"].get_pace(day, user_ids=user.ids, **kwargs)
        return next(row for row in rows if row["metric"] == "order_revenue")

    def test_formula(self):
        self._create_plan("2017-08-01", {self.anna: 23_000})
        self._create_order(self.anna, 8_800, "2017-08-03 10:00:00")
        row = self._pace_of(self.anna)
        self.assertEqual((row["working_days"], row["worked_days"]), (23, 11))
        self.assertEqual((row["expected"], row["fact"]), (11_000, 8_800))
        self.assertEqual((row["pace"], row["gap"]), (80.0, -2_200))
        self.assertAlmostEqual(row["needed_per_day"], 14_200 / 12)
        self.assertEqual((row["forecast"], row["status"]), (18_400, "behind"))

    def test_own_calendar_and_absence(self):
        calendar = self.company.resource_calendar_id.copy({"name": "Mon, Wed, Fri"})
        calendar.attendance_ids.filtered(
            lambda line: line.dayofweek not in ("0", "2", "4")
        ).unlink()
        resource = self.env["resource.resource"].create(
            {
                "name": "Carl",
                "user_id": self.carl.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "tz": "Europe/Brussels",
            }
        )
        self._create_plan("2017-08-01", {self.carl: 13_000})
        self.assertEqual(self._pace_of(self.carl)["working_days"], 13)
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": datetime(2017, 8, 6, 22),
                "date_to": datetime(2017, 8, 11, 22),
            }
        )
        row = self._pace_of(self.carl)
        self.assertEqual((row["working_days"], row["worked_days"]), (10, 3))

    def test_unknown_metric_and_date(self):
        with self.assertRaisesRegex(
            ValidationError, "no metric with the code nonsense"
        ):
            self.env["sales.plan"].get_pace(metric_codes=["nonsense"])
        with self.assertRaisesRegex(ValidationError, "soon is not a date"):
            self.env["sales.plan"].get_pace("soon")

    def test_salesperson_sees_own_only(self):
        self._create_plan("2017-08-01", {self.anna: 23_000, self.boris: 10_000})
        rows = self.env["sales.plan"].with_user(self.anna).get_pace("2017-08-15")
        self.assertEqual({row["user_id"] for row in rows} - {None}, {self.anna.id})
