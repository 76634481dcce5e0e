from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import HandoverCommon

MODELS = ("sales.handover", "sales.handover.line", "sales.handover.receiver")


@tagged("post_install", "-at_install")
class TestTransferAccess(HandoverCommon):
    """A leader transfers within the own teams, a manager all, a salesperson nothing."""

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def _assert_denied(self, action, *args, **kwargs):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            action(*args, **kwargs)

    def test_leader_transfers_within_the_team(self):
        handover = self._preview(self.boris, user=self.lena)
        handover.action_transfer()
        self.assertEqual(self.open_deals.user_id, self.boris)
        handover.action_undo()
        self.assertEqual(self.open_deals.user_id, self.anna)

    def test_leader_takes_the_work_over(self):
        self._preview(self.lena, user=self.lena).action_transfer()
        self.assertEqual(self.open_deals.user_id, self.lena)

    def test_leader_neither_gives_to_nor_takes_from_others(self):
        self._assert_denied(self._preview, self.carl, user=self.lena)
        self._assert_denied(
            self._preview, self.boris, user=self.lena, from_user_id=self.carl.id
        )
        self._assert_denied(
            self._preview, self.boris, user=self.lena, leader_id=self.boris.id
        )
        handover = self._preview(self.boris, user=self.lena)
        self._assert_denied(handover.line_ids[0].write, {"to_user_id": self.carl.id})

    def test_leader_does_not_reach_what_a_manager_planned_for_others(self):
        handover = self._preview(self.carl)
        as_lena = handover.with_user(self.lena)
        self._assert_denied(as_lena.action_transfer)
        handover.action_transfer()
        self._assert_denied(as_lena.action_undo)

    def test_salesperson_sees_and_does_nothing(self):
        handover = self._preview(self.boris)
        for model in MODELS:
            self._assert_denied(self.env[model].with_user(self.boris).search, [])
        for action in ("action_transfer", "action_undo", "action_discard"):
            self._assert_denied(getattr(handover.with_user(self.boris), action))
        self._assert_denied(self._preview, self.boris, user=self.boris)

    def test_leader_of_others_sees_nothing(self):
        self._preview(self.boris)
        other = self._create_user("olga", "group_sales_efficiency_leader")
        self.south.user_id = other
        for model in MODELS:
            self.assertFalse(self.env[model].with_user(other).search([]))
            self.assertTrue(self.env[model].with_user(self.lena).search([]))
            self.assertTrue(self.env[model].with_user(self.max).search([]))

    def test_log_cannot_be_written(self):
        handover = self._preview(self.boris)
        for user in (self.lena, self.max, self.ada):
            line = handover.with_user(user).line_ids[0]
            self._assert_denied(line.write, {"state": "moved"})
            self._assert_denied(line.write, {"res_id": 1, "to_user_id": user.id})
            self._assert_denied(line.unlink)
            self._assert_denied(handover.with_user(user).write, {"state": "done"})

    def test_other_company_sees_nothing(self):
        handover = self._preview(self.boris)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_admin",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for model in MODELS:
            found = self.env[model].with_user(stranger)
            found = found.with_context(allowed_company_ids=company.ids)
            self.assertFalse(found.search([]))
        mine = handover.with_user(stranger)
        mine = mine.with_context(allowed_company_ids=company.ids)
        self._assert_denied(mine.action_transfer)

    def test_records_of_other_companies_stay(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.anna.company_ids |= company
        deal = self._create_deal("There", 5)
        deal.write({"team_id": False, "company_id": company.id})
        self._transfer(self.boris)
        self.assertEqual(deal.user_id, self.anna)
