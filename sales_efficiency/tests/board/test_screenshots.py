from odoo.tests import tagged

from ..screens import ScreenCase
from .common import BoardCommon

BOARD = "/odoo/action-sales_efficiency.sales_pace_report_action_open"
VIEWS = "/odoo/action-sales_efficiency.sales_pace_report_action?view_type="
#: What is ours on the board; Odoo answers for its own parts.
CARDS = (
    ".o_sales_pace_board .o_kanban_record:not(.o_kanban_ghost), .o_board_totals, "
    ".o_board_day"
)
ROWS = ".o_list_renderer td[name=status], .o_list_renderer thead"


@tagged("post_install", "-at_install", "sales_screens")
class TestBoardScreens(BoardCommon, ScreenCase):
    """The board as it is seen: every view, on a wide screen and a phone, dark and from
    right to left, by who leads and by who sells."""

    def _board(self, name, user, **how):
        self.look(
            f"board_{name}", BOARD, user.login, CARDS, ready=".o_pace_figures", **how
        )

    def test_manager(self):
        self._board("manager", self.max)

    def test_manager_phone(self):
        self._board("manager_phone", self.max, phone=True)

    def test_manager_dark(self):
        self._board("manager_dark", self.max, dark=True)

    def test_manager_rtl(self):
        self._turn(self.max)
        self._board("manager_rtl", self.max)

    def test_leader(self):
        self._board("leader", self.lena)

    def test_salesperson(self):
        self._board("salesperson", self.anna)

    def test_salesperson_phone(self):
        self._board("salesperson_phone", self.anna, phone=True)

    def test_salesperson_dark(self):
        self._board("salesperson_dark_phone", self.anna, dark=True, phone=True)

    def test_salesperson_rtl(self):
        self._turn(self.anna)
        self._board("salesperson_rtl_phone", self.anna, phone=True)

    def test_salesperson_without_plan(self):
        erik = self._create_user("erik", "group_sales_efficiency_user")
        self.look(
            "board_no_plan", BOARD, erik.login, ".o_view_nocontent .o_nocontent_help"
        )

    def test_list(self):
        self.look("board_list", f"{VIEWS}list", self.max.login, ROWS)

    def test_list_dark(self):
        self.look("board_list_dark", f"{VIEWS}list", self.max.login, ROWS, dark=True)

    def test_pivot(self):
        self.look(
            "board_pivot", f"{VIEWS}pivot", self.max.login, ".o_pivot table tbody"
        )

    def test_graph(self):
        for how in ({}, {"dark": True}, {"phone": True}):
            name = "_".join(["board_graph", *how])
            self.look(
                name,
                f"{VIEWS}graph",
                self.max.login,
                ".o_graph_renderer",
                ready=".o_graph_renderer canvas",
                **how,
            )

    def _turn(self, user):
        """Let a user read from right to left."""
        self.env["res.lang"]._activate_lang("ar_001")
        user.lang = "ar_001"
