from datetime import timedelta

from odoo import Command, fields
from odoo.tests import freeze_time, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSettingsEffect(SalesEfficiencyCommon):
    """A setting changes what the board says, not just the company's record."""

    def _pace_of(self, user, day="2017-08-15", code="order_revenue"):
        rows = self.env["sales.plan"].get_pace(
            day, user_ids=user.ids, metric_codes=[code]
        )
        return rows[0]

    def _set_thresholds(self, ahead, on_pace, behind):
        self.company.write(
            {
                "sales_pace_ahead": ahead,
                "sales_pace_on": on_pace,
                "sales_pace_behind": behind,
            }
        )

    def test_thresholds_change_the_status(self):
        self._create_plan("2017-08-01", {self.anna: 23_000})
        self._create_order(self.anna, 8_800, "2017-08-03 10:00:00")
        for bounds, status in (
            ((105, 95, 75), "behind"),
            ((105, 95, 80.01), "far_behind"),
            ((105, 80, 75), "on_pace"),
            ((80, 70, 60), "ahead"),
        ):
            self._set_thresholds(*bounds)
            self.env.invalidate_all()
            row = self._pace_of(self.anna)
            self.assertEqual((row["pace"], row["status"]), (80.0, status))
            (card,) = self.env["sales.pace.report"].web_search_read(
                [("date", "=", "2017-08-15"), ("user_id", "=", self.anna.id)],
                {"status": {}},
            )["records"]
            self.assertEqual(card["status"], status)

    def test_today_rule(self):
        """Noon in Brussels is 10:00 UTC: four of eight hours (8-12, 13-17) are over."""
        self._create_plan("2017-08-01", {self.anna: 23_000})
        with freeze_time("2017-08-15 10:00:00"):
            for rule, days in (("full", 11), ("hour", 10.5), ("next", 10)):
                self.company.sales_today_rule = rule
                row = self._pace_of(self.anna, None)
                self.assertEqual(row["worked_days"], days, rule)
                self.assertEqual(row["expected"], days * 1_000)
                yesterday = self._pace_of(self.anna, "2017-08-14")
                self.assertEqual(yesterday["worked_days"], 10, "over in any case")

    def test_planning_period(self):
        self._create_plan("2017-08-01", {self.anna: 23_000})
        self._create_plan("2017-07-01", {self.anna: 64_000}, period_type="quarter")
        self.assertEqual(self._pace_of(self.anna)["plan"], 23_000)
        self.company.sales_plan_period = "quarter"
        row = self._pace_of(self.anna)
        self.assertEqual((row["plan"], row["working_days"]), (64_000, 65))

    def test_calendar_of_the_department(self):
        self._create_plan("2017-08-01", {self.anna: 23_000})
        calendar = self.company.resource_calendar_id.copy({"name": "Four days"})
        calendar.attendance_ids.filtered(lambda line: line.dayofweek == "4").unlink()
        self.company.sales_calendar_id = calendar
        self.assertEqual(self._pace_of(self.anna)["working_days"], 19)

    def test_meetings_without_outcome(self):
        meetings = self._metric("meetings")
        self._create_plan("2017-08-01", {self.anna: 23}, metric=meetings)
        start = fields.Datetime.to_datetime("2017-08-03 10:00:00")
        self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": self.anna.id,
                "partner_ids": [
                    Command.set((self.anna.partner_id | self.prospect).ids)
                ],
            }
        )
        self.assertEqual(self._pace_of(self.anna, code="meetings")["fact"], 1)
        self.company.sales_meeting_default_outcome = "none"
        self.assertEqual(self._pace_of(self.anna, code="meetings")["fact"], 0)


@tagged("post_install", "-at_install")
class TestRevenueThatCounts(SalesEfficiencyCommon):
    """One deal: 10,000 ordered, 6,000 invoiced, 2,500 paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.currency_id = cls.env.ref("base.EUR")
        cls._create_order(cls.anna, 10_000, "2017-08-02 10:00:00")
        cls._pay(cls._invoice(6_000), 2_500)
        for code in ("order_revenue", "invoiced_revenue", "paid_revenue"):
            cls._create_plan("2017-08-01", {cls.anna: 23_000}, metric=cls._metric(code))

    @classmethod
    def _invoice(cls, amount):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.client.id,
                "invoice_date": "2017-08-04",
                "invoice_user_id": cls.anna.id,
                "team_id": cls.north.id,
                "company_id": cls.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    @classmethod
    def _pay(cls, invoice, amount):
        cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": amount, "payment_date": "2017-08-07"})._create_payments()

    def test_the_board_shows_what_counts(self):
        report = self.env["sales.pace.report"]
        for code, fact in (
            ("order_revenue", 10_000),
            ("invoiced_revenue", 6_000),
            ("paid_revenue", 2_500),
        ):
            self.company.sales_revenue_metric_id = self._metric(code)
            (main,) = report.web_search_read(
                [("date", "=", "2017-08-15"), ("is_main", "=", True)],
                {"fact": {}, "plan": {}, "metric_id": {"fields": {"code": {}}}},
            )["records"]
            self.assertEqual(main["metric_id"]["code"], code)
            self.assertEqual((main["fact"], main["plan"]), (fact, 23_000))
