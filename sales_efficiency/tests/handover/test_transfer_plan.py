from datetime import date

from odoo.tests import freeze_time, tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-08-15 08:00:00")
class TestTransferPlan(HandoverCommon):
    """August 2017 has 23 working days, 12 of them from the 16th on."""

    def _get_targets(self, plan):
        return {
            (line.user_id.name, line.date_from, line.date_to): line.target
            for line in plan.line_ids
        }

    def test_what_is_left_goes_to_the_receivers(self):
        plan = self._create_plan("2017-08-01", {self.anna: 2300, self.boris: 500})
        self._transfer(self.boris | self.carl, with_orders=False)
        targets = self._get_targets(plan)
        self.assertEqual(targets["Anna", False, date(2017, 8, 15)], 1100)
        self.assertEqual(sum(targets.values()), 2800)
        self.assertGreater(targets["Boris", False, False], 500)
        self.assertIn(("Carl", date(2017, 8, 16), False), targets)
        self.assertIn("Anna's target counts until", plan.message_ids[0].body)

    def test_next_period_goes_whole(self):
        plan = self._create_plan("2017-09-01", {self.anna: 2000})
        self._transfer(self.boris)
        self.assertEqual(
            self._get_targets(plan),
            {("Anna", False, False): 0, ("Boris", False, False): 2000},
        )

    def test_closed_and_draft_plans_stay(self):
        closed = self._create_plan("2017-07-01", {self.anna: 2000})
        closed.action_close()
        draft = self._create_plan("2017-08-01", {self.anna: 700}, state="draft")
        handover = self._transfer(self.boris)
        self.assertNotIn("sales.plan.line", handover.line_ids.mapped("model"))
        self.assertEqual(closed.line_ids.target, 2000)
        self.assertEqual(draft.line_ids.target, 700)

    def test_target_changed_after_the_preview_stays(self):
        plan = self._create_plan("2017-09-01", {self.anna: 2000})
        handover = self._preview(self.boris)
        plan.line_ids.target = 100
        handover.action_transfer()
        self.assertEqual(plan.line_ids.target, 100)
        self.assertIn(
            "The target was changed or deleted after the preview.",
            handover.line_ids.mapped("reason"),
        )

    def test_undo_gives_the_target_back(self):
        plan = self._create_plan("2017-08-01", {self.anna: 2300, self.boris: 500})
        before = self._get_targets(plan)
        handover = self._transfer(self.boris | self.carl)
        handover.action_undo()
        self.assertEqual(self._get_targets(plan), before)

    def test_undo_leaves_targets_that_were_changed(self):
        plan = self._create_plan("2017-09-01", {self.anna: 2000})
        handover = self._transfer(self.boris)
        plan.line_ids.filtered(lambda line: line.user_id == self.boris).target = 1500
        handover.action_undo()
        self.assertEqual(self._get_targets(plan)["Boris", False, False], 1500)
        self.assertIn(
            "One of the targets was changed since, or is closed.",
            handover.line_ids.mapped("reason"),
        )

    def test_target_is_not_divided_by_hand(self):
        self._create_plan("2017-09-01", {self.anna: 2000})
        handover = self._preview(self.boris)
        line = handover.line_ids.filtered(lambda line: line.model == "sales.plan.line")
        with self._assert_refused("Change the targets in the plan"):
            line.write({"to_user_id": self.carl.id})
