import json
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser, _registry_test_lock

from odoo.addons.bus.websocket import (
    CloseCode,
    WebsocketConnectionHandler,
    _kick_all,
)

from .common import WallCommon

#: What a screen may take, with a second of patience of its own and a busy machine.
SECONDS = 20
WAIT = """
    new Promise((resolve) => {
        const end = Date.now() + %(seconds)s * 1000;
        const look = () => {
            const text = document.querySelector(".o_wall")?.innerText || "";
            const reads = performance
                .getEntriesByType("resource")
                .filter(({ name }) => name.includes(%(source)s)).length;
            if (%(condition)s) {
                resolve("seen");
            } else if (Date.now() > end) {
                resolve(`not seen after ${reads} reads: ${text}`);
            } else {
                setTimeout(look, 50);
            }
        };
        look();
    })
"""


@tagged("post_install", "-at_install")
class TestWallLive(HttpCase, WallCommon):
    """A screen that hangs on the wall shows what others sell, by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_slides({"type": "pace", "duration_seconds": 3600})
        cls.link = cls.env["sales.board.link"].create({"board_id": cls.board.id})

    def _play(self, path, source, login, *acts):
        """Open a screen once; then look for what it shows and do things, in turn.

        :param source: part of the address by which the screen reads its figures
        :param acts: JavaScript conditions to wait for, and functions to call
        """

        def play(browser, _code, _timeout, error_checker=None):
            browser.error_checker = error_checker
            for act in acts:
                if callable(act):
                    # Nobody reads meanwhile.
                    with _registry_test_lock:
                        act()
                else:
                    self._wait(browser, source, act)

        with patch.object(ChromeBrowser, "_wait_code_ok", play):
            self.browser_js(
                path,
                "",
                "!!document.querySelector('.o_wall, .o_wall_button')",
                login=login,
                # That a websocket is refused is what this is about.
                error_checker=lambda message: "WebSocket" not in message,
            )

    def _wait(self, browser, source, condition):
        code = WAIT % {
            "seconds": SECONDS,
            "source": json.dumps(source),
            "condition": condition,
        }
        params = {"expression": code, "awaitPromise": True}
        answer = browser._websocket_request(
            "Runtime.evaluate", params=params, timeout=SECONDS + 10
        )
        self.assertEqual(answer["result"].get("value"), "seen", condition)

    def _sell(self, user, amount, name):
        """Confirm an order in a transaction of its own, as somebody else does."""

        def sell():
            client = self.env["res.partner"].create({"name": name})
            self._create_order(user, amount, "2025-10-15 11:00:00", partner=client)
            self.env.cr.flush()
            self.env.cr.clear()

        return sell

    def _cut(self):
        """Take websockets away, and refuse new ones."""
        WebsocketConnectionHandler.websocket_allowed.return_value = False
        _kick_all(CloseCode.GOING_AWAY)

    def _mend(self):
        WebsocketConnectionHandler.websocket_allowed.return_value = True

    def _acts(self):
        """Sell while the screen hears, while it does not, and when it hears again.

        Between the regular looks, a minute apart at the least, it knows of it by the
        websocket alone; that the page is still the same one is told by a mark on it.
        """
        hears = "window.mark = true"
        return (
            f"({hears}) && text.includes('Boris') && text.includes('120 %')",
            # It reads once more as soon as it hears.
            "reads > 1",
            self._sell(self.anna, 1_200, "First Client"),
            "text.includes('First Client') && text.includes('90 %')",
            "(window.reads = reads)",
            self._cut,
            "reads > window.reads && (window.reads = reads)",
            self._sell(self.anna, 1_200, "Second Client"),
            "text.includes('First Client') && !text.includes('Second Client')",
            self._mend,
            "text.includes('Second Client') && text.includes('101 %')",
            self._sell(self.boris, 1_200, "Third Client"),
            "text.includes('Third Client') && text.includes('130 %')",
            "window.mark",
        )

    def test_without_login(self):
        """A television that was given a link."""
        assets = self.env["ir.qweb"]._get_asset_bundle("sales_efficiency.assets_wall")
        assets.js()
        assets.css()
        self._play(
            self.link._get_path(), f"{self.link.token}/data", None, *self._acts()
        )
