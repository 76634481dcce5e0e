import re
from datetime import date

from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.sales_efficiency.tools.pace import STATUS_ORDER

from ..common import SalesEfficiencyCommon

DAY = date(2017, 8, 15)


@tagged("post_install", "-at_install")
class TestBoardGroups(SalesEfficiencyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_plan("2017-08-01", {cls.anna: 23_000, cls.boris: 23_000})
        cls._create_order(cls.anna, 5_000, "2017-08-03 10:00:00")
        cls._create_order(cls.boris, 15_000, "2017-08-03 10:00:00")
        cls.deals = cls._metric("average_deal")
        cls._create_plan("2017-08-01", {cls.anna: 4_000}, metric=cls.deals)

    def _get_groups(self, user, *domain):
        report = (
            self.env["sales.pace.report"]
            .with_user(user)
            .with_context(allowed_company_ids=self.company.ids)
        )
        return report.web_read_group(
            [("date", "=", str(DAY)), *domain],
            ["team_id"],
            ["plan:sum", "fact:sum", "expected:sum", "pace:avg", "urgency:min"],
        )["groups"]

    def test_group_says_how_its_sum_stands(self):
        (group,) = self._get_groups(self.max, ("is_main", "=", True))
        self.assertEqual((group["plan:sum"], group["fact:sum"]), (46_000, 20_000))
        self.assertAlmostEqual(group["pace:avg"], 20_000 / 22_000 * 100)
        # One is far behind and one far ahead; the team as a whole is behind.
        self.assertEqual(STATUS_ORDER[group["urgency:min"]], "behind")

    def test_group_is_the_pivot_behind_it(self):
        (group,) = self._get_groups(self.max, ("is_main", "=", True))
        report = self.env["sales.pace.report"].with_user(self.max)
        report = report.with_context(allowed_company_ids=self.company.ids)
        (pivot,) = report.formatted_read_group(
            [("date", "=", str(DAY)), ("is_main", "=", True)],
            ["team_id"],
            ["fact:sum", "pace:avg"],
        )
        self.assertEqual(pivot["fact:sum"], group["fact:sum"])
        self.assertEqual(pivot["pace:avg"], group["pace:avg"])

    def test_salesperson_gets_own_sum_only(self):
        (group,) = self._get_groups(self.anna, ("is_main", "=", True))
        self.assertEqual(group["plan:sum"], 23_000)

    def test_ratio_does_not_add_up(self):
        report = self.env["sales.pace.report"].with_context(sales_board_date=str(DAY))
        rows = report.search([("user_id", "=", self.anna.id)])
        flags = {row.metric_id.code: row.adds_up for row in rows}
        self.assertEqual(flags, {"order_revenue": True, "average_deal": False})

    def test_undefined_figures_are_named(self):
        report = self.env["sales.pace.report"]
        last = report.with_context(sales_board_date="2017-08-31").search(
            [("user_id", "=", self.anna.id), ("is_main", "=", True)]
        )
        # No day is left, so there is nothing to need a day; 0 would look like success.
        self.assertEqual((last.needed_per_day, last.blank), (0, "needed_per_day"))
        self.env.invalidate_all()
        middle = report.with_context(sales_board_date=str(DAY)).search(
            [("user_id", "=", self.anna.id), ("is_main", "=", True)]
        )
        self.assertEqual(middle.blank, "")

    def test_screen_knows_statuses_in_the_same_order(self):
        path = "sales_efficiency/static/src/fields/pace_status/pace_status_field.js"
        with file_open(path) as script:
            names = re.findall(r'^    (\w+): \{ icon: "', script.read(), re.M)
        self.assertEqual(tuple(names), STATUS_ORDER)
