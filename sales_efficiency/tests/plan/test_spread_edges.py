from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import SpreadCommon


@tagged("post_install", "-at_install")
class TestSpreadEdges(SpreadCommon):
    def test_targets_that_stay(self):
        fixed = self._create_line(120_000, self.carl)
        spread = self._spread(keep_targets=True)
        new = self._new_targets(spread)
        self.assertEqual(
            new, {self.anna: 90_000, self.boris: 90_000, self.carl: 120_000}
        )
        self.assertEqual(spread.difference, 0)
        spread.action_apply()
        self.assertEqual(fixed.target, 120_000)
        self.assertEqual(len(self._plan_targets()), 3)

    def test_rest_below_zero(self):
        self._create_line(312_000, self.carl)
        spread = self._spread(keep_targets=True)
        self.assertRegex(spread.problem, r"stay are .*12,000.* more than the whole")
        with self.assertRaisesRegex(UserError, "12,000"):
            spread.action_apply()

    def test_everybody_stays(self):
        for user in (self.anna, self.boris, self.carl):
            self._create_line(90_000, user)
        spread = self._spread(keep_targets=True)
        self.assertIn("30,000", spread.problem)
        self.assertIn("left for nobody", spread.problem)
        self._line_of(spread, self.anna).is_kept = False
        self.assertFalse(spread.problem)
        self.assertEqual(self._new_targets(spread)[self.anna], 120_000)

    def test_old_targets_are_replaced(self):
        line = self._create_line(10_000, self.anna)
        spread = self._spread()
        part = spread.line_ids.filtered("line_id")
        self.assertEqual(
            (part.old_target, part.new_target, part.difference),
            (10_000, 100_000, 90_000),
        )
        spread.action_apply()
        self.assertEqual(line.target, 100_000)
        self.assertEqual(len(self._plan_targets()), 3)

    def test_people_not_in_the_list_keep_theirs(self):
        """The sum in the plan has to be the whole, also with somebody taken out."""
        self._create_line(60_000, self.carl)
        spread = self._spread(team_ids=self.north.ids)
        self.assertEqual(spread.elsewhere, 60_000)
        spread.action_apply()
        self.assertEqual(sum(self._plan_targets().values()), 300_000)

    def test_moved_between_teams(self):
        """Anna's target in team south ends on the 11th: north's begins after it."""
        self._create_line(
            50_000, self.anna, team_id=self.south.id, date_to="2017-08-11"
        )
        spread = self._spread(self.north_line)
        line = self._line_of(spread, self.anna)
        self.assertEqual(str(line.date_from), "2017-08-12")
        self.assertFalse(line.line_id)

    def test_archived_people_are_left_out(self):
        self.boris.active = False
        spread = self._spread(self.north_line)
        self.assertEqual(spread.line_ids.user_id, self.anna)

    def test_nobody(self):
        self.north.member_ids = False
        spread = self._spread(self.north_line)
        self.assertIn("nobody to spread over", spread.problem)
        with self.assertRaisesRegex(UserError, "nobody to spread over"):
            spread.action_apply()

    def test_nothing_to_divide_by(self):
        spread = self._spread(way="results")
        self.assertIn("take more months", spread.problem)
        spread.months = 0
        self.assertIn("at least one month", spread.problem)
        spread.way = "weights"
        spread.line_ids.weight = 0
        self.assertIn("give somebody a weight", spread.problem)
        spread.line_ids[0].weight = -1
        self.assertIn("weight cannot be negative", spread.problem)
        self.assertFalse(any(self._new_targets(spread).values()))
        with self.assertRaisesRegex(UserError, "weight cannot be negative"):
            spread.action_apply()

    def test_no_working_day(self):
        self.company.resource_calendar_id.attendance_ids.unlink()
        self.assertIn("check schedules", self._spread(way="days").problem)
        self.assertFalse(self._spread().problem, "evenly needs no working days")

    def test_wrong_step_and_dates(self):
        spread = self._spread(step=0)
        self.assertIn("step above zero", spread.problem)
        spread.step = 1
        line = self._line_of(spread, self.anna)
        line.date_from = "2017-09-01"
        self.assertRegex(
            spread.problem, "Anna must be in force .* correct the two dates"
        )
        line.write({"date_from": "2017-08-10", "date_to": "2017-08-09"})
        self.assertIn("correct the two dates", spread.problem)

    def test_negative_and_missing(self):
        values = {"plan_id": self.plan.id, "step": 1}
        spread = self.env["sales.plan.spread"].create({**values, "whole": -5})
        self.assertIn("cannot be negative", spread.problem)
        spread.write({"whole": 5, "metric_id": False})
        self.assertIn("Choose the indicator", spread.problem)

    def test_closed_plan(self):
        spread = self._spread()
        self.plan.action_confirm()
        self.plan.action_close()
        with self.assertRaisesRegex(UserError, "is closed and keeps its figures"):
            spread.action_apply()
        self.assertFalse(self._plan_targets())

    def test_target_of_another_plan(self):
        other = self._create_plan("2017-09-01", {self.north: 5}, state="draft")
        with self.assertRaisesRegex(ValidationError, "choose one of that plan"):
            self._spread(other.line_ids)
        person = self._create_line(5, self.anna)
        with self.assertRaisesRegex(ValidationError, "choose one of that plan"):
            self._spread(person)

    def test_leader_spreads_the_own_team_only(self):
        self._spread(self.north_line, user=self.lena).action_apply()
        self.assertEqual(self._plan_targets(), {self.anna: 50_000, self.boris: 50_000})
        spread = self.env["sales.plan.spread"].with_user(self.lena)
        values = {"plan_id": self.plan.id, "metric_id": self.revenue.id, "whole": 9}
        department = {**values, "source_line_id": self.department_line.id}
        with self.assertRaises(AccessError):
            spread.create(department).action_apply()
        foreign = spread.create({**values, "team_ids": self.south.ids})
        with self.assertRaises(AccessError):
            foreign.action_apply()
        self.assertNotIn(self.carl, self._plan_targets())

    def test_leader_does_not_plan_for_the_own_person(self):
        """The leader's own target, set by a manager, is part of the whole."""
        self.north.member_ids += self.lena
        spread = self._spread(self.north_line, user=self.lena)
        self.assertEqual(spread.line_ids.user_id, self.anna | self.boris)
        self._create_line(40_000, self.lena)
        spread = self._spread(self.north_line, user=self.lena)
        self.assertEqual(spread.elsewhere, 40_000)
        spread.action_apply()
        self.assertEqual(
            self._plan_targets(),
            {self.lena: 40_000, self.anna: 30_000, self.boris: 30_000},
        )
        self.assertIn(self.lena, self._spread(self.north_line).line_ids.user_id)

    def test_salesperson_may_not(self):
        with self.assertRaises(AccessError):
            self._spread(user=self.anna)
        spread = self._spread()
        with self.assertRaises(AccessError):
            spread.with_user(self.anna).action_apply()

    def test_another_company_may_not(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.max.write({"company_ids": [(4, other.id)]})
        spread = self.env["sales.plan.spread"].with_user(self.max)
        with self.assertRaises(AccessError):
            spread.with_context(allowed_company_ids=other.ids).create(
                {"plan_id": self.plan.id, "whole": 5}
            ).action_apply()

    def test_queries_do_not_grow_with_people(self):
        def count(way):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            spread = self._spread(self.north_line, way=way)
            self.assertEqual(spread.difference, 0)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self._create_order(self.anna, 500, "2017-07-03 10:00:00")
        ways = ("even", "days", "results", "weights")
        for way in ways:
            count(way)
        few = [count(way) for way in ways]
        crowd = self.env["res.users"].create(
            [
                {
                    "name": f"Seller {index}",
                    "login": f"seller {index}",
                    "company_id": self.company.id,
                    "company_ids": self.company.ids,
                }
                for index in range(40)
            ]
        )
        self.north.member_ids += crowd
        for way in ways:
            count(way)
        many = [count(way) for way in ways]
        self.assertEqual(few, many)
