from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestWallAccess(WallCommon):
    """The screen inside Odoo shows what the reader's own rights allow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_plan(
            "2025-10-01", {cls.carl: 1_000.0}, metric=cls.revenue, state="draft"
        ).action_confirm()
        cls._create_order(cls.carl, 300, "2025-10-15 09:00:00")
        cls._set_slides(
            "pace",
            "teams",
            "curve",
            {"type": "metric", "metric_id": cls.revenue.id},
        )
        cls.link = cls.env["sales.board.link"].create({"board_id": cls.board.id})

    def _names(self, wall, kind):
        return {
            row["name"]
            for slide in wall["slides"]
            if slide["type"] == kind
            for row in slide["rows"]
        }

    def test_manager_sees_all(self):
        wall = self._get_wall(self.max)
        self.assertEqual(self._names(wall, "pace"), {"Anna", "Boris", "Carl"})
        self.assertEqual(self._names(wall, "teams"), {"North", "South"})

    def test_leader_sees_the_team(self):
        wall = self._get_wall(self.lena)
        self.assertEqual(self._names(wall, "pace"), {"Anna", "Boris"})
        self.assertEqual(self._names(wall, "metric"), {"Anna", "Boris"})
        self.assertEqual(self._names(wall, "teams"), {"North"})
        self.assertEqual(
            (wall["total"]["label"], wall["total"]["fact"]), ("North", 22_000)
        )
        self.assertEqual([deal["user"] for deal in wall["closed"]], ["Boris"])

    def test_salesperson_sees_the_own(self):
        wall = self._get_wall(self.anna)
        self.assertEqual(self._names(wall, "pace"), {"Anna"})
        self.assertEqual(self._names(wall, "metric"), {"Anna"})
        self.assertFalse(self._names(wall, "teams"))
        self.assertEqual(
            (wall["total"]["label"], wall["total"]["fact"]), ("Anna", 8_800)
        )
        self.assertEqual(wall["closed"], [])

    def test_stranger_sees_nothing(self):
        """An employee who does not sell may not read boards at all."""
        user = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk",
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
            }
        )
        with self.assertRaises(AccessError):
            self._get_wall(user)

    def test_other_company_is_closed(self):
        """A board of a company that is not mine does not exist for me."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        board = self.env["sales.board"].search([("company_id", "=", company.id)])
        self.assertEqual(self._get_wall(self.max, board), {"board": None})
        with self.assertRaises(AccessError):
            board.with_user(self.max).read(["name"])
        with self.assertRaises(AccessError):
            board.slide_ids.with_user(self.max).read(["title"])

    def test_only_administrators_configure(self):
        """Everybody who sells reads a board, the administrator changes it."""
        for user in (self.anna, self.lena, self.max):
            with self.subTest(user=user.name):
                board = self.board.with_user(user)
                self.assertTrue(board.name)
                with self.assertRaises(AccessError):
                    board.name = "Mine"
                with self.assertRaises(AccessError):
                    board.slide_ids[0].with_user(user).duration_seconds = 9
                with self.assertRaises(AccessError):
                    board.slide_ids[0].with_user(user).unlink()
                with self.assertRaises(AccessError):
                    self.env["sales.board"].with_user(user).create({"name": "New"})
        self.board.with_user(self.ada).name = "Renamed"
        self.assertEqual(self.board.name, "Renamed")

    def test_only_administrators_know_the_links(self):
        """The key opens the board to anybody: nobody else may read it, or make one."""
        for user in (self.anna, self.lena, self.max):
            with self.subTest(user=user.name):
                link = self.link.with_user(user)
                for read in (
                    lambda link=link: link.read(["name"]),
                    lambda link=link: link.token,
                    lambda link=link: link.url,
                    lambda user=user: self.board.with_user(user).link_ids,
                    lambda link=link: link.action_revoke(),
                    lambda link=link: link.action_renew(),
                    lambda user=user: (
                        self.env["sales.board.link"]
                        .with_user(user)
                        .search_read([], ["token"])
                    ),
                    lambda user=user: (
                        self.env["sales.board.link"]
                        .with_user(user)
                        .create({"board_id": self.board.id})
                    ),
                ):
                    with self.assertRaises(AccessError):
                        read()
        link = self.link.with_user(self.ada)
        self.assertIn(link.token, link.url)

    def test_link_of_another_company(self):
        """An administrator of one company does not see the links of another."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        board = self.env["sales.board"].search([("company_id", "=", company.id)])
        link = self.env["sales.board.link"].create({"board_id": board.id})
        with self.assertRaises(AccessError):
            link.with_user(self.ada).read(["token"])
