from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..screens import ScreenCase
from .common import ReminderCommon

PARTS = ".o_my_day_line, .o_my_day_side, .o_my_day_head"


@tagged("post_install", "-at_install", "sales_screens")
class TestMyDayScreens(ReminderCommon, ScreenCase):
    """My Day as it is seen: on a wide screen and a phone, dark and from right to left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule("unanswered", 4)
        today = cls.env["res.users"].with_user(cls.anna)._get_sales_today()
        now = fields.Datetime.now()
        cls.prospect.write({"phone": "+32 2 555 01 01", "email": "who@example.com"})
        cls._create_plan(today.replace(day=1), {cls.anna: 40_000})
        cls.env["sales.norm"].create(
            {
                "metric_id": cls._metric("calls").id,
                "amount": 8,
                "company_id": cls.company.id,
            }
        )
        for number in range(3):
            deal = cls._create_deal(
                f"Espresso machines and a maintenance contract for {number} offices",
                cls.anna,
            )
            cls._write_letter(deal, now - timedelta(days=number, hours=2))
            cls.env["mail.activity"].create(
                {
                    "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                    "res_id": deal.id,
                    "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                    "user_id": cls.anna.id,
                    "summary": "Ask whether the offer has been looked at",
                    "date_deadline": today - timedelta(days=number),
                }
            )

    def _look(self, name, user, **how):
        self.look(f"my_day_{name}", "/odoo/my-day", user.login, PARTS, **how)

    def test_wide(self):
        self._look("wide", self.anna)
        self.look(
            "my_day_empty",
            "/odoo/my-day",
            self.boris.login,
            ".o_my_day_empty, .o_my_day_side, .o_my_day_head",
        )

    def test_phone(self):
        self._look("phone", self.anna, phone=True)

    def test_dark(self):
        self._bring_dark_colors()
        self._look("dark", self.anna, dark=True)

    def test_right_to_left(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.anna.lang = "ar_001"
        self._look("right_to_left", self.anna)
        self._look("right_to_left_phone", self.anna, phone=True)
