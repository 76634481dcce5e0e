from datetime import datetime, timedelta

from odoo.tests import tagged

from ..distribution.common import NOON
from .common import BACK, FRIDAY, AbsenceCommon

WEDNESDAY = NOON + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestAbsenceReturn(AbsenceCommon):
    """What nobody has worked on comes back, the rest stays with who did."""

    def setUp(self):
        super().setUp()
        self._let_be_away()
        self._set_now(WEDNESDAY)

    def _end(self):
        self._run(BACK)

    def test_untouched_comes_back(self):
        self._end()
        self._assert_owner(self.anna, self.looms, self.chairs, self.call)
        self.assertEqual(self._get_handover().state, "returned")
        self.assertFalse(self.anna.sales_away_until)
        self.assertNotIn(self.boris.partner_id, self.looms.message_partner_ids)

    def test_not_a_minute_before_her_day(self):
        self._run(datetime(2017, 8, 20, 21, 59))
        self._assert_owner(self.boris, self.looms)
        self._run(datetime(2017, 8, 20, 22, 1))
        self._assert_owner(self.anna, self.looms)

    def test_meetings_that_took_place_stay(self):
        self._end()
        self._assert_owner(self.boris, self.visit)
        self.assertEqual(
            self._get_lines(state="kept"), {"Visit": "It has taken place."}
        )

    def test_note_of_the_deputy(self):
        self._write_note(self.boris)
        self._end()
        self._assert_owner(self.boris, self.looms, self.call)
        self._assert_owner(self.anna, self.chairs)
        kept = self._get_lines(state="kept")
        self.assertEqual(kept["Looms"], "Boris has contacted the client.")
        self.assertEqual(kept["Call back"], "It is about “Looms”, which stays.")

    def test_second_note_of_the_deputy(self):
        self.looms.sales_first_contact_at = "2017-08-01 10:00:00"
        self._write_note(self.boris)
        self._end()
        self.assertEqual(
            self._get_lines(state="kept")["Looms"], "Boris has worked on it."
        )

    def test_note_of_somebody_else_is_no_work(self):
        self._write_note(self.lena)
        self._end()
        self._assert_owner(self.anna, self.looms)

    def test_done_activity(self):
        self.call.with_user(self.boris).action_feedback(feedback="Done")
        self._end()
        self._assert_owner(self.boris, self.call, self.looms)
        self.assertEqual(
            self._get_lines(state="kept")["Call back"], "Boris has done it."
        )

    def test_activity_that_was_put_off(self):
        self.call.date_deadline = FRIDAY
        self._end()
        self._assert_owner(self.boris, self.call)
        self._assert_owner(self.anna, self.looms)

    def test_stage_moved_on(self):
        self.looms.stage_id = self.env["crm.stage"].search(
            [("id", "!=", self.looms.stage_id.id), ("is_won", "=", False)], limit=1
        )
        self._end()
        self._assert_owner(self.boris, self.looms, self.call)

    def test_next_step_planned(self):
        self.looms.with_user(self.boris).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.boris.id
        )
        self._end()
        self._assert_owner(self.boris, self.looms)
        self.assertEqual(
            self._get_lines(state="kept")["Looms"], "Boris has planned what comes next."
        )

    def test_quotation_made(self):
        self.env["sale.order"].with_user(self.boris).create(
            {
                "partner_id": self.client.id,
                "opportunity_id": self.looms.id,
                "company_id": self.company.id,
            }
        )
        self._end()
        self._assert_owner(self.boris, self.looms)

    def test_given_on_to_somebody_else(self):
        self.looms.user_id = self.carl
        self._end()
        self._assert_owner(self.carl, self.looms)

    def test_deleted(self):
        self.chairs.unlink()
        self._end()
        self.assertEqual(
            self._get_lines(state="kept")["Chairs"], "It has been deleted since."
        )

    def test_nothing_goes_back_to_who_left(self):
        self.anna.active = False
        self._end()
        self._assert_owner(self.boris, *self.due)
        self.assertEqual(
            set(self._get_lines(state="kept").values()),
            {"Anna does not work here any more."},
        )

    def test_switched_back_meetings_keep_their_answers(self):
        self._get_leaves().unlink()
        self._run(NOON)
        self._assert_owner(self.anna, self.visit)
        self.assertIn(self.anna.partner_id, self.visit.partner_ids)
