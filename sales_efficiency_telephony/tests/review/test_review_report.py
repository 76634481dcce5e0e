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

    def test_merged_deals_keep_what_was_said_of_their_calls(self):
        """The deal that was won has swallowed the one the call was about."""
        review = self._mark(self.calls[0], self.lena, 5)
        self.deals[0].partner_id = self.deals[1].partner_id = self.client
        merged = self.deals[:2]._merge_opportunity(auto_unlink=False)
        self._win(merged)
        self.env.flush_all()
        self.assertEqual(review.sudo().lead_id, merged)
        (row,) = self.env["pbx.review.report"].search([])
        self.assertEqual((row.lead_id, row.won_status), (merged, "won"))

    def test_a_deal_chosen_later_counts(self):
        """Which deal it was about was said after the review."""
        call = self._create_calls(stage_id=self.talk.id, partner_id=self.client.id)
        self._mark(call, self.lena, 5)
        source = self.env["utm.source"].create({"name": "Fair"})
        self.deals[2].source_id = source
        call.lead_id = self.deals[2]
        self._win(self.deals[2])
        self.env.flush_all()
        self.assertEqual(self._won()["high"], (1, 100, 1, 100))
        answers = self.env["pbx.review.answer.report"].search([])
        self.assertEqual(answers.lead_id, self.deals[2])
        facts = self.env["sales.fact"].search([("res_model", "=", "pbx.review")])
        self.assertEqual(facts.source_id, source)

    # ------------------------------------------------------------
    # HOUR AND WEEKDAY
    # ------------------------------------------------------------

    def _in_new_york(self):
        calendar = self.company.resource_calendar_id.copy({"tz": "America/New_York"})
        self.south.sales_calendar_id = calendar

    def test_hour_and_weekday_of_the_call(self):
        """Monday 10:00 in UTC: noon in Brussels, six o'clock in New York."""
        self._in_new_york()
        self._mark(self.calls[0], self.lena, 5)
        self._mark(self._create_calls(user=self.carl), self.max, 2)
        late = self._create_calls(user=self.carl)
        late.started_at = NOON.replace(hour=2)
        self._mark(late, self.max, 0)
        self.env.flush_all()
        rows = self.env["pbx.review.report"]._read_group(
            [], ["user_id", "weekday", "hour"], ["score:avg", "call_date:max"]
        )
        self.assertEqual(
            [(user.name, *values) for user, *values in rows],
            [
                ("Anna", "1", 12, 100, date(2017, 8, 14)),
                ("Carl", "1", 6, 55, date(2017, 8, 14)),
                ("Carl", "1", 22, 25, date(2017, 8, 14)),
            ],
        )
        # That of the call, not that of the review.
        (row, *_others) = self.env["pbx.review.report"].search([("hour", "=", 22)])
        self.assertEqual(row.call_started_at, NOON.replace(hour=2))

    def test_heat_map(self):
        """An hour's score is the mean of its reviews; the own opinion is none."""
        self._in_new_york()
        self._mark(self.calls[0], self.lena, 5)
        self._mark(self.calls[0], self.anna, 0)
        self._mark(self.calls[0], self.max, 2)
        self._mark(self._create_calls(user=self.carl), self.max, 4)
        self._mark(self._create_calls(days_ago=40), self.lena, 0)
        self.env.flush_all()
        report = self.env["pbx.call.report"].with_user(self.max)
        found = report.get_heat_map({"measure": "score"})
        self.assertEqual(
            found["cells"],
            [
                {"weekday": 1, "hour": 6, "value": 85, "count": 1},
                {"weekday": 1, "hour": 12, "value": 77.5, "count": 2},
            ],
        )
        self.assertEqual(found["total"], 80)
        self.assertEqual(found["unit"], "percent")
        labels = {one["name"]: one["label"] for one in found["measures"]}
        self.assertEqual(
            (labels["score"], labels["review_id"]), ("Score, %", "Reviews")
        )
        rows = self.env[found["model"]].search(
            [*found["domain"], ("weekday", "=", "1"), ("hour", "=", 12)]
        )
        self.assertEqual(rows.reviewer_id, self.lena | self.max)
        counted = report.get_heat_map({"measure": "review_id"})
        self.assertEqual([one["value"] for one in counted["cells"]], [1, 2])
        narrowed = report.get_heat_map({"measure": "score", "user_id": self.carl.id})
        self.assertEqual([one["value"] for one in narrowed["cells"]], [85])
        # Anna sees those of her own talks.
        own = report.with_user(self.anna).get_heat_map({"measure": "score"})
        self.assertEqual([one["value"] for one in own["cells"]], [77.5])

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
