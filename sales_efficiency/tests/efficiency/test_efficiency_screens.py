from datetime import timedelta

from odoo.tests import tagged

from ..board.common import LONG_NAMES
from ..screens import LOOKS, Look, Screen, ScreenCase
from .common import EfficiencyCast

PARTS = ".o_efficiency_page"
BOARD = "/odoo/action-sales_efficiency.sales_pace_report_action_open"
LINE = ".o_pace_backward_line"
#: A phone as high as the page is long.
TALL = Look("tall", (390, 1700))


@tagged("post_install", "-at_install", "sales_screens")
class TestEfficiencyScreens(EfficiencyCast, ScreenCase):
    """Efficiency, the backward plan and the headcount as they are seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.env["res.users"].with_user(cls.max)._get_sales_today()
        this_month = cls.today.replace(day=1)
        last = this_month - timedelta(days=20)
        before = last.replace(day=1) - timedelta(days=12)
        people = cls.anna | cls.boris | cls.carl
        for index, name in enumerate(LONG_NAMES):
            user = cls._create_user(f"long{index}", "group_sales_efficiency_user")
            user.name = name
            cls.north.member_ids |= user
            cls._set_member(user, before - timedelta(days=300 * index))
            people |= user
        for index, user in enumerate(people):
            for day, meetings, money in (
                (before, 3 + index % 4, 400_000 + 90_000 * index),
                (last, 2 + (index * 2) % 5, 380_000 + 70_000 * index),
            ):
                for hour in range(meetings):
                    cls._create_meeting(user, f"{day} {8 + hour:02}:00:00")
                cls._create_order(user, money, f"{day} 08:00:00")
                cls._create_won(user, f"{day} 09:00:00")
        cls._create_plan(this_month, dict.fromkeys(people, 2_500_000))
        cls.ahead = (this_month + timedelta(days=160)).replace(day=1)
        cls._create_plan(cls.ahead, dict.fromkeys(people, 900_000))
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        # A plan that leaves some months to hire in.
        self.patch(
            self.env.registry["sales.headcount"],
            "_get_next_month",
            lambda wizard: self.ahead,
        )

    def test_efficiency(self):
        self.look_around(
            self.max,
            Screen("efficiency", "/odoo/sales-efficiency", PARTS, "canvas"),
            Screen(
                "efficiency_months",
                "/odoo/sales-efficiency-months?view_type=list",
                ".o_list_renderer tbody",
                ".o_data_row",
            ),
            Screen(
                "headcount",
                "/odoo/sales-headcount",
                ".o_headcount_answer, .modal .o_form_view",
            ),
            Screen(
                "backward_board",
                BOARD,
                ".o_kanban_record:not(.o_kanban_ghost)",
                LINE,
                steps=(LINE,),
            ),
            looks=(*LOOKS[:-1], TALL, LOOKS[-1]),
        )

    def test_months(self):
        self.look(
            "efficiency_pivot",
            "/odoo/sales-efficiency-months",
            self.max.login,
            ".o_pivot table tbody",
        )

    def test_sunday(self):
        """A month that has begun with a Sunday, on that day."""
        this_month = self.today.replace(day=1)
        sunday = this_month - timedelta(days=this_month.weekday() + 1)
        before = self.today - timedelta(days=100), this_month - timedelta(days=10)
        self.patch(
            self.env.registry["sales.efficiency"],
            "_get_compared",
            lambda efficiency, options: ((sunday, sunday), before),
        )
        self.look_around(
            self.max,
            Screen("efficiency_sunday", "/odoo/sales-efficiency", PARTS, "td"),
        )

    def test_nobody(self):
        erik = self._create_user("erik", "group_sales_efficiency_user")
        self.look_around(
            erik,
            Screen(
                "efficiency_nobody",
                "/odoo/sales-efficiency",
                PARTS,
                ".o_efficiency_nobody",
            ),
        )

    def test_my_day(self):
        self.look_around(
            self.anna,
            Screen(
                "backward_my_day",
                "/odoo/my-day",
                ".o_my_day_side",
                f"{LINE}[aria-expanded=true]",
                steps=(LINE,),
            ),
        )
