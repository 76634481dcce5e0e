from odoo.tests import HttpCase, tagged

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestWallTour(HttpCase, WallCommon):
    """The screen in a browser: inside Odoo and without a login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_slides(
            {"type": "pace", "duration_seconds": 3600},
            {"type": "teams", "duration_seconds": 3600},
            {"type": "text", "text": "Prize: a day off", "duration_seconds": 3600},
        )

    def _build_assets(self, *bundles):
        """Build bundles before a browser waits for them."""
        for bundle in bundles:
            assets = self.env["ir.qweb"]._get_asset_bundle(bundle)
            assets.js()
            assets.css()

    def test_inside(self):
        """A manager opens the wall from the board, steps through it and leaves."""
        self._build_assets("web.assets_web", "web.assets_tests")
        self.start_tour("/odoo/sales-board", "sales_wall_tour", login=self.max.login)

    def test_without_login(self):
        """The link shows the same to nobody in particular."""
        self._build_assets("sales_efficiency.assets_wall")
        link = self.env["sales.board.link"].create({"board_id": self.board.id})
        self.browser_js(
            link._get_path(),
            """
            const wait = () => {
                const text = document.querySelector(".o_wall")?.innerText || "";
                const shown = ["Boris", "120", "Department", "Prospect", "live"];
                if (shown.every((word) => text.includes(word))) {
                    console.log("test successful");
                } else {
                    setTimeout(wait, 100);
                }
            };
            wait();
            """,
            login=None,
        )
