from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ..distribution.common import NOON
from .common import BACK, FRIDAY, AbsenceCommon

WEDNESDAY = NOON + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestAbsenceChange(AbsenceCommon):
    """Absences are entered late, become longer and shorter, and are cancelled."""

    def test_entered_late(self):
        self._let_be_away(start="2017-08-10")
        self._assert_owner(self.boris, *self.due)

    def test_deleted(self):
        self._let_be_away()
        self._get_leaves().unlink()
        self._run(WEDNESDAY)
        self._assert_owner(self.anna, self.looms, self.chairs, self.call)
        self.assertEqual(self._get_handover().state, "returned")

    def test_shortened(self):
        self._let_be_away()
        self._get_leaves().date_to = "2017-08-16 07:00:00"
        self._run(WEDNESDAY - timedelta(hours=5))
        self._assert_owner(self.boris, *self.due)
        self._run(WEDNESDAY)
        self._assert_owner(self.anna, self.looms, self.chairs, self.call)

    def test_lengthened(self):
        self._let_be_away()
        self._get_leaves().date_to = "2017-08-23 20:00:00"
        self._run(WEDNESDAY)
        self._assert_owner(self.boris, self.later_call, self.shelves, self.later_visit)
        self.assertEqual(str(self._get_handover().last_day), "2017-08-23")
        self._run(BACK)
        self._assert_owner(self.boris, self.looms, self.later_call)
        self._run(datetime(2017, 8, 24, 6))
        self._assert_owner(self.anna, self.looms, self.later_call)

    def test_next_leave_follows_directly(self):
        self._set_absent(self.anna, "2017-08-21", "2017-08-22")
        self._let_be_away()
        self.assertEqual(str(self._get_handover().last_day), "2017-08-22")
        self._assert_owner(self.boris, self.later_call)
        self._run(datetime(2017, 8, 19, 10))
        self._run(BACK)
        self._assert_owner(self.boris, self.looms, self.later_call)
        self.assertEqual(self.handovers.search_count([("kind", "=", "absence")]), 1)

    def test_public_holiday_in_between(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2017-08-20 22:00:00",
                "date_to": "2017-08-21 21:59:59",
            }
        )
        self._run()
        self.assertFalse(self._get_handover())
        self._let_be_away()
        self.assertEqual(str(self._get_handover().last_day), "2017-08-21")

    def test_away_again_after_it(self):
        self._let_be_away()
        self._run(BACK)
        self._assert_owner(self.anna, self.looms)
        first = self._get_handover()
        self._let_be_away(start="2017-08-21", end="2017-08-22")
        self.assertEqual(self._get_handover().state, "done")
        self.assertNotEqual(self._get_handover(), first)
        self._assert_owner(self.boris, self.later_call, self.shelves)

    def test_ended_and_lengthened_again(self):
        self._let_be_away()
        leave = self._get_leaves()
        leave.date_to = NOON - timedelta(hours=3)
        self._run()
        self._assert_owner(self.anna, *self.due)
        leave.date_to = f"{FRIDAY} 20:00:00"
        self._run()
        self._assert_owner(self.boris, *self.due)

    def test_leaves_that_touch_today_wake_the_scheduled_action(self):
        triggers = self.env["ir.cron.trigger"]
        cron = self.env.ref("sales_efficiency.ir_cron_sales_absence")

        def count():
            return triggers.search_count([("cron_id", "=", cron.id)])

        self._set_absent(self.anna, "2017-09-01", "2017-09-05")
        self.assertEqual(count(), 0)
        leave = self._get_leaves()
        leave.date_from = "2017-08-15 00:00:00"
        self.assertEqual(count(), 1)
        leave.date_from = "2017-09-01 00:00:00"
        self.assertEqual(count(), 2)
        leave.date_from = "2017-08-15 00:00:00"
        leave.unlink()
        self.assertEqual(count(), 4)

    def test_public_holiday_is_no_absence(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Strike",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2017-08-14 22:00:00",
                "date_to": "2017-08-18 21:59:59",
            }
        )
        self._run()
        self.assertFalse(self._get_handover())

    def test_killed_in_between(self):
        with patch(
            "odoo.addons.sales_efficiency.models.handover.sales_handover.CHUNK", 1
        ):
            self._set_absent(self.anna, "2017-08-15", FRIDAY)
            absences = self.env["res.users"]._get_sales_absences()
            self.handovers._begin_absences(absences)
            handover = self._get_handover()
            next(handover._follow_absence(absences))
            self.assertEqual(handover.state, "queued")
            self.assertEqual(handover.moved_count, 1)
            self._run()
            self._assert_owner(self.boris, *self.due)
            self.assertEqual(handover.line_count, 4)
            self._get_leaves().unlink()
            handover._end_absence()
            next(handover._work_off())
            self.assertEqual(handover.state, "returning")
            self._run()
        self.assertEqual(handover.state, "returned")
        self._assert_owner(self.anna, *self.due)

    def test_second_run_does_nothing_twice(self):
        self._let_be_away()
        before = self.env["mail.message"].search([], order="id desc", limit=1)
        self._run()
        self._run()
        self.assertEqual(
            self.env["mail.message"].search([], order="id desc", limit=1), before
        )
        self.assertEqual(self._get_handover().line_count, 4)

    def test_index_refuses_a_second_transfer(self):
        self._let_be_away()
        first = self._get_handover()
        values = {
            "kind": "absence",
            "from_user_id": self.anna.id,
            "company_id": self.company.id,
            "last_day": first.last_day,
        }
        self.assertFalse(self.handovers._open_absence(values))
        self.assertEqual(self._get_handover(), first)
