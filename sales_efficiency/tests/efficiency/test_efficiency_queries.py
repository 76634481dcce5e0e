from odoo.tests import tagged

from .common import EfficiencyCommon


@tagged("post_install", "-at_install")
class TestEfficiencyQueries(EfficiencyCommon):
    """What is asked of the database does not grow with the department."""

    def _count(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        call()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def _hire(self, number):
        for index in range(number):
            user = self._create_user(f"more{index}", "group_sales_efficiency_user")
            self.north.member_ids |= user
            self._set_member(user, "2016-01-04")
            self._create_meeting(user, "2017-08-10 08:00:00")

    def _compare(self, call):
        few = self._count(call)
        self._hire(12)
        self.env.registry.clear_cache()
        self.assertEqual(self._count(call), few)
        return few

    def test_picture(self):
        count = self._compare(lambda: self._get_picture())
        self.assertLessEqual(count, 42)

    def test_report(self):
        report = self.env["sales.efficiency.report"].with_user(self.max)
        fields = {"user_id": {}, "meetings_each": {}}
        count = self._compare(
            lambda: report.web_search_read([("date", ">=", "2017-07-01")], fields)
        )
        self.assertLessEqual(count, 30)

    def test_backward_plan_of_many(self):
        people = self.anna | self.boris | self.carl
        self._create_plan("2017-09-01", {self.anna: 10_000})
        self._create_plan("2017-08-01", dict.fromkeys(people, 10_000))
        plan = self.env["sales.plan"].with_user(self.max)
        counts = [
            self._count(lambda day=day: plan.get_backward_plan(day))
            for day in ("2017-09-04", "2017-08-04")
        ]
        self.assertEqual(*counts)

    def test_conversions_are_read_once_a_day(self):
        efficiency = self.env["sales.efficiency"]
        today = self.env.user._get_sales_today()
        efficiency._get_conversions(self.company.id, today)
        with self.assertQueryCount(0):
            efficiency._get_conversions(self.company.id, today)
