from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .common import AUGUST, EfficiencyCommon

LONG_AGO = date(2012, 5, 1)
MAY = [("date", ">=", "2012-05-01"), ("date", "<=", "2012-05-31")]


@tagged("post_install", "-at_install")
class TestEfficiencyMonths(EfficiencyCommon):
    """Which months of the report are looked at: whatever is searched for is found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_meeting(cls.anna, "2012-05-09 08:00:00")
        cls._create_order(cls.anna, 1_234, "2012-05-10 08:00:00")
        cls.env.flush_all()

    @property
    def report(self):
        return self.env["sales.efficiency.report"].with_user(self.max)

    def _assert_days(self, domain, first, last):
        days = self.report._get_days(domain)
        self.assertEqual(tuple(map(str, days)), (first, last), domain)

    def test_days(self):
        summer = [("date", ">=", "2017-07-15"), ("date", "<=", "2017-08-02")]
        anna = [("user_id", "=", self.anna.id)]
        for domain, first, last in (
            (summer, "2017-07-01", "2017-08-31"),
            ([*summer, *anna], "2017-07-01", "2017-08-31"),
            (["|", "&", *MAY, "&", *summer], "2012-05-01", "2017-08-31"),
            (["&", *anna, "|", "&", *MAY, *anna], "2012-05-01", "2017-09-30"),
            (["|", *summer], "2012-05-01", "2017-09-30"),
            (["!", ("date", "<", "2017-08-01")], "2017-08-01", "2017-09-30"),
            ([("date", "<", "2017-08-01")], "2012-05-01", "2017-08-31"),
            (
                [("date", "in", ["2017-06-01", "2016-02-01"])],
                "2016-02-01",
                "2017-06-30",
            ),
            ([("date", ">=", "-2m")], "2017-07-01", "2017-09-30"),
            (anna, "2012-05-01", "2017-09-30"),
            ([], "2012-05-01", "2017-09-30"),
        ):
            self._assert_days(domain, first, last)

    def test_without_a_search_from_what_is_known_first(self):
        months = self.report.search([]).mapped("date")
        self.assertEqual((min(months), max(months)), (LONG_AGO, date(2017, 9, 1)))
        # Nothing is known between the order of 2012 and the memberships of 2016.
        self.assertFalse(
            [day for day in months if LONG_AGO < day < date(2016, 1, 1)], months
        )

    def test_search_of_one_of_two_periods(self):
        rows = self.report.search(
            ["|", "&", *MAY, "&", ("date", ">=", AUGUST[0]), ("date", "<=", AUGUST[1])]
        )
        self.assertEqual({*rows.mapped("date")}, {LONG_AGO, AUGUST[0]})
        self.assertEqual(sum(rows.mapped("amount")), 1_234 + 6_400)

    def test_upper_bound_only(self):
        domain = [("date", "<", "2013-01-01")]
        self.assertEqual(self.report.search(domain).amount, 1_234)
        self.assertEqual(self.report.search_count(domain), 1)
        self.assertEqual(
            self.report._read_group(domain, ["user_id"], ["amount:sum"]),
            [(self.anna, 1_234)],
        )
        groups = self.report.formatted_read_group(domain, [], ["meetings:sum"])
        self.assertEqual(groups[0]["meetings:sum"], 1)
        found = self.report.web_search_read(domain, {"amount": {}})
        self.assertEqual([row["amount"] for row in found["records"]], [1_234])

    def test_export(self):
        self.max.group_ids |= self.env.ref("base.group_allow_export")
        names = ["date", "user_id/name", "amount"]
        for domain in (
            MAY,
            [("date", "<=", "2012-12-31")],
            [*MAY, ("meetings", ">", 0)],
        ):
            rows = self.report.search(domain)
            self.env.invalidate_all()
            self.assertEqual(
                rows.export_data(names)["datas"], [[LONG_AGO, "Anna", 1_234]]
            )
        rows = self.report.search([])
        self.env.invalidate_all()
        amounts = [amount for _day, _name, amount in rows.export_data(names)["datas"]]
        self.assertEqual(sum(amounts), 1_234 + 7_000 + 6_400)

    def test_rows_by_number(self):
        """Numbers tell the month, so that no other one is computed."""
        rows = self.report.search(MAY)
        self.env.invalidate_all()
        read = type(self.env["sales.efficiency"])._get_rows
        with patch.object(
            self.registry["sales.efficiency"],
            "_get_rows",
            autospec=True,
            side_effect=read,
        ) as asked:
            self.assertEqual(rows.amount, 1_234)
            self.assertEqual(rows.exists(), rows)
        for call in asked.call_args_list:
            self.assertEqual(call.args[1:], (LONG_AGO, date(2012, 5, 31)))
        for number in (5, 10**18):
            self.assertFalse(self.report.browse(number).exists())

    def test_fields_are_described_without_computing_anything(self):
        with patch.object(
            self.registry["sales.efficiency"], "_get_rows", side_effect=AssertionError
        ):
            self.assertTrue(self.report.fields_get()["date"]["groupable"])
            self.assertFalse(self.report.search([("id", "in", [])]))

    def test_a_year_that_is_mistyped(self):
        self._create_meeting(self.anna, "0201-05-09 08:00:00")
        self.env.flush_all()
        self.assertEqual(self.report._get_days([])[0], date(201, 5, 1))
        months = self.report.search([("user_id", "=", self.anna.id)]).mapped("date")
        self.assertEqual(
            sorted(months)[:3], [date(201, 5, 1), LONG_AGO, date(2016, 1, 1)]
        )

    def test_queries_do_not_grow_with_the_months(self):
        def count(first):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.report.web_search_read([("date", ">=", first)], {"people": {}})
            return self.env.cr.sql_log_count - before

        count("2017-08-01")
        self.assertEqual(count("2017-08-01"), count("2012-01-01"))
