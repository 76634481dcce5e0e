from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-09-04 08:00:00")
class TestPlanState(SalesEfficiencyCommon):
    """Draft, confirmed, closed; August 2017 is over, September has begun."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan("2017-08-01", {cls.anna: 23_000})
        cls.line = cls.plan.line_ids
        cls.order = cls._create_order(cls.anna, 11_500, "2017-08-03 10:00:00")

    def _get_fact(self, day="2017-08-31"):
        rows = self.env["sales.plan"].get_pace(day, user_ids=self.anna.ids)
        return [row["fact"] for row in rows]

    def test_draft_does_not_count(self):
        self.plan.action_draft()
        self.assertEqual(self._get_fact(), [])
        self.plan.action_confirm()
        self.assertEqual(self._get_fact(), [11_500])

    def test_nothing_to_confirm(self):
        plan = self.env["sales.plan"].create({"date_start": "2017-10-01"})
        with self._assert_refused("October 2017 has no targets yet"):
            plan.action_confirm()

    def test_closed_keeps_its_figures(self):
        average = self._metric("average_deal")
        lines = self.env["sales.plan.line"].create(
            [
                {
                    "plan_id": self.plan.id,
                    "metric_id": average.id,
                    "user_id": user.id,
                    "target": 500,
                }
                for user in (self.anna, self.boris)
            ]
        )
        self.env["sales.plan.line"].create(
            [
                {
                    "plan_id": self.plan.id,
                    "metric_id": self.revenue.id,
                    "target": 90_000,
                    **values,
                }
                for values in ({}, {"team_id": self.north.id}, {"client_kind": "new"})
            ]
        )
        before = self.env["sales.plan"].get_pace("2017-08-31")
        self.plan.with_user(self.max).action_close()
        self.assertEqual(self.plan.state, "closed")
        self.assertEqual(
            (
                self.line.closed_fact,
                self.line.closed_working_days,
                self.line.closed_worked_days,
            ),
            (11_500, 23, 23),
        )
        self.assertEqual(lines.mapped("closed_has_fact"), [True, False])
        self.assertEqual(self.env["sales.plan"].get_pace("2017-08-31"), before)
        self.order._action_cancel()
        self._create_order(self.anna, 700, "2017-08-09 10:00:00")
        self.env["resource.calendar.leaves"].create(
            {
                "date_from": "2017-08-15 00:00:00",
                "date_to": "2017-08-16 00:00:00",
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self.env["sales.plan"].get_pace("2017-08-31"), before)
        self.plan.action_reopen()
        self.assertEqual(self._get_fact()[0], 700)
        self.plan.action_close()
        self.assertEqual(self.line.closed_fact, 700)

    def test_closing_takes_the_whole_period(self):
        plan = self._create_plan("2017-09-01", {self.anna: 1})
        with self._assert_refused("September 2017 runs until 09/30/2017"):
            plan.action_close()
        with freeze_time("2017-09-30 20:00:00"), self.assertRaises(UserError):
            plan.action_close()
        with freeze_time("2017-10-01 08:00:00"):
            plan.action_close()
        self.assertEqual(plan.state, "closed")

    def test_closed_does_not_become_a_draft_at_once(self):
        self.plan.action_close()
        with self._assert_refused("is Closed and cannot become Draft at once"):
            self.plan.state = "draft"

    def test_state_by_any_door(self):
        """A state written or created directly does all that the buttons do."""
        self.plan.with_user(self.max).write({"state": "closed"})
        self.assertEqual(self.line.closed_fact, 11_500)
        plan = self.env["sales.plan"].create(
            {
                "date_start": "2017-07-01",
                "state": "closed",
                "line_ids": [
                    Command.create(
                        {
                            "metric_id": self.revenue.id,
                            "user_id": self.anna.id,
                            "target": 1,
                        }
                    )
                ],
            }
        )
        self.assertEqual(plan.line_ids.closed_working_days, 21)

    def test_closed_is_not_edited_by_anybody(self):
        self.plan.action_close()
        lines = self.env["sales.plan.line"]
        values = {"metric_id": self.revenue.id, "user_id": self.boris.id, "target": 1}
        open_plan = self._create_plan("2017-09-01", {self.carl: 1})
        for user in (self.env.ref("base.user_root"), self.ada, self.max):
            plan, line = self.plan.with_user(user), self.line.with_user(user)
            key = f"u{self.anna.id}-{self.revenue.id}"
            for change in (
                lambda line=line: line.write({"target": 1}),
                lambda line=line: line.write({"closed_fact": 1}),
                lambda line=line: line.unlink(),
                lambda user=user: lines.with_user(user).create(
                    {**values, "plan_id": self.plan.id}
                ),
                lambda user=user: open_plan.line_ids.with_user(user).write(
                    {"plan_id": self.plan.id}
                ),
                lambda plan=plan: plan.write({"line_ids": [Command.create(values)]}),
                lambda plan=plan: plan.write({"line_ids": [Command.clear()]}),
                lambda plan=plan, key=key: plan.write({"grid": {"changes": {key: 5}}}),
                lambda plan=plan: plan.write({"date_start": "2017-10-01"}),
                lambda plan=plan: plan.write({"name": "Mine"}),
            ):
                with self._assert_refused("August 2017 is closed and keeps"):
                    change()
            with self._assert_refused("not a draft and cannot be deleted"):
                plan.unlink()
        self.assertEqual(self.line.target, 23_000)

    def test_reopening_is_in_the_chatter(self):
        self.plan.action_close()
        self.plan.with_user(self.max).action_reopen()
        self.assertEqual(self.plan.state, "confirmed")
        note = self.plan.message_ids.filtered("body")[0]
        self.assertIn("Reopened by Max", note.body)
        self.assertEqual(note.author_id, self.max.partner_id)

    def test_only_drafts_are_deleted(self):
        with self.assertRaises(UserError):
            self.plan.unlink()
        self.plan.action_draft()
        self.plan.unlink()
        self.assertFalse(self.line.exists())

    def test_what_a_target_is_for_is_not_deleted(self):
        medium = self.env["utm.medium"].create({"name": "Fair"})
        self.line.medium_id = medium
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            medium.unlink()
        self.assertEqual(self.line.medium_id, medium)
