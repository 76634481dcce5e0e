from odoo import Command
from odoo.tests import freeze_time, tagged

from .common import PaceCommon


@tagged("post_install", "-at_install")
class TestPaceAsAt(PaceCommon):
    """A day that is over shows what the board showed at its end."""

    def _board(self, day=None):
        rows = self.env["sales.plan"].get_pace(day)
        return sorted(rows, key=lambda row: (row["line_id"] or 0, row["team_id"] or 0))

    def test_what_came_later_does_not_count(self):
        self._plan(self.anna, self.boris, self.carl)
        self._create_order(self.anna, 8_000, "2017-08-03 10:00:00")
        self._create_order(self.boris, 900, "2017-08-15 21:59:00")
        with freeze_time("2017-08-15 21:59:30"):
            evening = self._board()
        self._create_order(self.anna, 5_000, "2017-08-15 22:01:00")
        self._create_order(self.carl, 5_000, "2017-08-21 10:00:00")
        with freeze_time("2017-08-25 10:00:00"):
            self.assertNotEqual(self._board(), evening)
            self.assertEqual(self._board("2017-08-15"), evening)
        self.company.sales_today_rule = "hour"
        with freeze_time("2017-08-25 10:00:00"):
            self.assertEqual(self._board("2017-08-15"), evening)

    def test_what_was_cancelled_counts_no_more(self):
        self._plan(self.anna)
        order = self._create_order(self.anna, 8_000, "2017-08-03 10:00:00")
        self.assertEqual(self._pace_of(self.anna)["fact"], 8_000)
        order._action_cancel()
        self.assertEqual(self._pace_of(self.anna)["fact"], 0)

    def test_closed_plan(self):
        """It keeps the figures of its last day; days before show facts as they are."""
        plan = self._plan(self.anna)
        order = self._create_order(self.anna, 8_000, "2017-08-03 10:00:00")
        with freeze_time("2017-09-05 10:00:00"):
            before = self._pace_of(self.anna, "2017-08-31")
            plan.action_close()
            order._action_cancel()
            self.company.resource_calendar_id.attendance_ids.filtered(
                lambda line: line.dayofweek == "4"
            ).unlink()
            self.assertEqual(self._pace_of(self.anna, "2017-08-31"), before)
            middle = self._pace_of(self.anna)
        self.assertEqual((middle["fact"], middle["working_days"]), (0, 19))

    def test_team_in_another_time_zone(self):
        """Half past three in the afternoon UTC is the next day in Vladivostok."""
        calendar = self.company.resource_calendar_id.copy({"name": "Far East"})
        calendar.tz = "Asia/Vladivostok"
        self.south.sales_calendar_id = calendar
        self._plan(self.anna, self.carl)
        self._create_order(self.anna, 500, "2017-08-15 15:30:00")
        self._create_order(self.carl, 500, "2017-08-15 15:30:00")
        self.assertEqual(self._pace_of(self.anna)["fact"], 500)
        self.assertEqual(self._pace_of(self.carl)["fact"], 0)
        self.assertEqual(self._pace_of(self.carl, "2017-08-16")["fact"], 500)


@tagged("post_install", "-at_install")
class TestPaceCompanies(PaceCommon):
    """Anna works for two companies: in Brussels in euros, in New York in dollars."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dollar = cls.env.ref("base.USD")
        cls.dollar.active = True
        cls.dollar.rate_ids.unlink()
        cls.other = cls.env["res.company"].create(
            {"name": "Overseas", "currency_id": cls.dollar.id}
        )
        cls.other.resource_calendar_id.tz = "America/New_York"
        cls.other.resource_calendar_id.attendance_ids.filtered(
            lambda line: line.dayofweek == "4"
        ).unlink()
        cls.anna.company_ids += cls.other

    def _set_rate(self, day, rate):
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.dollar.id,
                "name": day,
                "rate": rate,
                "company_id": self.company.id,
            }
        )

    def _order_in_dollars(self, amount, moment):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Dollars",
                "currency_id": self.dollar.id,
                "company_id": self.company.id,
            }
        )
        return self._create_order(self.anna, amount, moment, pricelist_id=pricelist.id)

    def test_foreign_currency_at_the_rate_of_its_day(self):
        self._set_rate("2017-08-01", 1.25)
        self._set_rate("2017-08-10", 2)
        self._plan(self.anna)
        self._order_in_dollars(1_000, "2017-08-03 10:00:00")
        self._order_in_dollars(1_000, "2017-08-11 10:00:00")
        row = self._pace_of(self.anna)
        self.assertEqual(row["currency_id"], self.company.currency_id.id)
        self.assertAlmostEqual(row["fact"], 800 + 500)
        self._set_rate("2017-08-20", 10)
        self.assertAlmostEqual(self._pace_of(self.anna)["fact"], 1_300)

    def test_currency_without_a_rate_is_said(self):
        self._plan(self.anna)
        self._order_in_dollars(1_000, "2017-08-03 10:00:00")
        board = self.env["sales.board"].create({"name": "Wall"})
        self.assertIn("No exchange rate for USD", str(self._warnings(board)))
        self._set_rate("2017-08-01", 2)
        self.assertNotIn("No exchange rate", str(self._warnings(board)))

    def _warnings(self, board):
        return board.get_board_data("2017-08-15")["warnings"]

    def test_each_company_has_its_plan_calendar_and_facts(self):
        self._plan(self.anna)
        self._create_order(self.anna, 8_000, "2017-08-03 10:00:00")
        there = self.env["sales.plan"].with_company(self.other)
        plan = there.create(
            {
                "date_start": "2017-08-01",
                "company_id": self.other.id,
                "line_ids": [
                    Command.create(
                        {
                            "metric_id": self.revenue.id,
                            "user_id": self.anna.id,
                            "team_id": False,
                            "target": 19_000,
                        }
                    )
                ],
            }
        )
        plan.action_confirm()
        (row,) = there.get_pace("2017-08-15", user_ids=self.anna.ids)
        self.assertEqual((row["plan"], row["fact"]), (19_000, 0))
        self.assertEqual(row["currency_id"], self.dollar.id)
        self.assertEqual((row["working_days"], row["worked_days"]), (19, 9))
        row = self._pace_of(self.anna)
        self.assertEqual((row["plan"], row["fact"]), (23_000, 8_000))
        self.assertEqual((row["working_days"], row["worked_days"]), (23, 11))

    def test_schedule_in_each_company(self):
        """With an employee in both, each company's counts; a team's stays at home."""
        self._set_schedule(self.anna, {0, 2, 4})
        there = self.anna.with_company(self.other)
        self.north.sales_calendar_id = self.company.resource_calendar_id.copy()
        start, end = (
            self.env["sales.plan"]._to_day(f"2017-08-{day}") for day in ("01", "31")
        )
        self.env["resource.resource"].create(
            {
                "name": "Anna overseas",
                "user_id": self.anna.id,
                "calendar_id": self.other.resource_calendar_id.id,
                "company_id": self.other.id,
            }
        )
        here = self.anna._get_sales_working_days(start, end)[self.anna.id]
        self.assertEqual(len(here), 13)
        away = there._get_sales_working_days(start, end)[self.anna.id]
        self.assertEqual(len(away), 19)
        self.boris.company_ids += self.other
        boris = self.boris.with_company(self.other)
        days = boris._get_sales_working_days(start, end)[self.boris.id]
        self.assertEqual(len(days), 19, "not the schedule of a team of another company")
