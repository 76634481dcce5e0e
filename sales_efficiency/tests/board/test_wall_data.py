import json

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestWallData(WallCommon):
    """The whole screen in one call."""

    def test_department_total(self):
        """Above the slides stands the department, with the figures of its pace."""
        wall = self._get_wall(self.max)
        total = wall["total"]
        self.assertEqual(total["label"], "Department")
        self.assertEqual((total["plan"], total["fact"]), (46_000, 22_000))
        self.assertEqual(total["expected"], 22_000)
        self.assertEqual((total["pace"], total["status"]), (100, "on_pace"))
        self.assertEqual((wall["working_day"], wall["working_days"]), (11, 23))

    def test_total_is_the_one_of_get_pace(self):
        """The screen shows no figure of its own."""
        pace = self.env["sales.plan"].with_user(self.max).get_pace()
        department = next(
            row for row in pace if not row["user_id"] and not row["team_id"]
        )
        total = self._get_wall(self.max)["total"]
        for name in ("plan", "fact", "expected", "pace", "gap", "status"):
            self.assertEqual(total[name], department[name], name)

    def test_today(self):
        """Boris' deal of today counts against what today has to bring."""
        board = self.env["sales.board"].with_user(self.max).get_board_data()
        self.assertEqual(self._get_wall(self.max)["today"], board["today"])
        self.assertEqual(board["today"]["done"], 1_000)

    def test_closed_today(self):
        """Only what was closed today is listed, with the client."""
        self.assertEqual(
            self._get_wall(self.max)["closed"],
            [{"user": "Boris", "client": "Prospect", "amount": 1_000}],
        )

    def test_closed_today_without_clients(self):
        """Where visitors see the screen, clients are not named."""
        self.board.has_client_names = False
        [deal] = self._get_wall(self.max)["closed"]
        self.assertEqual((deal["user"], deal["client"]), ("Boris", ""))

    def test_board_of_a_team(self):
        """A board of one team knows nothing of the others."""
        self._create_plan(
            "2025-10-01", {self.carl: 9_000.0}, metric=self._metric("orders")
        )
        self._create_order(self.carl, 500, "2025-10-15 08:00:00")
        self.board.team_ids = self.south
        wall = self._get_wall(self.max)
        self.assertIsNone(wall["total"])
        self.assertEqual([deal["user"] for deal in wall["closed"]], ["Carl"])
        self.board.team_ids = self.north
        wall = self._get_wall(self.max)
        self.assertEqual(wall["total"]["label"], "North")
        self.assertEqual(wall["total"]["fact"], 22_000)
        self.assertEqual([deal["user"] for deal in wall["closed"]], ["Boris"])

    def test_many_teams_are_counted_not_named(self):
        """Three teams or more are too many names for a heading."""
        east = self._create_team("East", self.env["res.users"], self.env["res.users"])
        dora = self._create_user("dora", "group_sales_efficiency_user")
        east.member_ids = [Command.link(dora.id)]
        plan = self._create_plan(
            "2025-10-01", {self.carl: 1_000.0, dora: 1_000.0}, state="draft"
        )
        plan.action_confirm()
        self.board.team_ids = self.north | self.south | east
        total = self._get_wall(self.max)["total"]
        self.assertEqual((total["label"], total["plan"]), ("3 teams", 48_000))

    def test_main_metric(self):
        """A board may be about something else than revenue."""
        self._create_plan(
            "2025-10-01", {self.anna: 23.0}, metric=self._metric("orders")
        )
        self.board.metric_id = self._metric("orders")
        wall = self._get_wall(self.max)
        self.assertEqual(wall["metric"], {"name": "Orders", "unit": "count"})
        self.assertEqual((wall["total"]["plan"], wall["total"]["fact"]), (23, 1))

    def test_main_metric_must_add_up(self):
        """A ratio has no total: it is refused with the reason."""
        with self.assertRaisesRegex(ValidationError, "Average deal.*do not add up"):
            self.board.metric_id = self._metric("average_deal")

    def test_company_without_anything(self):
        """An empty company has a screen that says so, not an error."""
        company = self.env["res.company"].create({"name": "Empty"})
        self.max.company_ids = [Command.link(company.id)]
        board = self.env["sales.board"].search([("company_id", "=", company.id)])
        self.assertEqual(len(board), 1, "a company begins with a board")
        boards = (
            self.env["sales.board"]
            .with_user(self.max)
            .with_context(allowed_company_ids=company.ids)
        )
        wall = boards.get_wall_data()
        self.assertEqual(wall["board"]["company"], "Empty")
        self.assertEqual((wall["total"], wall["closed"]), (None, []))
        self.assertFalse(wall["slides"])
        board.unlink()
        self.assertEqual(boards.get_wall_data(), {"board": None})

    def test_default_board_comes_once(self):
        """Asking again for default boards adds none, not even to an archived one."""
        self.board.active = False
        self.env["sales.board"]._create_default_boards()
        boards = self.env["sales.board"].with_context(active_test=False)
        self.assertEqual(
            boards.search([("company_id", "=", self.company.id)]), self.board
        )

    def test_plain_data(self):
        """What goes over the wire is data and nothing else."""
        self._set_slides("pace", "teams", "curve", "norms", "closed")
        self.assertTrue(json.dumps(self._get_wall(self.max)))

    def test_clock(self):
        """The screen's clock runs in the company's zone and by the server's time."""
        wall = self._get_wall(self.max)
        self.assertEqual(wall["board"]["zone"], "Europe/Brussels")
        self.assertEqual(wall["now"], "2025-10-15T12:00:00Z")

    def test_queries_do_not_grow_with_people(self):
        """Ten more people on the board cost no query more."""
        self._set_slides(
            "pace",
            "teams",
            "curve",
            "norms",
            "closed",
            {"type": "metric", "metric_id": self._metric("orders").id},
            {"type": "metric", "metric_id": self._metric("average_deal").id},
        )
        self.env["sales.norm"].create(
            {"metric_id": self._metric("calls").id, "amount": 10, "period": "day"}
        )
        before = self._count_queries()
        people = self.env["res.users"].concat(
            *(
                self._create_user(f"more{number}", "group_sales_efficiency_user")
                for number in range(10)
            )
        )
        self.north.member_ids = [Command.link(user.id) for user in people]
        self._create_plan("2025-10-01", dict.fromkeys(people, 1_000.0))
        for user in people:
            self._create_order(user, 100, "2025-10-15 09:00:00")
        self.assertEqual(self._count_queries(), before)

    def _count_queries(self):
        self._get_wall(self.max)
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        self._get_wall(self.max)
        return self.env.cr.sql_log_count - start
