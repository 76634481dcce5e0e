from odoo.tests import tagged

from .common import EfficiencyCommon

SUMMER = [("date", ">=", "2017-07-01"), ("date", "<=", "2017-08-31")]


@tagged("post_install", "-at_install")
class TestEfficiencyReport(EfficiencyCommon):
    """The factors as a relation: what a group shows is divided sums."""

    @property
    def report(self):
        return self.env["sales.efficiency.report"].with_user(self.max)

    def test_rows(self):
        rows = self.report.search(SUMMER)
        self.assertEqual(len(rows), 6)
        row = rows.filtered(
            lambda row: row.user_id == self.anna and str(row.date) == "2017-07-01"
        )
        self.assertEqual((row.people, row.meetings, row.meetings_each), (1, 4, 4))
        self.assertEqual((row.amount, row.amount_per_meeting), (4_000, 1_000))
        self.assertEqual(row.currency_id, self.company.currency_id)

    def test_ratios_of_groups_are_not_averages(self):
        groups = self.report._read_group(
            SUMMER,
            ["team_id"],
            ["people:sum", "meetings_each:avg", "amount_per_meeting:avg"],
        )
        figures = {team: values for team, *values in groups}
        self.assertEqual(figures[self.north], [4, 2.5, 900])
        people, each, result = figures[self.south]
        self.assertEqual((people, each), (2, 1.5))
        self.assertAlmostEqual(result, 4_400 / 3)

    def test_months(self):
        groups = self.report.formatted_read_group(
            SUMMER, ["date:month"], ["people:sum", "meetings:sum", "deal_rate:avg"]
        )
        self.assertEqual([group["people:sum"] for group in groups], [3, 3])
        self.assertEqual([group["meetings:sum"] for group in groups], [7, 6])
        self.assertEqual([group["deal_rate:avg"] for group in groups], [0, 0])

    def test_only_the_months_asked_for_are_computed(self):
        first, last = self.report._get_days(SUMMER)
        self.assertEqual((str(first), str(last)), ("2017-07-01", "2017-08-31"))
        first, last = self.report._get_days([("date", "=", "2020-01-15")])
        self.assertLessEqual(first, last)

    def test_nobody(self):
        self.assertFalse(self.report.search([("date", "<", "2010-01-01")]))
        self.assertFalse(
            self.report.search([("date", ">=", "2030-01-01"), ("people", ">", 0)])
        )

    def test_facts_of_a_row(self):
        row = self.report.search(
            [*SUMMER, ("user_id", "=", self.anna.id), ("date", "=", "2017-08-01")]
        )
        action = row.action_view_facts()
        facts = self.env["sales.fact"].with_user(self.max).search(action["domain"])
        self.assertEqual(facts.user_id, self.anna)
        self.assertEqual(len(facts), 3)

    def test_views(self):
        for kind in ("list", "pivot", "graph", "search"):
            self.assertTrue(self.report.get_view(view_type=kind)["arch"])
        result = self.report.web_search_read(SUMMER, {"people": {}}, order="people")
        self.assertEqual(result["length"], 6)
        groups = self.report.web_read_group(
            SUMMER, ["team_id"], ["meetings:sum"], limit=10
        )
        self.assertEqual(groups["length"], 2)
