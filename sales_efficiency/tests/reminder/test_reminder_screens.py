from odoo.tests import tagged

from ..screens import Screen, ScreenCase
from .common import ReminderCommon

RULES = "/odoo/sales-reminder-rules"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
HEADS = ".o_list_renderer thead"
FORM = ".o_form_sheet .o_inner_group, .o_form_sheet .oe_title, .o_notebook_content"


@tagged("post_install", "-at_install", "sales_screens")
class TestReminderScreens(ReminderCommon, ScreenCase):
    """Rules of reminders and whom they reminded, as who sets them up sees them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(
            "no_next_step", 4, steps=[(2, "leader"), (8, "head")]
        )
        cls.rule.name = "Every deal of the whole north has a next step by the evening"
        for index in range(8):
            cls._create_deal(
                f"Espresso machines and a maintenance contract for {index} offices",
                cls.anna,
            )

    def test_every_look(self):
        self._remind()
        self.assertTrue(self._get_activities())
        self.look_around(
            self.ada,
            Screen("reminder_rules", RULES, f"{ROWS}, {HEADS}", ROWS),
            Screen("reminder_rule", f"{RULES}/{self.rule.id}", FORM),
            Screen("reminders", "/odoo/sales-reminders", f"{ROWS}, {HEADS}", ROWS),
        )
