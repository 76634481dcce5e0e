from datetime import timedelta

from odoo.tests import tagged

from ..distribution.common import NOON
from .common import FRIDAY, TUESDAY, AbsenceCommon


@tagged("post_install", "-at_install")
class TestAbsence(AbsenceCommon):
    """What falls due in an absence goes to the deputy, and nothing else."""

    def test_due_work_goes_to_the_deputy(self):
        self._let_be_away()
        self._assert_owner(self.boris, *self.due)
        self._assert_owner(
            self.anna, self.shelves, self.silk, self.later_call, self.later_visit
        )
        self.assertIn(self.boris.partner_id, self.visit.partner_ids)
        self.assertNotIn(self.anna.partner_id, self.visit.partner_ids)
        handover = self._get_handover()
        self.assertEqual(handover.kind, "absence")
        self.assertEqual(handover.state, "done")
        self.assertEqual(str(handover.absence_start), "2017-08-14 22:00:00")
        self.assertEqual(str(handover.absence_end), "2017-08-20 22:00:00")
        self.assertEqual(str(handover.last_day), "2017-08-20")
        self.assertEqual(handover.line_count, 4)
        self.assertEqual(self.anna.sales_away_until, handover.last_day)

    def test_overdue_work_goes_too(self):
        call = self._create_call(self.silk, "2017-08-01")
        old = self._create_deal("Old", date_deadline="2017-07-01")
        self._let_be_away()
        self._assert_owner(self.boris, call, self.silk, old)

    def test_all_activities_of_a_deal_go_with_it(self):
        later = self._create_call(self.looms, "2017-09-30")
        self._let_be_away()
        self._assert_owner(self.boris, later, self.looms)

    def test_what_is_none_of_the_deputys_business_stays(self):
        time_off = self._create_visit(
            "2017-08-16 10:00:00",
            res_model_id=self.env["ir.model"]._get_id("res.partner"),
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE calendar_event SET res_model = 'hr.leave' WHERE id = %s",
            [time_off.id],
        )
        time_off.invalidate_recordset()
        dentist = self._create_visit("2017-08-16 10:00:00", privacy="private")
        over = self._create_visit("2017-08-15 07:00:00")
        won = self._create_deal("Won", date_deadline=FRIDAY)
        won.action_set_won()
        self.client.user_id = self.anna
        order = self._create_order(self.anna, 100, "2017-08-14 10:00:00")
        self._let_be_away()
        self._assert_owner(self.anna, time_off, dentist, over, won, order, self.client)

    def test_nothing_happens_before(self):
        self._let_be_away(start="2017-08-16")
        self._assert_owner(self.anna, *self.due)
        self.assertFalse(self._get_handover())

    def test_nothing_is_opened_where_nothing_falls_due(self):
        self._let_be_away(self.carl)
        self.assertFalse(self._get_handover(self.carl))

    def test_what_comes_in_meanwhile_goes_too(self):
        self._let_be_away()
        call = self._create_call(self.silk, FRIDAY)
        self._run(NOON + timedelta(hours=1))
        self._assert_owner(self.boris, call, self.silk)
        self.assertEqual(len(self._get_handover().line_ids), 6)
        self.assertEqual(self.handovers.search_count([("kind", "=", "absence")]), 1)

    def test_what_is_given_back_by_hand_is_left_alone(self):
        self._let_be_away()
        self.chairs.user_id = self.anna
        self._run()
        self._assert_owner(self.anna, self.chairs)

    def test_taken_back_by_hand(self):
        self._let_be_away()
        self._get_handover().with_user(self.max).action_undo()
        self._assert_owner(self.anna, *self.due)
        self._run(NOON + timedelta(days=1))
        self._assert_owner(self.anna, *self.due)
        self.assertEqual(self.handovers.search_count([("kind", "=", "absence")]), 1)

    def test_moves_are_logged_with_their_reason(self):
        self._let_be_away()
        self.assertEqual(self.looms._get_last_assignment().reason, "absence")
        self._get_leaves().unlink()
        self._run()
        self.assertEqual(self.looms._get_last_assignment().reason, "returned")

    def test_switched_off(self):
        self.company.sales_absence_handover = False
        self._let_be_away()
        self._assert_owner(self.anna, *self.due)
        self.company.sales_absence_handover = True
        self._run()
        self._assert_owner(self.boris, *self.due)
        self.company.sales_absence_handover = False
        self._run()
        self._assert_owner(self.anna, *self.due)

    def test_days_an_absence_counts_from(self):
        self._let_be_away(start=TUESDAY, end=TUESDAY)
        self._assert_owner(self.anna, self.chairs)
        overdue = self._create_deal("Overdue", date_deadline=TUESDAY)
        self.company.sales_absence_days = 2
        self._run()
        self._assert_owner(self.anna, overdue)
        self.company.sales_absence_days = 1
        self._run()
        self._assert_owner(self.boris, overdue)

    def test_half_a_day_counts_only_where_it_is_said(self):
        self._set_absent(self.anna, TUESDAY, TUESDAY)
        self._get_leaves().write(
            {"date_from": "2017-08-15 09:00:00", "date_to": "2017-08-15 15:00:00"}
        )
        self._run()
        self.assertFalse(self._get_handover())
        overdue = self._create_deal("Overdue", date_deadline=TUESDAY)
        self.company.sales_absence_days = 0.5
        self._run()
        self._assert_owner(self.boris, overdue)
        self.assertEqual(str(self._get_handover().last_day), TUESDAY)

    def test_refused_settings(self):
        with self._assert_refused("Choose more than zero"):
            self.company.sales_absence_days = 0

    def test_first_response_is_due_by_the_deputys_time(self):
        self._create_rule(response_minutes=60)
        lead = self._create_leads()
        lead.user_id = self.anna
        lead.sales_response_due_at = NOON + timedelta(hours=1)
        self._set_absent(self.boris, "2017-08-15", "2017-08-15")
        self.company.sales_absence_days = 2
        self._let_be_away()
        self._assert_owner(self.boris, lead)
        # boris is at work again on Wednesday at eight.
        self.assertEqual(str(lead.sales_response_due_at), "2017-08-16 07:00:00")
        self._get_leaves().unlink()
        self._run(NOON + timedelta(days=2))
        self._assert_owner(self.anna, lead)
        self.assertEqual(str(lead.sales_response_due_at), "2017-08-17 12:00:00")
