from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import MissedCommon


@tagged("post_install", "-at_install")
class TestMissedAccess(MissedCommon):
    """Who may see missed calls and say that nobody is to call back."""

    def setUp(self):
        super().setUp()
        self.call = self._log(lead_id=self._create_deal(self.anna).id)

    def _dismiss(self, user, call=None):
        call = call or self.call
        wizard = self.env["pbx.missed.dismiss"].with_user(user)
        wizard.create({"call_ids": call.ids, "reason": "Advertising"}).action_dismiss()

    def test_own(self):
        self._dismiss(self.anna)
        self.assertEqual(self.call.missed_state, "dismissed")

    def test_leader(self):
        self._dismiss(self.lena)
        self.assertEqual(self.call.missed_state, "dismissed")

    def test_colleague(self):
        with self.assertRaises(AccessError):
            self._dismiss(self.boris)
        with self.assertRaises(AccessError):
            self.call.with_user(self.boris).action_dismiss()
        self.assertEqual(self.call.missed_state, "open")

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        with self.assertRaises(AccessError):
            self._dismiss(stranger)

    def test_not_in_sales(self):
        outsider = new_test_user(self.env, login="sales_outsider")
        with self.assertRaises(AccessError):
            self._dismiss(outsider)

    def test_wizard_of_another(self):
        wizard = self.env["pbx.missed.dismiss"].with_user(self.anna)
        wizard = wizard.create({"call_ids": self.call.ids, "reason": "Wrong"})
        with self.assertRaises(AccessError):
            wizard.with_user(self.lena).action_dismiss()

    def test_calls_of_others_are_not_linked(self):
        """Doing an activity closes the call it asks for: nobody says which one that is."""
        deal = self._create_deal(self.boris)
        values = {
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": deal.id,
            "summary": "Mine",
            "user_id": self.boris.id,
        }
        link = {"pbx_missed_call_id": self.call.id}
        activities = self.env["mail.activity"].with_user(self.boris)
        mine = activities.create(values)
        with self.assertRaises(AccessError):
            activities.create(values | link)
        with self.assertRaises(AccessError):
            mine.write(link)
        with self.assertRaises(AccessError):
            activities.with_context(default_pbx_missed_call_id=self.call.id).create(
                values
            )
        mine.action_feedback("Done")
        self.assertEqual(
            (self.call.missed_state, self.call.user_id), ("open", self.anna)
        )
        # Nor is an own call handed to somebody else's activity.
        with self.assertRaises(AccessError):
            self.call.missed_activity_ids.with_user(self.anna).write(
                {"pbx_missed_call_id": False}
            )

    def test_call_back_dials(self):
        action = self.call.with_user(self.anna).action_call_back()
        self.assertTrue(action)
