from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase


@tagged("post_install", "-at_install", "sales_screens")
class TestReplayScreens(BoardCommon, ScreenCase):
    """The question, what came out, and one lead of it; with many people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.env["sales.lead.rule"]
        rules.search([]).active = False
        rule = rules.create(
            {
                "name": "Regulated industries of the whole north, warm and hot ones",
                "company_id": cls.company.id,
                "user_ids": [Command.set(cls.crowd[:12].ids)],
                "off_hours": "any",
            }
        )
        cls.env["crm.lead"].create(
            [
                {
                    "name": f"Lead {index} of a client with quite a long name",
                    "company_id": cls.company.id,
                    "user_id": False,
                    "expected_revenue": 1_234_567,
                }
                for index in range(60)
            ]
        )
        rule.user_ids = [Command.set(cls.crowd[6:20].ids)]
        day = fields.Date.today()
        cls.replay = (
            cls.env["sales.lead.replay"]
            .with_user(cls.ada)
            .create(
                {
                    "company_id": cls.company.id,
                    "date_from": day - timedelta(days=1),
                    "date_to": day + timedelta(days=1),
                }
            )
        )
        cls.replay.action_replay()

    def test_every_look(self):
        line = self.replay.line_ids[0]
        self.look_around(
            self.ada,
            Screen(
                "lead_replay_ask",
                "/odoo/action-sales_efficiency.lead_replay_action",
                ".modal-dialog button[name=action_replay]",
            ),
            Screen(
                "lead_replay",
                f"/odoo/sales.lead.replay/{self.replay.id}",
                ".o_form_sheet",
            ),
            Screen(
                "lead_replay_lines",
                "/odoo/action-sales_efficiency.lead_replay_line_action",
                ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)",
            ),
            Screen(
                "lead_replay_line",
                f"/odoo/sales.lead.replay.line/{line.id}",
                ".o_form_sheet",
            ),
        )
