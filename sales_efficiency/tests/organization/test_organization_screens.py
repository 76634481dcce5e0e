from odoo import Command
from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase

CONTENT = ".o_list_renderer, .o_kanban_renderer, .o_form_sheet"


@tagged("post_install", "-at_install", "sales_screens")
class TestOrganizationScreens(BoardCommon, ScreenCase):
    """Norms and positions, with long names and with amounts of money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.position = cls.env["sales.position"].create(
            {
                "name": "Senior Key Account Manager for Regulated Industries",
                "user_ids": [Command.set(cls.crowd.ids)],
                "company_id": cls.company.id,
            }
        )
        norms = cls.env["sales.norm"]
        cls.norm = norms.create(
            {
                "metric_id": cls._metric("average_deal").id,
                "position_id": cls.position.id,
                "company_id": cls.company.id,
                "amount": 1_234_567.5,
                "period": "week",
            }
        )
        norms.create(
            {
                "metric_id": cls._metric("calls").id,
                "user_id": cls.crowd[0].id,
                "company_id": cls.company.id,
                "amount": 12,
            }
        )

    def test_every_look(self):
        positions = "/odoo/action-sales_efficiency.sales_position_action"
        self.look_around(
            self.max,
            Screen("norms", "/odoo/sales-norms", CONTENT),
            Screen("norm", f"/odoo/sales-norms/{self.norm.id}", CONTENT),
            Screen("position", f"{positions}/{self.position.id}", CONTENT),
        )
