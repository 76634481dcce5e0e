from datetime import datetime

from odoo.tests import tagged

from .common import NOON, DistributionCommon


@tagged("post_install", "-at_install")
class TestSweep(DistributionCommon):
    def test_left_over_leads_are_given_away(self):
        leads = self._create_leads(3)
        self._create_rule()
        self._sweep()
        self.assertEqual(set(leads.user_id), set(self.anna | self.boris))
        self.assertEqual(set(leads.sales_assignment_ids.mapped("reason")), {"sweep"})

    def test_what_waits_is_given_in_the_morning(self):
        self._set_now(datetime(2017, 8, 15, 22))
        self._create_rule(off_hours="wait")
        lead = self._create_leads()
        self._sweep()
        self.assertFalse(lead.user_id)
        self.assertEqual(len(lead.sales_assignment_ids), 1, "said once")
        self._set_now(datetime(2017, 8, 16, 8))
        self._sweep()
        self.assertTrue(lead.user_id)

    def test_without_an_answer_it_moves_on_and_ends_with_the_leader(self):
        self._create_rule(response_minutes=30, late_moves=1)
        lead = self._create_leads()
        first = lead.user_id
        self._set_now(NOON.replace(hour=12))
        self._sweep()
        self.assertEqual(lead.user_id, (self.anna | self.boris) - first)
        self.assertEqual(lead.sales_assignment_ids[0].reason, "late")
        self.assertEqual(lead.sales_assignment_ids[0].previous_user_id, first)
        self._set_now(NOON.replace(hour=14))
        self._sweep()
        self.assertEqual(lead.user_id, self.lena)
        self.assertEqual(lead.sales_assignment_ids[0].reason, "escalated")
        self._set_now(NOON.replace(day=16))
        self._sweep()
        self.assertEqual(len(lead.sales_assignment_ids), 3)

    def test_answered_leads_stay(self):
        self._create_rule(response_minutes=30)
        lead = self._create_leads()
        seller = lead.user_id
        lead._note_first_contact(NOON)
        self._set_now(NOON.replace(day=16))
        self._sweep()
        self.assertEqual(lead.user_id, seller)

    def test_turns_are_summed_up(self):
        self._create_rule()
        self.anna.crm_team_member_ids.sales_weight = 2
        self._create_leads(9)
        turns = self.env["sales.lead.turn"]
        self._sweep()
        self.assertFalse(turns.search([]), "what is recent stays as it is")
        self._set_now(NOON.replace(day=17))
        self._sweep()
        marks = {turn.user_id: turn.steps for turn in turns.search([])}
        self.assertEqual(marks, {self.anna: 3, self.boris: 3})
        leads = self._create_leads(3)
        self.assertEqual(len(leads.filtered(lambda one: one.user_id == self.anna)), 2)
        self._set_now(NOON.replace(day=21))
        self._sweep()
        marks = {turn.user_id: turn.steps for turn in turns.search([])}
        self.assertEqual(marks, {self.anna: 4, self.boris: 4})
