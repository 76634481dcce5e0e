from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from ..board.common import LONG_NAMES
from ..screens import Screen, ScreenCase
from .common import LoadCommon

WORKLOAD = "/odoo/sales-workload"
CARDS = ".o_kanban_record:not(.o_kanban_ghost)"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
#: People in each of six teams; a browser asks for the picture of each.
CROWD = 12


@tagged("post_install", "-at_install", "sales_screens")
class TestLoadScreens(LoadCommon, ScreenCase):
    """The workload of six teams with long names, and of nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = cls.env.ref("sales_efficiency.group_sales_efficiency_user")
        users = cls.env["res.users"].create(
            [
                {
                    "name": f"{LONG_NAMES[index % len(LONG_NAMES)]} {index}",
                    "login": f"crowd_{index}",
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.set(group.ids)],
                }
                for index in range(6 * CROWD)
            ]
        )
        cls.teams = cls.env["crm.team"].browse()
        for index in range(6):
            name = f"Everybody in the Whole Wide West, Part {index}"
            people = users[index * CROWD : (index + 1) * CROWD]
            cls.teams |= cls._create_team(name, cls.lena, people)
        leads = cls.env["crm.lead"].with_context(tracking_disable=True)
        deals = leads.create(
            [
                {
                    "name": f"Deal {index} of a client with quite a long name",
                    "type": "opportunity",
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "company_id": cls.company.id,
                    "expected_revenue": 1_234_567,
                    "partner_name": f"Clients and Sons of the {index}th Generation",
                }
                for number, user in enumerate(users)
                for index in range(number % 5 if number else 30)
            ]
        )
        cls.busy = users[0]
        cls._get_member(users[1]).assignment_optout = True
        cls._get_member(users[2]).sales_weight = 0
        cls._send_away(users[3])
        cls._create_activity(deals[0], users[0], days=-2)
        cls.env["sales.lead.rule"].create(
            {
                "name": "Twenty at most",
                "company_id": cls.company.id,
                "team_ids": [Command.set(cls.teams[:2].ids)],
                "open_limit": 20,
            }
        )
        cls.env.flush_all()

    @classmethod
    def _send_away(cls, user):
        today = cls.env["res.users"]._get_sales_today()
        resource = cls.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "calendar_id": cls.company.resource_calendar_id.id,
                "tz": "Europe/Brussels",
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "company_id": cls.company.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": f"{today - timedelta(days=3)} 00:00:00",
                "date_to": f"{today + timedelta(days=9)} 22:00:00",
            }
        )

    def test_every_look(self):
        row = self._get_rows()[self.busy]
        self.look_around(
            self.max,
            Screen("workload", WORKLOAD, CARDS),
            Screen(
                "workload_list",
                f"{WORKLOAD}?view_type=list",
                ROWS,
                steps=(".o_group_header:nth-child(6), .o_kanban_header",),
            ),
            Screen(
                "workload_wizard",
                WORKLOAD,
                ".modal .o_form_view",
                steps=(".o_control_panel .btn-primary",),
            ),
            Screen(
                "workload_board",
                f"{WORKLOAD}/{row.id}/sales-team-deals",
                CARDS,
            ),
        )

    def test_nobody(self):
        other = self._create_user("olga", "group_sales_efficiency_leader")
        self.look_around(other, Screen("workload_empty", WORKLOAD, ".o_view_nocontent"))
