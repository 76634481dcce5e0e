from datetime import timedelta

from odoo.tests import tagged

from ..funnel.common import NOON
from .test_script_report import ScriptReportCommon


@tagged("post_install", "-at_install")
class TestScriptAnswers(ScriptReportCommon):
    """Which answers go with won deals."""

    def _answer_many(self, option, won, lost, user=None, days_ago=12, still=0):
        """Let deals have an answer, and so many of them be won and lost."""
        deals = self._create_deals(won + lost + still, user=user)
        for deal in deals:
            self._go(deal, days_ago, Greet=None, How_many_people=f"option:{option}")
        if won:
            self._win(deals[:won])
        if lost:
            self._lose(deals[won : won + lost])
        return deals

    def _get_shares(self, domain=(), user=None):
        report = self.env["sales.script.answer.share"].with_user(user or self.max)
        rows = report.search([("script_id", "=", self.script.id), *domain])
        return {
            row.option_name: (row.cases, row.decided, row.won, row.verdict)
            for row in rows
        }

    def test_one_answer_is_better_than_the_other(self):
        self._answer_many("Many", won=11, lost=1, still=2)
        self._answer_many("A few", won=1, lost=11)
        self.assertEqual(
            self._get_shares(),
            {"Many": (14, 12, 11, "more"), "A few": (12, 12, 1, "less")},
        )
        row = self.env["sales.script.answer.share"].search(
            [("script_id", "=", self.script.id), ("option_name", "=", "Many")]
        )
        self.assertEqual(row.step_name, "How many people?")
        self.assertAlmostEqual(row.won_share, 91.7)
        self.assertEqual(row.likely, "65–98 %")

    def test_a_handful_says_nothing(self):
        self._answer_many("Many", won=4, lost=0)
        self._answer_many("A few", won=0, lost=0, still=1)
        self.assertEqual(
            self._get_shares(), {"Many": (4, 4, 4, "few"), "A few": (1, 0, 0, "few")}
        )

    def test_no_difference(self):
        self._answer_many("Many", won=6, lost=6)
        self._answer_many("A few", won=7, lost=6)
        verdicts = {row[3] for row in self._get_shares().values()}
        self.assertEqual(verdicts, {"same"})

    def test_the_same_as_the_analysis(self):
        self._answer_many("Many", won=3, lost=2, user=self.anna)
        self._answer_many("Many", won=1, lost=2, user=self.carl)
        answers = self.env["sales.script.answer.report"]._read_group(
            [("option_key", "!=", False), ("script_id", "=", self.script.id)],
            ["option_name"],
            ["lead_id:count_distinct", "decided:sum", "won:sum", "won_share:avg"],
        )
        self.assertEqual(answers, [("Many", 8, 8, 4, 50.0)])
        self.assertEqual(self._get_shares()["Many"][:3], (8, 8, 4))

    def test_only_what_is_looked_for_is_counted(self):
        self._answer_many("Many", won=3, lost=2, user=self.anna, days_ago=12)
        self._answer_many("Many", won=1, lost=2, user=self.carl, days_ago=25)
        day = NOON - timedelta(days=20)
        for domain, counts in (
            ([("user_id", "=", self.carl.id)], (3, 3, 1)),
            ([("user_id.name", "=", "Anna")], (5, 5, 3)),
            ([("team_id", "=", self.north.id)], (5, 5, 3)),
            ([("date", "<", day)], (3, 3, 1)),
            (["|", ("date", "<", day), ("date", ">=", day)], (8, 8, 4)),
            ([], (8, 8, 4)),
        ):
            with self.subTest(domain):
                self.assertEqual(self._get_shares(domain)["Many"][:3], counts)
        with self._assert_refused("apart from other conditions"):
            self._get_shares(["|", ("date", "<", day), ("option_name", "=", "Many")])
        rows = self.env["sales.script.answer.share"].web_search_read(
            [("user_id", "=", self.carl.id)], {"cases": {}, "verdict": {}}
        )
        self.assertEqual([row["cases"] for row in rows["records"]], [3])

    def test_everybody_counts_what_they_may_see(self):
        self._answer_many("Many", won=1, lost=0, user=self.anna)
        self._answer_many("Many", won=1, lost=1, user=self.boris)
        self._answer_many("Many", won=1, lost=2, user=self.carl)
        for user, count in ((self.anna, 1), (self.lena, 3), (self.max, 6)):
            self.assertEqual(self._get_shares(user=user)["Many"][0], count)

    def test_a_row_leads_to_its_answers(self):
        deals = self._answer_many("Many", won=1, lost=1)
        self._answer_many("A few", won=1, lost=0)
        row = self.env["sales.script.answer.share"].search(
            [("option_name", "=", "Many"), ("script_id", "=", self.script.id)]
        )
        action = row.action_open_deals()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.lead_id, deals)
        self.assertEqual(found[0].action_open_deal()["res_model"], "crm.lead")

    def test_a_row_leads_to_what_it_counts(self):
        early = self._answer_many("Many", won=1, lost=1, days_ago=25)
        late = self._answer_many("Many", won=2, lost=1)
        day = str(NOON - timedelta(days=20))
        for domain, deals in (
            ([("date", ">=", day)], late),
            ([("date", "<", day), ("decided", ">=", 1)], early),
            ([("user_id.name", "=", "Anna")], early | late),
            ([("user_id", "=", self.carl.id)], self.env["crm.lead"]),
            ([], early | late),
            ("no domain", early | late),
        ):
            with self.subTest(domain):
                row = self.env["sales.script.answer.share"].search(
                    [("option_name", "=", "Many"), ("script_id", "=", self.script.id)]
                )
                action = row.with_context(
                    sales_script_counted=domain
                ).action_open_deals()
                found = self.env[action["res_model"]].search(action["domain"])
                self.assertEqual(found.lead_id, deals)

    def test_what_was_typed_is_told_too(self):
        deal = self._create_deals()
        self._go(
            deal,
            Greet=None,
            How_many_people="option:Many",
            What_budget="500",
        )
        rows = self.env["sales.script.answer.report"].search(
            [("lead_id", "=", deal.id)], order="id"
        )
        self.assertEqual(rows.mapped("step_name")[:2], ["Greet", "How many people?"])
        self.assertIn("500", rows[2].option_name)

    def test_queries_do_not_grow(self):
        report = self.env["sales.script.answer.share"]
        names = ["cases", "verdict", "likely", "won_share"]
        self._answer_many("Many", won=1, lost=1)
        report.search([]).read(names)
        for count in (1, 8):
            self._answer_many("A few", won=count, lost=1)
            self.env.invalidate_all()
            with self.assertQueryCount(3):
                report.search_read([("script_id", "=", self.script.id)], names)
