from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import AbsenceCommon


@tagged("post_install", "-at_install")
class TestAbsenceAccess(AbsenceCommon):
    """Who names deputies, and who sees and takes back what was handed over."""

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def _assert_denied(self, action, *args):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            action(*args)

    def _choose(self, leader, person, deputy):
        choose = self.env["sales.deputy.choose"].with_user(leader)
        with Form(choose.with_context(active_id=person.id)) as form:
            form.deputy_id = deputy
        form.record.action_choose()

    def test_everybody_names_the_own_deputy(self):
        self.anna.with_user(self.anna).sales_deputy_id = self.carl
        self.assertEqual(self.anna.sales_deputy_id, self.carl)
        self._assert_denied(
            self.boris.with_user(self.anna).write, {"sales_deputy_id": self.carl.id}
        )

    def test_leaders_name_deputies_of_their_people(self):
        self._choose(self.lena, self.anna, self.carl)
        self.assertEqual(self.anna.sales_deputy_id, self.carl)
        self._assert_denied(self._choose, self.lena, self.carl, self.boris)
        self._choose(self.max, self.carl, self.boris)
        self.assertEqual(self.carl.sales_deputy_id, self.boris)

    def test_salespeople_do_not_choose_for_others(self):
        choose = self.env["sales.deputy.choose"].with_user(self.boris)
        self._assert_denied(choose.create, {"user_id": self.anna.id})

    def test_who_sees_the_transfer(self):
        self._let_be_away()
        handover = self._get_handover()
        for user in (self.lena, self.max):
            self.assertEqual(handover.with_user(user).line_count, 4)
            self.assertEqual(self.anna.with_user(user).sales_absence_id, handover)
        self._assert_denied(handover.with_user(self.boris).read, ["state"])
        self._assert_denied(handover.with_user(self.boris).action_undo)
        self.assertFalse(handover.is_recalled)
        self._assert_denied(handover.with_user(self.max).write, {"kind": "leaving"})

    def test_everybody_sees_who_is_away(self):
        self._let_be_away()
        people = self.env["res.users"].with_user(self.boris)
        self.assertEqual(
            people.search([("sales_away_until", "!=", False)]) & self.anna, self.anna
        )
        self.assertEqual(
            str(self.anna.with_user(self.boris).sales_away_until), "2017-08-20"
        )
        others = people.search([("sales_away_until", "=", False)])
        self.assertIn(self.boris, others)
        self.assertNotIn(self.anna, others)

    def test_settings_are_the_administrators(self):
        self._assert_denied(
            self.company.with_user(self.max).write, {"sales_absence_days": 2}
        )
