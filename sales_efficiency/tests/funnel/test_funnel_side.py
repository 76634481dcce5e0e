from odoo.tests import tagged

from .common import FunnelCommon


@tagged("post_install", "-at_install")
class TestFunnelSide(FunnelCommon):
    """A stage where everybody loses, and one where one person does."""

    def _get_sides(self):
        funnel = self.env["sales.funnel"].create({"name": "All", "sequence": 0})
        picture = self.env["sales.funnel"].get_picture(
            {"funnel_id": funnel.id, "date_from": "2017-07-01", "date_to": "2017-08-15"}
        )
        return {side["stage"]: side for side in picture["sides"]}

    def _go(self, user, lost, passed, stage=None, onwards=None, reason=None):
        deals = self._create_deals(lost + passed, user=user, stage=stage or self.first)
        if passed:
            self._move(deals[lost:], onwards or self.talk, 15)
        if lost:
            self._lose(deals[:lost], 10, reason)

    def test_person_who_loses_more_than_the_others(self):
        self._go(self.anna, 18, 4, reason=self.rude)
        self._go(self.boris, 3, 20)
        self._go(self.carl, 2, 20)
        side = self._get_sides()["First"]
        self.assertEqual(
            (side["verdict"], side["lost"], side["decided"]), ("person", 23, 67)
        )
        self.assertIn(
            "Anna loses 18 of 22 deals here, the others 5 of 45", side["sentence"]
        )
        anna = side["people"][0]
        self.assertEqual((anna["name"], anna["stands_out"]), ("Anna", True))
        self.assertLess(anna["low"], anna["share"])
        self.assertGreater(anna["high"], anna["share"])
        self.assertEqual(
            {one["side"]: one["lost"] for one in side["sides"]},
            {"product": 5, "person": 18, "client": 0, "other": 0},
        )
        self.assertEqual(
            [(one["name"], one["lost"]) for one in side["reasons"]],
            [("Nobody called", 18), ("Too much money", 5)],
        )

    def test_stage_where_everybody_loses(self):
        for user in (self.anna, self.boris):
            self._go(user, 1, 30, onwards=self.talk)
            self._go(user, 14, 8, stage=self.talk, onwards=self.offer)
        sides = self._get_sides()
        self.assertEqual(sides["Talk"]["verdict"], "product")
        self.assertIn("everybody loses here, 28 of 44", sides["Talk"]["sentence"])
        self.assertEqual(sides["First"]["verdict"], "neither")

    def test_few_deals_say_nothing(self):
        self._go(self.anna, 3, 0)
        side = self._get_sides()["First"]
        self.assertEqual(side["verdict"], "few")
        self.assertIn("3 of 3 were lost here", side["sentence"])

    def test_stages_without_losses_are_left_out(self):
        self._go(self.anna, 0, 30)
        self.assertEqual(self._get_sides(), {})

    def test_usual_reasons_have_a_side(self):
        reason = self.env.ref("crm.lost_reason_1", raise_if_not_found=False)
        if not reason:
            self.skipTest("The reason that CRM brings was deleted.")
        reason.sales_side = "other"
        self.env["crm.lost.reason"]._set_usual_sides()
        self.assertEqual(reason.sales_side, "product")
