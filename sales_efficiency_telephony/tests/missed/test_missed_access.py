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

    def test_call_back_dials(self):
        action = self.call.with_user(self.anna).action_call_back()
        self.assertTrue(action)
