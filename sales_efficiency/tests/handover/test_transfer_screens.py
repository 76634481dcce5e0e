from odoo import Command, fields
from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase

TRANSFERS = "/odoo/sales-transfers"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
HEADS = ".o_list_renderer thead"
FORM = ".o_form_sheet .o_inner_group, .o_form_sheet .oe_title"


@tagged("post_install", "-at_install", "sales_screens")
class TestTransferScreens(BoardCommon, ScreenCase):
    """Transfers as they are seen: asked for, looked at, done; with long names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clients = cls.env["res.partner"].create(
            [
                {
                    "name": f"Consolidated Woodworking and Furniture Holding {index}",
                    "user_id": cls.crowd[0].id,
                }
                for index in range(6)
            ]
        )
        cls.env["crm.lead"].create(
            [
                {
                    "name": f"Oak tables and a service contract for {client.name}",
                    "type": "opportunity",
                    "partner_id": client.id,
                    "user_id": cls.crowd[0].id,
                    "company_id": cls.company.id,
                    "expected_revenue": 1_234_567,
                }
                for client in clients
            ]
        )
        cls.preview = cls._plan_transfer(cls.crowd[1:4])
        cls.done = cls._plan_transfer(cls.crowd[1:4])
        cls.done.action_transfer()

    @classmethod
    def _plan_transfer(cls, receivers):
        wizard = (
            cls.env["sales.handover.transfer"]
            .with_user(cls.ada)
            .create(
                {
                    "company_id": cls.company.id,
                    "from_user_id": cls.crowd[0].id,
                    "to_user_ids": [Command.set(receivers.ids)],
                    "last_day": fields.Date.today(),
                }
            )
        )
        return cls.env["sales.handover"].browse(wizard.action_preview()["res_id"])

    def test_every_look(self):
        self.look_around(
            self.ada,
            Screen("transfers", TRANSFERS, f"{ROWS}, {HEADS}", ROWS),
            Screen(
                "transfer_ask",
                "/odoo/action-sales_efficiency.sales_handover_transfer_action",
                ".modal-content .o_form_view",
            ),
            Screen("transfer_preview", f"{TRANSFERS}/{self.preview.id}", FORM, ROWS),
            Screen("transfer_done", f"{TRANSFERS}/{self.done.id}", FORM, ROWS),
            Screen(
                "transfer_records",
                "",
                f"{ROWS}, {HEADS}",
                ".o_list_view .o_data_row, .o_kanban_view .o_kanban_record",
                ("button[name=action_view_lines]",),
            ),
        )
