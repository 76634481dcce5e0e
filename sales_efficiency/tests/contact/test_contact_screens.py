from odoo.tests import tagged

from ..screens import Screen, ScreenCase
from .common import ContactCommon

CLIENTS = "/odoo/action-sales_efficiency.res_partner_action_contact"


@tagged("post_install", "-at_install", "sales_screens")
class TestContactScreens(ContactCommon, ScreenCase):
    """Clients out of touch as salespeople see them."""

    def test_clients_out_of_touch(self):
        self.client.user_id = self.anna
        self.client._update_last_contact()
        self.look_around(
            self.anna,
            Screen(
                "clients_out_of_touch",
                CLIENTS,
                ".o_group_header, .o_data_row, .o_kanban_record:not(.o_kanban_ghost)",
                steps=(".o_group_header:last-of-type",),
            ),
        )
