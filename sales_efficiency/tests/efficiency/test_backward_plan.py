from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import EfficiencyCommon


@tagged("post_install", "-at_install")
class TestBackwardPlan(EfficiencyCommon):
    """From what is missing back to the work of a day.

    In the half year before 5 September, the team North closed 4 orders of 9,000 in 10
    meetings; anna 2 of 7,000 in 6. An order is an offer
    that was sent, too. Nobody called.
    """

    def _get(self, user, reader=None, **kwargs):
        plans = (
            self.env["sales.plan"].with_user(reader or user).get_backward_plan(**kwargs)
        )
        found = {plan["user_id"]: plan for plan in plans}
        return found.get(user.id)

    def _steps(self, plan):
        return {step["name"]: step for step in plan["steps"]}

    def test_as_computed_by_hand(self):
        self._create_plan("2017-09-01", {self.anna: 21_000})
        plan = self._get(self.anna)
        self.assertEqual((plan["missing"], plan["state"]), (21_000, "behind"))
        # 21 working days, three have passed with today.
        self.assertEqual((plan["days"], plan["until"]), (18, "2017-09-30"))
        steps = self._steps(plan)
        average = (7_000 + 10 * 9_000 / 4) / (2 + 10)
        self.assertAlmostEqual(steps["deals"]["rate"], average)
        self.assertEqual(steps["deals"]["needed"], -(-21_000 // average))
        self.assertEqual(steps["offers"]["rate"], 1)
        # Offers of meetings: 2 of 6, the team 4 of 10.
        won = (2 + 10 * 0.4) / (6 + 10)
        self.assertAlmostEqual(steps["meetings"]["rate"], won)
        needed = -(-21_000 // (average * won))
        self.assertEqual(steps["meetings"]["needed"], needed)
        self.assertEqual(steps["calls"]["reason"], "none_done")

    def test_without_offers_meetings_are_counted_from_deals(self):
        self.company.sales_revenue_metric_id = self._metric("won_revenue")
        self.env["sale.order"].search([("company_id", "=", self.company.id)]).write(
            {"sales_sent_at": False, "state": "cancel"}
        )
        self._create_won(self.anna, "2017-08-16 10:00:00", revenue=500)
        self._create_plan(
            "2017-09-01", {self.anna: 5_000}, metric=self._metric("won_revenue")
        )
        steps = self._steps(self._get(self.anna))
        self.assertEqual(steps["offers"]["reason"], "none_done")
        self.assertEqual(steps["meetings"]["source"], "deals")
        self.assertAlmostEqual(steps["meetings"]["rate"], (1 + 10 * 0.1) / (6 + 10))

    def test_calls_a_day(self):
        for number in range(20):
            call = self.env["mail.activity"].create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": self.client.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                    "user_id": self.anna.id,
                }
            )
            call._action_done()
            call.sales_done_at = f"2017-08-{number + 1:02} 10:00:00"
        self._create_plan("2017-09-01", {self.anna: 21_000})
        steps = self._steps(self._get(self.anna))
        rate = (6 + 10 * 10 / 20) / (20 + 10)
        self.assertAlmostEqual(steps["calls"]["rate"], rate)
        self.assertGreaterEqual(
            steps["calls"]["per_day"] * 18, steps["calls"]["needed"]
        )

    def test_newcomer_goes_by_the_team(self):
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids |= dora
        self._create_plan("2017-09-01", {dora: 9_000})
        steps = self._steps(self._get(dora))
        self.assertEqual(steps["deals"]["rate"], 9_000 / 4)
        self.assertEqual(steps["deals"]["own_whole"], 0)
        self.assertEqual(steps["deals"]["needed"], 4)

    def test_new_team_goes_by_the_department(self):
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self._create_team("West", self.lena, dora)
        self._create_plan("2017-09-01", {dora: 9_000})
        self.assertEqual(self._steps(self._get(dora))["deals"]["team_rate"], 13_400 / 6)

    def test_nothing_known(self):
        self.env["sale.order"].search([("company_id", "=", self.company.id)]).write(
            {"state": "cancel"}
        )
        self.env.flush_all()
        self._create_plan("2017-09-01", {self.anna: 9_000})
        steps = self._get(self.anna)["steps"]
        self.assertEqual({step["needed"] for step in steps}, {None})
        self.assertEqual({step["reason"] for step in steps}, {"no_deals"})

    def test_reached_and_on_pace(self):
        self._create_plan("2017-09-01", {self.anna: 2_100, self.boris: 1_000})
        self._create_order(self.anna, 320, "2017-09-04 08:00:00")
        self._create_order(self.boris, 1_000, "2017-09-04 08:00:00")
        self.assertEqual(self._get(self.anna)["state"], "on_pace")
        boris = self._get(self.boris)
        self.assertEqual((boris["state"], boris["missing"]), ("reached", 0))

    def test_last_day_is_still_a_day(self):
        self._create_plan("2017-08-01", {self.anna: 23_000})
        plan = self._get(self.anna, date="2017-08-31")
        self.assertEqual(plan["days"], 1)
        self.assertTrue(self._steps(plan)["meetings"]["per_day"])

    def test_last_afternoon_is_a_day_too(self):
        """An hour is left of Thursday the 31st: not eight times as much a day."""
        self.company.sales_today_rule = "hour"
        self._create_plan("2017-08-01", {self.anna: 23_000})
        board = self.env["sales.board"].with_user(self.max)
        with freeze_time("2017-08-31 14:00:00"):
            plan = self._get(self.anna)
            self.assertEqual(plan["days"], 1)
            # What the morning found missing is today's to bring, whatever the hour.
            self.assertEqual(board.get_board_data()["today"]["needed"], 20_000)
        with freeze_time("2017-08-30 14:00:00"):
            self.assertEqual(board.get_board_data()["today"]["needed"], 10_000)

    def test_won_revenue_counts_won_deals(self):
        self.company.sales_revenue_metric_id = self._metric("won_revenue")
        self._create_won(self.anna, "2017-08-16 10:00:00", revenue=500)
        self._create_plan(
            "2017-09-01", {self.anna: 5_000}, metric=self._metric("won_revenue")
        )
        steps = self._steps(self._get(self.anna))
        self.assertEqual(steps["deals"]["own_whole"], 1)
        self.assertAlmostEqual(steps["deals"]["rate"], 500)

    def test_other_revenue_has_other_conversions(self):
        efficiency = self.env["sales.efficiency"]
        today = self.env.user._get_sales_today()
        orders = efficiency._get_conversions(self.company.id, today)
        self.assertEqual(orders.department["deals"], 6)
        self._create_won(self.anna, "2017-08-16 10:00:00", revenue=500)
        self.company.sales_revenue_metric_id = self._metric("won_revenue")
        won = efficiency._get_conversions(self.company.id, today)
        self.assertEqual(won.department["deals"], 1)

    def test_deals_loaded_later_are_seen_at_once(self):
        orders = self.env["sale.order"].search([("company_id", "=", self.company.id)])
        orders.write({"state": "cancel"})
        efficiency = self.env["sales.efficiency"]
        today = self.env.user._get_sales_today()
        empty = efficiency._get_conversions(self.company.id, today)
        self.assertFalse(empty.department["deals"])
        orders.write({"state": "sale"})
        found = efficiency._get_conversions(self.company.id, today)
        self.assertEqual(found.department["deals"], 6)

    def test_a_day_to_come_is_not_kept(self):
        efficiency = self.env["sales.efficiency"]
        tomorrow = self.env.user._get_sales_today() + timedelta(days=1)
        efficiency._get_conversions(self.company.id, tomorrow)
        self._create_order(self.anna, 1_000, "2017-09-05 08:00:00")
        found = efficiency._get_conversions(self.company.id, tomorrow)
        self.assertEqual(found.department["deals"], 7)

    def test_without_a_plan_and_of_other_metrics(self):
        self._create_plan(
            "2017-09-01", {self.boris: 5}, metric=self._metric("meetings")
        )
        self._create_plan("2017-09-01", {self.carl: 0})
        for user in (self.anna, self.boris, self.carl):
            self.assertIsNone(self._get(user))

    def test_who_sees_whose(self):
        self._create_plan("2017-09-01", dict.fromkeys((self.anna, self.carl), 9_000))
        self.assertIsNone(self._get(self.carl, reader=self.anna))
        self.assertTrue(self._get(self.anna, reader=self.lena))
        self.assertIsNone(self._get(self.carl, reader=self.lena))
        self.assertTrue(self._get(self.carl, reader=self.max, user_ids=self.carl.ids))

    def test_on_the_card_and_in_my_day(self):
        self._create_plan("2017-09-01", {self.anna: 21_000})
        report = self.env["sales.pace.report"].with_user(self.lena)
        card = report.search([("user_id", "=", self.anna.id)]).card
        expected = self._get(self.anna)
        self.assertEqual(card["backward"]["steps"], expected["steps"])
        day = self.env["sales.my.day"].with_user(self.anna).get_my_day()
        self.assertEqual(day["card"]["backward"]["missing"], 21_000)
        boris = self.env["sales.my.day"].with_user(self.boris).get_my_day()
        self.assertNotIn("backward", boris["card"])
