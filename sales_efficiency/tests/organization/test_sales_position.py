from odoo.tests import Form, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSalesPosition(SalesEfficiencyCommon):
    def test_people(self):
        """A manager seats people without rights over users; nobody sits on two chairs."""
        positions = self.env["sales.position"].with_user(self.max)
        hunter = positions.create(
            {"name": "Hunter", "user_ids": [(6, 0, self.anna.ids)]}
        )
        farmer = positions.create(
            {"name": "Farmer", "user_ids": [(6, 0, self.boris.ids)]}
        )
        self.assertEqual(self.anna.sales_position_id, hunter)
        farmer.user_ids = self.anna | self.carl
        self.assertEqual(self.anna.sales_position_id, farmer)
        self.assertFalse(self.boris.sales_position_id)
        (hunter | farmer).invalidate_recordset()
        self.assertFalse(hunter.user_ids)
        self.assertEqual(farmer.user_ids, self.anna | self.carl)
        self.assertEqual(farmer.user_count, 2)

    def test_deleting_keeps_people(self):
        position = self.env["sales.position"].create({"name": "Hunter"})
        position.user_ids = self.anna
        position.unlink()
        self.anna.invalidate_recordset()
        self.assertFalse(self.anna.sales_position_id)
        self.assertTrue(self.anna.active)

    def test_norms_are_entered_on_the_position(self):
        form = Form(self.env["sales.position"])
        form.name = "Hunter"
        with form.norm_ids.new() as norm:
            norm.metric_id = self._metric("calls")
            norm.amount = 30
        position = form.save()
        self.assertEqual(position.norm_ids.scope, "position")
        self.assertEqual(position.norm_ids.company_id, self.company)

    def test_no_portal_users(self):
        portal = self.env["res.users"].create(
            {
                "name": "Client",
                "login": "client",
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        position = self.env["sales.position"].create({"name": "Hunter"})
        position.user_ids = portal | self.anna
        self.assertFalse(portal.sales_position_id)
        self.assertEqual(self.anna.sales_position_id, position)
