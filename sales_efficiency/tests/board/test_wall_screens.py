from odoo.tests import tagged

from ..screens import Look, Screen, ScreenCase
from .common import BoardCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestWallScreens(BoardCommon, ScreenCase):
    """How a wall screen is set up, and what it shows on small and large televisions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board = cls.env["sales.board"].search([("company_id", "=", cls.company.id)])
        cls.board.link_ids = [
            (0, 0, {"name": "Television beside the coffee machine"}),
            (0, 0, {"name": "Old screen in the entrance hall"}),
        ]
        cls.board.link_ids[1].action_revoke()

    def test_set_up(self):
        form = f"/odoo/sales-wall-screens/{self.board.id}"
        links = ".nav-link[name=links]"
        self.look_around(
            self.ada,
            Screen("wall_form", form, ".o_form_sheet"),
            Screen("wall_links", form, ".o_form_sheet", steps=(links,)),
        )

    def test_televisions(self):
        sizes = {"720p": (1280, 720), "4k": (3840, 2160)}
        self.look_around(
            self.max,
            Screen(
                "wall",
                "/odoo/sales-wall",
                ".o_wall_figures, .o_wall_main",
                ".o_wall_row",
            ),
            looks=[Look(name, size) for name, size in sizes.items()],
        )
