from odoo.tests import tagged

from .common import FactCommon


@tagged("post_install", "-at_install")
class TestSalesFactClient(FactCommon):
    """A client is new until the first confirmed order, current after it."""

    def _kinds(self, code="orders"):
        return self._facts(code).mapped("client_kind")

    def test_first_order_is_of_a_new_client(self):
        self._create_order(self.anna, 1, "2017-08-03 10:00:00")
        self._create_order(self.anna, 1, "2017-08-03 10:00:01")
        self.assertEqual(self._kinds(), ["new", "current"])
        self.assertEqual(self._total("new_clients"), 1)

    def test_two_first_orders_at_the_same_moment(self):
        """Both went to a new client, of whom there is one."""
        first = self._create_order(self.anna, 1, "2017-08-03 10:00:00")
        self._create_order(self.boris, 1, "2017-08-03 10:00:00")
        self.assertEqual(self._kinds(), ["new", "new"])
        self.assertEqual(self._facts("new_clients").res_id, first.id)

    def test_contacts_are_one_client(self):
        contacts = self.env["res.partner"].create(
            [{"name": name, "parent_id": self.client.id} for name in ("Ann", "Bob")]
        )
        self._create_order(self.anna, 1, "2017-08-03 10:00:00", partner=contacts[0])
        self._create_order(self.anna, 1, "2017-08-05 10:00:00", partner=contacts[1])
        self.assertEqual(self._kinds(), ["new", "current"])
        self.assertEqual(self._facts("orders").partner_id, self.client)
        self.assertEqual(self._facts("new_clients").partner_id, self.client)

    def test_first_order_cancelled(self):
        first = self._create_order(self.anna, 1, "2017-08-03 10:00:00")
        second = self._create_order(self.boris, 1, "2017-08-10 10:00:00")
        first._action_cancel()
        self.assertEqual(self._kinds(), ["new"])
        self.assertEqual(self._facts("new_clients").res_id, second.id)
        self.assertEqual(self._total("new_clients"), 0)
        self.assertEqual(self._total("new_clients", self.boris), 1)

    def test_first_order_redated_and_moved(self):
        first = self._create_order(self.anna, 1, "2017-08-03 10:00:00")
        second = self._create_order(self.anna, 1, "2017-08-10 10:00:00")
        first.date_order = "2017-08-20 10:00:00"
        self.assertEqual(self._facts("new_clients").res_id, second.id)
        second.partner_id = self.prospect
        self.assertEqual(
            set(self._facts("new_clients").mapped("res_id")), set((first | second).ids)
        )
        self.assertEqual(self._kinds(), ["new", "new"])

    def test_contact_joins_another_company(self):
        contact = self.env["res.partner"].create({"name": "Ann"})
        self._create_order(self.anna, 1, "2017-08-03 10:00:00", partner=contact)
        later = self._create_order(
            self.anna, 1, "2017-08-05 10:00:00", partner=self.client
        )
        self.assertEqual(self._total("new_clients"), 2)
        contact.parent_id = self.client
        self.assertEqual(self._total("new_clients"), 1)
        self.assertEqual(later.partner_id.sales_first_order_id.partner_id, contact)
        self.assertFalse(contact.sales_first_order_id)

    def test_merged_contacts(self):
        """The merge moves orders past the ORM; the first of all is the client's."""
        first = self._create_order(
            self.anna, 1, "2017-08-03 10:00:00", partner=self.prospect
        )
        self._create_order(self.anna, 1, "2017-08-10 10:00:00", partner=self.client)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.prospect | self.client).ids, self.client
        )
        self.assertEqual(self.client.sales_first_order_id, first)
        self.assertEqual(self._kinds(), ["new", "current"])
        self.assertEqual(self._total("new_clients"), 1)

    def test_calls_before_and_after_the_first_order(self):
        self._create_order(self.anna, 1, "2017-08-03 10:00:00")
        self._call(self.client, "2017-08-03 09:59:00")
        self._call(self.client, "2017-08-03 10:01:00")
        self._call(self.prospect, "2017-08-20 10:00:00")
        self.assertEqual(self._kinds("calls"), ["new", "current", "new"])
        self.assertEqual(self._total("calls_new"), 2)
        self.assertEqual(self._total("calls_current"), 1)
