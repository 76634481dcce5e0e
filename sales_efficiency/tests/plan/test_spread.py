from datetime import datetime

from odoo.tests import Form, freeze_time, tagged

from .common import SpreadCommon


@tagged("post_install", "-at_install")
class TestSpread(SpreadCommon):
    def test_evenly(self):
        spread = self._spread()
        self.assertEqual(
            self._new_targets(spread),
            {self.anna: 100_000, self.boris: 100_000, self.carl: 100_000},
        )
        self.assertFalse(self._plan_targets(), "nothing is written before applying")
        spread.action_apply()
        self.assertEqual(
            self._plan_targets(),
            {self.anna: 100_000, self.boris: 100_000, self.carl: 100_000},
        )
        teams = {
            line.user_id: line.team_id for line in self.plan.line_ids if line.user_id
        }
        self.assertEqual(teams[self.anna], self.north)
        self.assertEqual(teams[self.carl], self.south)

    def test_a_team_over_its_members(self):
        spread = self._spread(self.north_line)
        self.assertEqual(spread.team_ids, self.north)
        self.assertEqual(
            self._new_targets(spread), {self.anna: 50_000, self.boris: 50_000}
        )

    def test_rounding_keeps_the_sum(self):
        self.department_line.target = 100_000
        spread = self._spread()
        self.assertEqual(
            sorted(self._new_targets(spread).values()), [33_000, 33_000, 34_000]
        )
        self.assertEqual((spread.sum_of_parts, spread.difference), (100_000, 0))
        self.department_line.target = 100_000.55
        spread = self._spread()
        self.assertEqual(
            sorted(self._new_targets(spread).values()), [33_000, 33_000.55, 34_000]
        )
        self.assertEqual(spread.difference, 0)

    def test_whole_numbers_of_counts(self):
        meetings = self._metric("meetings")
        line = self._create_line(10, metric=meetings)
        spread = self._spread(line, step=1)
        self.assertEqual(sorted(self._new_targets(spread).values()), [3, 3, 4])
        spread.step = 0.5
        self.assertIn("Meetings is counted in whole numbers", spread.problem)

    def test_by_working_days(self):
        """Own schedules, absences and half days count: 23, 13 and 23 days."""
        self._set_schedule(self.boris, {0, 2, 4})
        carl = self._set_schedule(self.carl, set(range(5)))
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": carl.id,
                "date_from": datetime(2017, 8, 6, 22),
                "date_to": datetime(2017, 8, 11, 22),
            }
        )
        spread = self._spread(way="days", step=1)
        basis = {line.user_id: line.basis for line in spread.line_ids}
        self.assertEqual(basis, {self.anna: 23, self.boris: 13, self.carl: 18})
        new = self._new_targets(spread)
        self.assertEqual(sum(new.values()), 300_000)
        self.assertEqual(new[self.boris], round(300_000 * 13 / 54))

    def test_mornings_only_are_half_days(self):
        resource = self._set_schedule(self.boris, set(range(5)))
        resource.calendar_id.attendance_ids.filtered(
            lambda line: line.day_period != "morning"
        ).unlink()
        spread = self._spread(self.north_line, way="days")
        basis = {line.user_id: line.basis for line in spread.line_ids}
        self.assertEqual(basis[self.anna], 23)
        self.assertAlmostEqual(basis[self.boris], 11.5)

    @freeze_time("2017-07-20 10:00:00")
    def test_by_results(self):
        """Three months that are over: April to June, as July is still going on."""
        self._create_order(self.anna, 30_000, "2017-04-01 10:00:00")
        self._create_order(self.boris, 10_000, "2017-06-30 10:00:00")
        self._create_order(self.carl, 90_000, "2017-07-03 10:00:00")
        self._create_order(self.carl, 90_000, "2017-03-31 10:00:00")
        spread = self._spread(way="results")
        self.assertEqual(
            self._new_targets(spread),
            {self.anna: 225_000, self.boris: 75_000, self.carl: 0},
        )
        self.assertEqual(spread.basis_name, "04/01/2017 to 06/30/2017")
        spread.action_apply()
        self.assertEqual(
            self._plan_targets(),
            {self.anna: 225_000, self.boris: 75_000},
            "no part, no line",
        )

    @freeze_time("2017-09-01 10:00:00")
    def test_results_follow_the_scope(self):
        medium = self.env["utm.medium"].create({"name": "Trade fair"})
        self.department_line.medium_id = medium
        self._create_order(self.anna, 500, "2017-07-03 10:00:00")
        self._create_order(self.boris, 500, "2017-07-04 10:00:00", medium_id=medium.id)
        spread = self._spread(way="results")
        self.assertEqual(self._new_targets(spread)[self.boris], 300_000)
        spread.action_apply()
        line = self.plan.line_ids.filtered(lambda line: line.user_id == self.boris)
        self.assertEqual(line.medium_id, medium)

    def test_refunds_are_no_negative_weight(self):
        self._create_order(self.anna, 500, "2017-07-03 10:00:00")
        self._create_order(self.boris, -900, "2017-07-03 10:00:00")
        new = self._new_targets(self._spread(self.north_line, way="results"))
        self.assertEqual(new, {self.anna: 100_000, self.boris: 0})

    def test_by_weights(self):
        spread = self._spread(way="weights")
        weights = {self.anna: 2, self.boris: 1, self.carl: 0}
        for line in spread.line_ids:
            line.weight = weights[line.user_id]
        self.assertEqual(
            self._new_targets(spread),
            {self.anna: 200_000, self.boris: 100_000, self.carl: 0},
        )

    def test_joined_and_left_inside_the_period(self):
        """From the 15th on 13 of 23 days are left; until the 4th there are 4."""
        spread = self._spread(self.north_line, step=1)
        anna, boris = spread.line_ids
        anna.date_from = "2017-08-15"
        boris.date_to = "2017-08-04"
        new = self._new_targets(spread)
        self.assertEqual(new, {self.anna: 76_471, self.boris: 23_529})
        spread.action_apply()
        line = self.plan.line_ids.filtered(lambda line: line.user_id == self.anna)
        self.assertEqual(str(line.date_from), "2017-08-15")

    def test_typed_amount(self):
        spread = self.env["sales.plan.spread"].create(
            {
                "plan_id": self.plan.id,
                "metric_id": self._metric("meetings").id,
                "whole": 7,
                "team_ids": self.north.ids,
            }
        )
        spread.action_apply()
        self.assertEqual(
            sorted(self._plan_targets(self._metric("meetings")).values()), [3, 4]
        )

    def test_ratio_is_not_divided(self):
        average = self._metric("average_deal")
        line = self._create_line(5_000, metric=average)
        spread = self._spread(line)
        self.assertTrue(spread.is_ratio)
        self.assertFalse(spread.problem)
        spread.action_apply()
        self.assertEqual(set(self._plan_targets(average).values()), {5_000})

    def test_form(self):
        """What is seen changes with each field, and nothing is stored before."""
        context = {"active_model": "sales.plan", "active_id": self.plan.id}
        form = Form(self.env["sales.plan.spread"].with_context(**context))
        self.assertEqual(form.source_line_id, self.department_line)
        self.assertEqual((form.whole, form.step), (300_000, 100))
        form.source_line_id = self.north_line
        self.assertEqual(len(form.line_ids), 2)
        form.step = 1
        form.way = "weights"
        with form.line_ids.edit(0) as line:
            line.weight = 3
        self.assertEqual(form.line_ids.edit(0).new_target, 75_000)
        self.assertEqual(form.line_ids.edit(1).new_target, 25_000)
        self.assertEqual(form.sum_of_parts, 100_000)
        self.assertFalse(form.problem)
        form.line_ids.remove(1)
        self.assertEqual(form.line_ids.edit(0).new_target, 100_000)
        self.assertFalse(self._plan_targets())
        form.save().action_apply()
        self.assertEqual(self._plan_targets(), {self.anna: 100_000})

    def test_one_after_the_other(self):
        spread = self._spread(way="days")
        self.assertEqual(spread.next_line_id, self.north_line)
        action = spread.action_apply_next()
        self.assertEqual(
            action["context"]["default_source_line_id"], self.north_line.id
        )
        self.assertEqual(action["context"]["default_way"], "days")
        last = self._spread(self.north_line).action_apply_next()
        self.assertEqual(last["type"], "ir.actions.act_window_close")
