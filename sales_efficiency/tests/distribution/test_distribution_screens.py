from odoo import Command, fields
from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase

RULES = "/odoo/lead-rules"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
FORM = ".o_form_sheet"
PAGE = ".o_notebook_content [name=sales_why]"


@tagged("post_install", "-at_install", "sales_screens")
class TestDistributionScreens(BoardCommon, ScreenCase):
    """Rules, what they decided, and the lead that says why; with long names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sales.lead.rule"].search([]).active = False
        skill = cls.env["sales.skill"].create({"name": "Regulation of medical devices"})
        skill.level_ids = [
            Command.create({"user_id": user.id, "level": 4}) for user in cls.crowd
        ]
        cls.rule = cls.env["sales.lead.rule"].create(
            {
                "name": "Regulated industries of the whole north, warm and hot ones",
                "company_id": cls.company.id,
                "team_ids": [Command.set(cls.north.ids)],
                "user_ids": [Command.set(cls.crowd.ids)],
                "skill_ids": [Command.create({"skill_id": skill.id, "level": 3})],
                "zip_area": "10000-12999, 75*",
                "off_hours": "any",
                "open_limit": 2,
                "response_minutes": 90,
            }
        )
        cls.skill = skill
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Lead {index} of a client with quite a long name",
                    "type": "opportunity",
                    "company_id": cls.company.id,
                    "user_id": False,
                    "zip": "10115",
                    "expected_revenue": 1_234_567,
                }
                for index in range(12)
            ]
        )
        now = fields.Datetime.now()
        for minutes, lead in enumerate(cls.leads, 5):
            lead.write(
                {
                    "sales_given_at": now,
                    "sales_first_contact_at": now,
                    "sales_response_minutes": minutes,
                }
            )

    def test_every_look(self):
        lead = self.leads[0]
        self.look_around(
            self.ada,
            Screen("lead_rules", RULES, ROWS),
            Screen("lead_rule", f"{RULES}/{self.rule.id}", FORM),
            Screen(
                "lead_why",
                f"/odoo/crm.lead/{lead.id}",
                PAGE,
                steps=("a[name=sales_distribution]",),
            ),
            Screen("lead_distribution", "/odoo/lead-distribution", ".o_graph_renderer"),
            Screen(
                "lead_assignment",
                f"/odoo/lead-distribution/{lead.sales_assignment_ids.id}",
                FORM,
            ),
            Screen(
                "lead_response", "/odoo/lead-response-times", ".o_graph_renderer canvas"
            ),
            Screen("skills", "/odoo/sales-skills", ROWS),
            Screen("skill", f"/odoo/sales-skills/{self.skill.id}", FORM),
        )
