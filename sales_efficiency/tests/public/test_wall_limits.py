from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.sales_efficiency.controllers import wall_board
from odoo.addons.sales_efficiency.models.public.sales_wrong_key import WRONG_KEYS
from odoo.addons.sales_efficiency.tools.visitors import Budget

from ..board.common import WallCommon


@tagged("post_install", "-at_install")
class TestWallLimits(HttpCase, WallCommon):
    """Public addresses answer so often a minute, and screens never notice it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.link = cls.env["sales.board.link"].create({"board_id": cls.board.id})
        cls.path = cls.link._get_path()
        cls.wrong = f"/sales_efficiency/wall/{cls.link.id}/wrong"

    def _get(self, path, **kwargs):
        with mute_logger("odoo.http"):
            return self.url_open(path, **kwargs)

    def _use_up(self, path=None):
        """Try wrong keys until they are too many; return the answer to the last."""
        for _number in range(WRONG_KEYS):
            self.assertEqual(self._get(path or self.wrong).status_code, 404)
        return self._get(path or self.wrong)

    def _assert_busy(self, response):
        self.assertEqual(response.status_code, 429)
        self.assertTrue(1 <= int(response.headers["Retry-After"]) <= 60)
        self.assertRegex(
            response.text,
            r"^Too many requests from this address: try again in \d+ seconds\.$",
        )
        self.assertTrue(response.headers["Content-Type"].startswith("text/plain"))

    def test_wrong_keys(self):
        """After many wrong keys the answer is to wait; any part of the screen counts."""
        self._assert_busy(self._use_up(f"{self.wrong}/data"))
        self._assert_busy(self._get(self.wrong))
        self._assert_busy(self._get(f"{self.wrong}/avatar/{self.boris.id}"))
        self.assertEqual(self.env["sales.wrong.key"].search([]).count, WRONG_KEYS)

    def test_screen_behind_the_same_address(self):
        """Who has the key is shown the screen whatever others try beside it."""
        self._assert_busy(self._use_up())
        for part in ("", "/data", f"/avatar/{self.boris.id}"):
            self.assertEqual(self._get(self.path + part).status_code, 200)

    def test_right_keys_write_nothing(self):
        """A screen only reads."""
        self._get(f"{self.path}/data")
        self.assertFalse(self.env["sales.wrong.key"].search([]))

    def test_revoked(self):
        """A screen whose link was revoked asks once a minute and hears no, not wait."""
        self.link.action_revoke()
        self.assertEqual(self._get(self.path).status_code, 404)

    def test_next_minute(self):
        self._assert_busy(self._use_up())
        self.env["sales.wrong.key"].search([]).minute -= 1
        self.assertEqual(self._get(self.wrong).status_code, 404)

    def test_many_screens_of_one_office(self):
        """Twenty screens that are switched on together, and read for a busy minute."""
        budget = wall_board.SCREENS_BUDGET
        switched_on = 1 + 1 + 40  # page, figures, faces
        self.assertGreaterEqual(budget.limit, 20 * (switched_on + 15))

    def test_too_much_with_a_right_key(self):
        """A link that went round the world does not take the server down."""
        other = self.env["sales.board.link"].create({"board_id": self.board.id})
        with patch.object(wall_board, "SCREENS_BUDGET", Budget(3)):
            for _number in range(3):
                self.assertEqual(self._get(f"{self.path}/data").status_code, 200)
            busy = self._get(f"{self.path}/data")
            self._assert_busy(busy)
            self.assertEqual(busy.headers["Cache-Control"], "no-store")
            self.assertEqual(self._get(f"{other._get_path()}/data").status_code, 200)

    def test_morning_note(self):
        """The link that stops a morning note is limited alike."""
        path = "/sales_efficiency/morning_note/unsubscribe"
        wrong = f"{path}?user_id={self.lena.id}&token=wrong"
        self._assert_busy(self._use_up(wrong))
        right = f"{path}?user_id={self.lena.id}&token={self.lena._get_sales_morning_token()}"
        self.assertEqual(self._get(right).status_code, 200)
