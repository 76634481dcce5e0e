from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOON, ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewReport(ReviewCommon):
    """Quality by person, stage and question, beside won deals, and as a metric."""

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(NOON))
        self.deals = self._create_deals(5, stage=self.talk)
        self.calls = self.env["pbx.call"].union(
            *(
                self._create_calls(
                    lead_id=deal.id, stage_id=self.talk.id, partner_id=self.client.id
                )
                for deal in self.deals
            )
        )

    def _won(self, **domain):
        rows = self.env["pbx.review.report"]._read_group(
            [("is_self", "=", False)],
            ["level"],
            ["review_id:count_distinct", "score:avg", "decided:sum", "won_share:avg"],
        )
        return {level: tuple(values) for level, *values in rows}

    def test_won_deals_by_level(self):
        """Two talks are high, three low; one high and one low deal are won."""
        for call, points in zip(self.calls, (5, 5, 0, 0, 1), strict=True):
            self._mark(call, self.lena, points)
        self._mark(self.calls[0], self.max, 4)
        self._mark(self.calls[0], self.anna, 0)
        self._win(self.deals[0] | self.deals[2])
        self._lose(self.deals[1] | self.deals[3])
        self.env.flush_all()
        won = self._won()
        # Points 5: 100; 4: 85. Both of them are high, and of one deal two reviews.
        self.assertEqual(won["high"], (3, 95, 2, 50))
        # 0: 25, 1: 40; the fifth deal is not decided.
        self.assertEqual(won["low"], (3, 30, 2, 50))
        self.assertNotIn("middle", won)

    def test_questions(self):
        self._mark(self.calls[0], self.lena, 5)
        self._mark(self.calls[1], self.lena, 2)
        rows = dict(
            (question, (count, mark))
            for question, count, mark in self.env[
                "pbx.review.answer.report"
            ]._read_group([], ["question"], ["review_id:count_distinct", "percent:avg"])
        )
        self.assertEqual(rows["Listens"], (2, 70))
        self.assertEqual(rows["Agrees on a next step"], (2, 100))
        # Not applicable is a row without a mark.
        self.assertEqual(rows["Knows who decides"][0], 2)
        self.assertFalse(rows["Knows who decides"][1])
        self.assertNotIn("What was best?", rows)

    def test_stages_and_scripts_are_those_of_the_call(self):
        self._mark(self.calls[0], self.lena, 5)
        self.deals[0].stage_id = self.offer
        self.env.flush_all()
        (row,) = self.env["pbx.review.report"].search([])
        self.assertEqual(row.stage_id, self.talk)
        action = row.action_open_review()
        self.assertEqual(action["res_id"], row.review_id.id)

    def test_drafts_are_not_counted(self):
        self._review(self.calls[0], self.lena, finish=False, Listens={"points": 5})
        self.assertFalse(self.env["pbx.review.report"].search([]))
        self.assertFalse(self._totals("call_quality"))

    # ------------------------------------------------------------
    # METRICS
    # ------------------------------------------------------------

    def _totals(self, name, user=None):
        metric = self.env.ref(f"sales_efficiency_telephony.sales_metric_{name}")
        totals = (
            self.env["sales.fact"]
            .with_user(user or self.max)
            ._get_totals(metric, date(2017, 8, 1), date(2017, 8, 31))
        )
        return {key[0]: value for key, value in totals[metric].items()}

    def test_metrics(self):
        self._mark(self.calls[0], self.lena, 5)
        self._mark(self.calls[1], self.max, 2)
        self._mark(self.calls[2], self.anna, 0)
        boris = self._create_calls(user=self.boris)
        self._mark(boris, self.lena, 4)
        # Anna: 100 and (3 x 2/5 + 1) / 4 = 55; her own opinion does not count.
        self.assertEqual(
            self._totals("call_quality"), {self.anna.id: 77.5, self.boris.id: 85}
        )
        self.assertEqual(
            self._totals("calls_reviewed"), {self.anna.id: 2, self.boris.id: 1}
        )
        self.assertEqual(
            self._totals("reviews_given"), {self.lena.id: 2, self.max.id: 1}
        )
        self.assertEqual(self._totals("call_quality", self.anna), {self.anna.id: 77.5})

    def test_a_fact_knows_its_deal_and_client(self):
        self._mark(self.calls[0], self.lena, 5)
        self.env.flush_all()
        metric = self.env.ref("sales_efficiency_telephony.sales_metric_calls_reviewed")
        (fact,) = self.env["sales.fact"].search([("metric_id", "=", metric.id)])
        self.assertEqual(fact.partner_id, self.client)
        self.assertEqual(fact.date, date(2017, 8, 15))
        self.assertEqual((fact.res_model, fact.team_id), ("pbx.review", self.north))
