import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestWallPage(HttpCase, WallCommon):
    """What the outside gets: the page, its figures and faces by the key, else nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.link = cls.env["sales.board.link"].create({"board_id": cls.board.id})
        cls.path = f"/sales_efficiency/wall/{cls.link.id}/{cls.link.token}"

    def _assert_closed(self, path):
        with mute_logger("odoo.http"):
            response = self.url_open(path)
        self.assertEqual(response.status_code, 404, path)
        for secret in ("Boris", "Anna", "22000", self.board.name):
            self.assertNotIn(secret, response.text, path)
        return response

    def test_page(self):
        """The page opens without a login, says nothing about users and is not kept."""
        response = self.url_open(self.path)
        self.assertEqual(response.status_code, 200)
        self.assertIn("sales_efficiency.assets_wall", response.text)
        self.assertNotIn("web.assets_backend", response.text)
        for private in (
            "csrf",
            "username",
            "partner_id",
            "uid",
            "user_companies",
            '"db"',
        ):
            self.assertNotIn(private, response.text)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertIn("frame-ancestors", response.headers["Content-Security-Policy"])
        self.assertNotIn("session_id", response.headers.get("Set-Cookie", ""))

    def test_page_of_a_signed_in_user(self):
        """Who is signed in gets the link's screen, nothing about the own session."""
        self.authenticate(self.anna.login, self.anna.login)
        response = self.url_open(self.path)
        self.assertNotIn("Anna", response.text)
        wall = self.url_open(f"{self.path}/data").json()
        self.assertEqual(wall["total"]["fact"], 22_000, "the link's rights, not hers")

    def test_data(self):
        """The figures are those of the board, in one answer, and nothing else."""
        response = self.url_open(f"{self.path}/data")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        wall = response.json()
        inside = self._get_wall(self.max)
        for name in ("total", "today", "norms", "closed", "period"):
            self.assertEqual(wall[name], inside[name], name)
        self.assertEqual(wall.keys(), inside.keys())

    def test_request_cannot_ask_for_more(self):
        """Parameters, another board's id, a context: nothing of a request counts."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        board = self.env["sales.board"].search([("company_id", "=", company.id)])
        plain = self.url_open(f"{self.path}/data").json()
        for query in (
            f"board_id={board.id}",
            f"allowed_company_ids={company.id}&company_id={company.id}",
            "date=2025-09-01",
            "lang=fr_FR&context={}",
        ):
            with mute_logger("odoo.http"):
                answer = self.url_open(f"{self.path}/data?{query}")
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer.json()["board"], plain["board"], query)
            self.assertEqual(answer.json()["date"], plain["date"], query)

    def test_wrong_keys_look_alike(self):
        """Wrong, unknown, revoked, archived: each answers the same."""
        other = self.env["sales.board.link"].create({"board_id": self.board.id})
        base = "/sales_efficiency/wall"
        for path in (
            f"{base}/{self.link.id}/wrong",
            f"{base}/{self.link.id}/{other.token}",
            f"{base}/{self.link.id + 999}/{self.link.token}",
            f"{base}/99999999999999999999/{self.link.token}",
            f"{base}/{self.link.id}/%00%FF",
            f"{base}/{self.link.id}",
            f"{base}/{self.link.id}/",
            f"{base}/-1/{self.link.token}",
            base,
        ):
            self._assert_closed(path)
            self._assert_closed(f"{path}/data")
            self._assert_closed(f"{path}/avatar/{self.boris.id}")

    def test_revoked(self):
        """A revoked address is closed at once, page, figures and faces."""
        self.link.action_revoke()
        for path in (
            self.path,
            f"{self.path}/data",
            f"{self.path}/avatar/{self.anna.id}",
        ):
            self._assert_closed(path)

    def test_archived_board(self):
        self.board.active = False
        self._assert_closed(self.path)
        self._assert_closed(f"{self.path}/data")

    def test_faces(self):
        """People on the board have their face shown, other users have not."""
        response = self.url_open(f"{self.path}/avatar/{self.boris.id}")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.headers["Content-Type"].startswith("image/"))
        self.assertIn("private", response.headers["Cache-Control"])
        for user in (self.carl, self.max, self.env.ref("base.user_admin")):
            self._assert_closed(f"{self.path}/avatar/{user.id}")
        self._assert_closed(f"{self.path}/avatar/99999999999999999999")

    def test_faces_of_the_boards_teams_only(self):
        self.board.team_ids = self.south
        self._assert_closed(f"{self.path}/avatar/{self.boris.id}")

    def test_key_opens_nothing_else(self):
        """The key is no login: methods and other routes stay closed."""
        calls = {
            "/web/dataset/call_kw/sales.board/get_wall_data": {
                "model": "sales.board",
                "method": "get_wall_data",
                "args": [self.board.id],
                "kwargs": {},
            },
            "/web/dataset/call_kw/sales.board.link/search_read": {
                "model": "sales.board.link",
                "method": "search_read",
                "args": [],
                "kwargs": {},
            },
        }
        self.url_open(self.path)
        for path, params in calls.items():
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    path,
                    data=json.dumps({"jsonrpc": "2.0", "params": params}),
                    headers={"Content-Type": "application/json"},
                ).json()
            self.assertIn("error", answer)
            self.assertNotIn("result", answer)

    def test_only_reading(self):
        """The screen reads; no other method of the protocol is answered."""
        for method in ("POST", "PUT", "DELETE"):
            with mute_logger("odoo.http"):
                response = self.url_open(f"{self.path}/data", method=method)
            self.assertIn(response.status_code, (404, 405), method)

    def test_private_methods(self):
        """What opens a link cannot be called from outside."""
        self.authenticate(self.anna.login, self.anna.login)
        for model, method in (
            ("sales.board.link", "_get_by_token"),
            ("sales.board", "_get_wall_data"),
            ("res.company", "_send_live_changes"),
        ):
            with mute_logger("odoo.http", "odoo.service.model"):
                answer = self.url_open(
                    f"/web/dataset/call_kw/{model}/{method}",
                    data=json.dumps(
                        {
                            "jsonrpc": "2.0",
                            "params": {
                                "model": model,
                                "method": method,
                                "args": [[]],
                                "kwargs": {},
                            },
                        }
                    ),
                    headers={"Content-Type": "application/json"},
                ).json()
            self.assertIn("error", answer, method)
