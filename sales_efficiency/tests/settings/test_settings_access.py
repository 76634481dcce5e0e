from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSettingsAccess(SalesEfficiencyCommon):
    """Odoo's administrator is not sales' administrator, nor the other way round."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = cls._create_user("system", "group_sales_efficiency_user")
        cls.system.group_ids += cls.env.ref("base.group_system")
        cls.ada.group_ids += cls.env.ref("base.group_system")

    def _page_of(self, user):
        view = self.env["res.config.settings"].with_user(user).get_view()
        return etree.fromstring(view["arch"]).find(".//app[@name='sales_efficiency']")

    def test_page(self):
        self.assertIsNotNone(self._page_of(self.ada))
        self.assertIsNone(self._page_of(self.system))

    def test_menu(self):
        menu = self.env.ref("sales_efficiency.sales_efficiency_menu_settings")
        for user, seen in (
            (self.ada, True),
            (self.max, False),
            (self.lena, False),
            (self.anna, False),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, seen, user.name)

    def test_fields_of_the_page_by_remote_call(self):
        settings = self.env["res.config.settings"]
        with self.assertRaises(AccessError):
            settings.with_user(self.system).create({"sales_pace_on": 1})
        with self.assertRaises(AccessError):
            settings.with_user(self.system).create({"sales_today_rule": "next"})
        record = settings.with_user(self.ada).create({})
        with self.assertRaises(AccessError):
            record.with_user(self.system).read(["sales_pace_on"])
        for user in (self.max, self.lena, self.anna):
            with self.assertRaises(AccessError):
                settings.with_user(user).create({})

    def test_company_by_remote_call(self):
        values = {
            "sales_today_rule": "next",
            "sales_pace_on": 90,
            "sales_morning_note": False,
            "sales_revenue_metric_id": self._metric("paid_revenue").id,
        }
        for user in (self.system, self.max, self.lena, self.anna):
            for name, value in values.items():
                with self.assertRaises(AccessError):
                    self.company.with_user(user).write({name: value})
        with self.assertRaisesRegex(AccessError, "settings: On Pace From"):
            self.company.with_user(self.system).write({"sales_pace_on": 90})
        self.company.with_user(self.ada).write(values)
        self.assertEqual(self.company.sales_today_rule, "next")

    def test_other_settings_stay_theirs(self):
        """Who administers Odoo alone goes on saving settings and companies."""
        self.env["res.config.settings"].with_user(self.system).create({}).execute()
        self.company.with_user(self.system).write({"name": "More Efficient"})
        self.assertEqual(self.company.name, "More Efficient")
        self.assertEqual(self.company.sales_pace_on, 95)

    def test_each_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.ada.company_ids += other
        settings = self.env["res.config.settings"].with_user(self.ada)
        settings.with_context(allowed_company_ids=other.ids).create(
            {"sales_today_rule": "next", "sales_pace_ahead": 120}
        ).execute()
        self.assertEqual(other.sales_today_rule, "next")
        self.assertEqual(other.sales_pace_ahead, 120)
        self.assertEqual(self.company.sales_today_rule, "full")
        self.assertEqual(self.company.sales_pace_ahead, 105)
