from datetime import datetime

from odoo.tests import tagged

from .common import MINUTE, MONDAY, MissedCommon

CRON = "sales_efficiency_telephony.ir_cron_pbx_missed"


@tagged("post_install", "-at_install")
class TestMissedEscalation(MissedCommon):
    """Nobody calls back: the leader hears of it, then the head of sales, then nobody."""

    def setUp(self):
        super().setUp()
        self.deal = self._create_deal(self.anna)

    def _run(self, moment):
        with self._at(moment), self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()

    def _get_people(self, call):
        return call.missed_activity_ids.user_id

    def test_leader_then_head(self):
        call = self._log(lead_id=self.deal.id)
        self.assertEqual(call.missed_escalate_at, MONDAY + 45 * MINUTE)
        self._run(MONDAY + 44 * MINUTE)
        self.assertEqual(self._get_people(call), self.anna)
        self._run(MONDAY + 45 * MINUTE)
        self.assertEqual(self._get_people(call), self.anna | self.lena)
        self.assertEqual(call.missed_level, 1)
        # Again at the same time: once is enough.
        self._run(MONDAY + 46 * MINUTE)
        self.assertEqual(len(call.missed_activity_ids), 2)
        self._run(MONDAY + 60 * MINUTE)
        self.assertEqual(self._get_people(call), self.anna | self.lena | self.max)
        self.assertEqual(call.missed_level, 2)
        self.assertFalse(call.missed_escalate_at)
        self._run(MONDAY + 600 * MINUTE)
        self.assertEqual(len(call.missed_activity_ids), 3)

    def test_says_whose_it_was(self):
        call = self._log(lead_id=self.deal.id, partner_id=self.prospect.id)
        self._run(MONDAY + 45 * MINUTE)
        told = call.missed_activity_ids.filtered(lambda one: one.user_id == self.lena)
        self.assertIn("Anna", told.summary)
        self.assertIn("Prospect", told.summary)

    def test_all_ends_with_the_call_back(self):
        call = self._log(lead_id=self.deal.id)
        self._run(MONDAY + 45 * MINUTE)
        told = call.missed_activity_ids
        self._log(MONDAY + 50 * MINUTE, [self.anna], direction="out")
        self.assertEqual(call.missed_state, "called_back")
        open_ones = told.exists().filtered("active")
        self.assertFalse(open_ones)
        self._run(MONDAY + 60 * MINUTE)
        self.assertEqual(call.missed_level, 1)

    def test_leader_does_hers(self):
        """What the leader does of it leaves the call open: nobody has called back yet."""
        call = self._log(lead_id=self.deal.id)
        self._run(MONDAY + 45 * MINUTE)
        told = call.missed_activity_ids.filtered(lambda one: one.user_id == self.lena)
        told.user_id = self.max
        self.assertEqual(call.user_id, self.anna)
        told.with_user(self.max).action_feedback("Told Anna")
        self.assertEqual(call.missed_state, "open")

    def test_leader_herself(self):
        """Whose call it is is not told of it as the leader: the head is."""
        deal = self._create_deal(self.lena, team_id=self.north.id)
        call = self._log(lead_id=deal.id)
        self._run(MONDAY + 45 * MINUTE)
        self.assertEqual(self._get_people(call), self.lena | self.max)
        self.assertEqual(call.missed_level, 2)

    def test_no_leader(self):
        deal = self._create_deal(self.carl)
        call = self._log(lead_id=deal.id)
        self.assertEqual(call.team_id, self.south)
        self._run(call.missed_escalate_at)
        self.assertEqual(self._get_people(call), self.carl | self.max)

    def test_never(self):
        self.provider.missed_escalate_minutes = 0
        call = self._log(lead_id=self.deal.id)
        self.assertFalse(call.missed_escalate_at)
        self._run(MONDAY + 6000 * MINUTE)
        self.assertEqual(self._get_people(call), self.anna)

    def test_not_at_night(self):
        call = self._log(datetime(2017, 8, 11, 14, 50), lead_id=self.deal.id)
        self._run(datetime(2017, 8, 13, 12))
        self.assertEqual(self._get_people(call), self.anna)
        self.assertEqual(call.missed_escalate_at, datetime(2017, 8, 14, 6, 35))

    def test_nobody_in_particular(self):
        call = self._log()
        self._run(MONDAY)
        self.assertEqual(self._get_people(call), self.max)
        self.assertIn("nobody in particular", call.missed_activity_ids.summary)

    def test_wakes_itself(self):
        """The scheduled action is asked to run when the first call is overdue."""
        triggers = self.env["ir.cron.trigger"].sudo()
        triggers.search([]).unlink()
        self._log(lead_id=self.deal.id)
        found = triggers.search([("cron_id", "=", self.env.ref(CRON).id)])
        self.assertEqual(found.mapped("call_at"), [MONDAY + 45 * MINUTE])

    def test_many(self):
        """More than one chunk, each told of once."""
        calls = self.calls
        for index in range(105):
            number = f"+3225{index:06}"
            calls |= self._log(
                lead_id=self.deal.id, number=number, phone_sanitized=number
            )
        self._run(MONDAY + 45 * MINUTE)
        self.assertEqual(set(calls.mapped("missed_level")), {1})
        self.assertEqual(len(calls.missed_activity_ids), 210)
