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

    def _list(self, name, **how):
        self.look(name, f"{VIEWS}list", self.max.login, ROWS, **how)

    def _graph(self, name, **how):
        graph = ".o_graph_renderer"
        self.look(
            name, f"{VIEWS}graph", self.max.login, graph, f"{graph} canvas", **how
        )

    def test_wide(self):
        self._board("manager", self.max)
        self._board("leader", self.lena)
        self._board("salesperson", self.anna)
        self._list("board_list")
        self._graph("board_graph")
        self.look(
            "board_pivot", f"{VIEWS}pivot", self.max.login, ".o_pivot table tbody"
        )

    def test_phone(self):
        self._board("manager_phone", self.max, phone=True)
        self._board("salesperson_phone", self.anna, phone=True)

    # One test a scheme and a direction: their styles are made once in each.
    def test_dark(self):
        self._bring_dark_colors()
        self._board("manager_dark", self.max, dark=True)
        self._board("salesperson_dark_phone", self.anna, dark=True, phone=True)
        self._list("board_list_dark", dark=True)
        self._graph("board_graph_dark", dark=True)

    def test_right_to_left(self):
        self._turn(self.max)
        self._turn(self.anna)
        self._board("manager_rtl", self.max)
        self._board("salesperson_rtl_phone", self.anna, phone=True)

    def test_without_plan(self):
        erik = self._create_user("erik", "group_sales_efficiency_user")
        self.look(
            "board_no_plan", BOARD, erik.login, ".o_view_nocontent .o_nocontent_help"
        )
