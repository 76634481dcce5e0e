from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSalesNormRows(SalesEfficiencyCommon):
    """Tuesday 15 August 2017; the company's week begins on Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._lang_get("en_US").sudo().week_start = "1"
        cls.company.partner_id.lang = "en_US"
        cls.today = date(2017, 8, 15)
        cls.orders = cls._metric("orders")
        cls.average = cls._metric("average_deal")

    def _create_norm(self, amount, metric=None, **values):
        return self.env["sales.norm"].create(
            {
                "metric_id": (metric or self.orders).id,
                "amount": amount,
                "company_id": self.company.id,
                **values,
            }
        )

    def _get_rows(self, user, day=None):
        return self.env["sales.norm"]._get_norm_rows(user, day or self.today)[user.id]

    def _get_row(self, user, day=None):
        rows = self._get_rows(user, day)
        self.assertEqual(len(rows), 1)
        return rows[0]

    def _add_absence(self, user, date_from, date_to):
        calendar = self.company.resource_calendar_id
        resource = self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "tz": "Europe/Brussels",
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def test_day_norm(self):
        norm = self._create_norm(4)
        self._create_order(self.anna, 100, "2017-08-15 09:00:00")
        self._create_order(self.anna, 100, "2017-08-14 09:00:00")
        self._create_order(self.boris, 100, "2017-08-15 09:00:00")
        self.assertEqual(
            self._get_row(self.anna),
            {
                "norm_id": norm.id,
                "metric_id": self.orders.id,
                "code": "orders",
                "name": self.orders.name,
                "unit": "count",
                "period": "day",
                "target": 4.0,
                "done": 1.0,
                "left": 3.0,
                "share": 25.0,
                "is_quality": False,
                "bound": None,
                "is_due": True,
                "is_met": False,
            },
        )
        self.assertEqual(self._get_row(self.anna, date(2017, 8, 16))["done"], 0.0)

    def test_day_is_the_local_one(self):
        self._create_norm(1)
        self._create_order(self.anna, 100, "2017-08-14 22:30:00")
        self.assertTrue(self._get_row(self.anna)["is_met"])

    def test_week_to_date(self):
        self._create_norm(5, period="week")
        for day in (13, 14, 15, 16):
            self._create_order(self.anna, 100, f"2017-08-{day} 09:00:00")
        self.assertEqual(self._get_row(self.anna)["done"], 2.0)
        self.assertEqual(self._get_row(self.anna, date(2017, 8, 20))["done"], 3.0)
        self.assertEqual(self._get_row(self.anna)["target"], 5.0)

    def test_week_of_the_company(self):
        self.env["res.lang"]._lang_get("en_US").sudo().week_start = "7"
        self._create_norm(5, period="week")
        self._create_order(self.anna, 100, "2017-08-13 09:00:00")
        self.assertEqual(self._get_row(self.anna)["done"], 1.0)

    def test_weekend_nothing_due(self):
        self._create_norm(4)
        row = self._get_row(self.anna, date(2017, 8, 19))
        self.assertFalse(row["is_due"])
        self.assertEqual(
            (row["target"], row["share"], row["is_met"]), (0.0, None, None)
        )

    def test_half_day_off(self):
        self._create_norm(4)
        self._create_norm(5, period="week")
        self._add_absence(self.anna, "2017-08-15 11:00:00", "2017-08-15 16:00:00")
        day, week = self._get_rows(self.anna)
        self.assertEqual((day["period"], day["target"]), ("day", 2.0))
        self.assertEqual((week["period"], week["target"]), ("week", 4.5))

    def test_holiday_shortens_the_week(self):
        self._create_norm(5, period="week")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Assumption",
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                "date_from": "2017-08-14 22:00:00",
                "date_to": "2017-08-15 22:00:00",
            }
        )
        self.assertEqual(self._get_row(self.anna)["target"], 4.0)

    def test_part_time(self):
        """Three days a week: three fifths of everyone's norm, but all of an own one."""
        calendar = self.company.resource_calendar_id.copy({"name": "Three days"})
        calendar.attendance_ids.filtered(lambda line: line.dayofweek in "13").unlink()
        self.south.sales_calendar_id = calendar
        self._create_norm(5, period="week")
        self.assertEqual(self._get_row(self.carl)["target"], 3.0)
        self._create_norm(5, period="week", user_id=self.carl.id)
        self.assertEqual(self._get_row(self.carl)["target"], 5.0)

    def test_narrowest_wins(self):
        position = self.env["sales.position"].create({"name": "Hunter"})
        position.user_ids = self.anna | self.boris
        self._create_norm(1)
        self._create_norm(2, position_id=position.id)
        self._create_norm(3, user_id=self.anna.id)
        self.assertEqual(self._get_row(self.anna)["target"], 3.0)
        self.assertEqual(self._get_row(self.boris)["target"], 2.0)
        self.assertEqual(self._get_row(self.carl)["target"], 1.0)

    def test_narrow_week_norm_replaces_wide_day_norm(self):
        self._create_norm(1)
        self._create_norm(3, period="week", user_id=self.anna.id)
        self.assertEqual(self._get_row(self.anna)["period"], "week")

    def test_zero_frees(self):
        self._create_norm(4)
        self._create_norm(0, user_id=self.anna.id)
        self.assertEqual(self._get_rows(self.anna), [])
        self.assertTrue(self._get_rows(self.boris))

    def test_validity(self):
        self._create_norm(4, date_to="2017-08-14")
        self._create_norm(6, date_from="2017-08-15", date_to="2017-08-15")
        self._create_norm(8, date_from="2017-08-16")
        targets = [
            self._get_row(self.anna, date(2017, 8, day))["target"]
            for day in (14, 15, 16)
        ]
        self.assertEqual(targets, [4.0, 6.0, 8.0])

    def test_quality(self):
        self._create_norm(4000, metric=self.average, period="week", bound="min")
        self.assertFalse(self._get_row(self.anna)["is_due"])
        self._create_order(self.anna, 2000, "2017-08-14 09:00:00")
        self._create_order(self.anna, 4000, "2017-08-15 09:00:00")
        row = self._get_row(self.anna)
        self.assertEqual(
            (row["done"], row["share"], row["is_met"]), (3000.0, 75.0, False)
        )
        self.assertEqual((row["bound"], row["unit"]), ("min", "money"))

    def test_leader_sees_the_teams(self):
        self._create_norm(4)
        self._create_norm(9, user_id=self.anna.id)
        self._create_order(self.anna, 100, "2017-08-15 09:00:00")
        norms = self.env["sales.norm"].with_user(self.lena).with_company(self.company)
        rows = norms._get_norm_rows(self.anna | self.boris, "2017-08-15")
        self.assertEqual(rows[self.anna.id][0]["target"], 9.0)
        self.assertEqual(rows[self.anna.id][0]["done"], 1.0)
        self.assertEqual(rows[self.boris.id][0]["target"], 4.0)

    def test_queries_do_not_grow(self):
        position = self.env["sales.position"].create({"name": "Hunter"})
        self._create_norm(1)
        self._create_norm(5, period="week", metric=self._metric("calls"))
        self._create_norm(4000, metric=self.average, position_id=position.id)
        position.user_ids = self.anna
        users = self.anna
        counts = []
        for extra in (1, 2, 12):
            users |= self.env["res.users"].create(
                [
                    {
                        "name": f"Seller {extra}.{index}",
                        "login": f"seller{extra}.{index}",
                        "company_id": self.company.id,
                        "company_ids": [(6, 0, self.company.ids)],
                        "sales_position_id": position.id,
                    }
                    for index in range(extra)
                ]
            )
            self._create_norm(extra + 1, user_id=users[-1].id)
            self.env.flush_all()
            self.env.invalidate_all()
            self.env["sales.norm"]._get_norm_rows(users, self.today)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["sales.norm"]._get_norm_rows(users, self.today)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(set(counts)), 1, f"queries for 2, 4, 16 people: {counts}")
        self.assertLessEqual(counts[0], 35)

    @freeze_time("2017-08-15 22:30:00")
    def test_today_may_be_tomorrow_there(self):
        self._create_norm(1)
        today = self.env.user._get_sales_today()
        self.assertEqual(today, date(2017, 8, 16))
        self.assertEqual(self._get_row(self.anna, today)["done"], 0.0)
