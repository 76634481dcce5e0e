from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSettings(SalesEfficiencyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada.group_ids += cls.env.ref("base.group_system")

    def _open(self):
        return Form(self.env["res.config.settings"].with_user(self.ada))

    def test_saved_into_the_company(self):
        paid = self._metric("paid_revenue")
        form = self._open()
        self.assertEqual(
            (form.sales_pace_ahead, form.sales_pace_on, form.sales_pace_behind),
            (105, 95, 75),
        )
        form.sales_revenue_metric_id = paid
        form.sales_plan_period = "quarter"
        form.sales_today_rule = "hour"
        form.sales_meeting_default_outcome = "none"
        form.sales_morning_note = False
        form.save().execute()
        self.assertEqual(self.company.sales_revenue_metric_id, paid)
        self.assertEqual(self.company.sales_plan_period, "quarter")
        self.assertEqual(self.company.sales_today_rule, "hour")
        self.assertEqual(self.company.sales_meeting_default_outcome, "none")
        self.assertFalse(self.company.sales_morning_note)
        other = self.env["res.company"].search([("id", "!=", self.company.id)], limit=1)
        self.assertEqual(other.sales_plan_period, "month")

    def test_thresholds_move_together(self):
        """Lower than each other's old values: right as a whole, wrong one by one."""
        form = self._open()
        form.sales_pace_ahead = 70
        form.sales_pace_on = 60
        form.sales_pace_behind = 50
        form.save().execute()
        bounds = self.company._get_sales_thresholds()
        self.assertEqual((bounds.ahead, bounds.on_pace, bounds.behind), (70, 60, 50))

    def test_wrong_thresholds_are_refused(self):
        for values in ((90, 95, 75), (105, 95, 95), (105, 95, 0), (105, 95, -5)):
            form = self._open()
            form.sales_pace_ahead, form.sales_pace_on, form.sales_pace_behind = values
            message = "thresholds of Efficient must go down and stay above"
            with (
                self.assertRaisesRegex(ValidationError, message),
                self.env.cr.savepoint(),
            ):
                form.save().execute()
            self.assertEqual(self.company.sales_pace_ahead, 105)

    def test_morning_after_midnight_is_refused(self):
        form = self._open()
        form.sales_morning_hour = 24.5
        with self.assertRaisesRegex(ValidationError, "between 0:00 and 23:59"):
            form.save()

    def test_revenue_is_money_that_adds_up(self):
        for code in ("meetings", "average_deal"):
            with self.assertRaisesRegex(ValidationError, "not an amount of money"):
                self.company.sales_revenue_metric_id = self._metric(code)

    def test_what_belongs_to_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        metric = self.revenue.copy({"company_id": other.id})
        with self.assertRaisesRegex(ValidationError, "belongs to Other"):
            self.company.sales_revenue_metric_id = metric
        with self.assertRaisesRegex(ValidationError, "belongs to Other"):
            self.company.sales_calendar_id = other.resource_calendar_id

    def test_flexible_hours_are_refused(self):
        calendar = self.company.resource_calendar_id.copy()
        calendar.write({"name": "Anytime", "schedule_type": "flexible"})
        with self.assertRaisesRegex(ValidationError, "Anytime has flexible hours"):
            self.company.sales_calendar_id = calendar

    def test_company_marks_and_links(self):
        """Every setting of a company bears the mark; the links open."""
        view = self.env["res.config.settings"].with_user(self.ada).get_view()
        page = etree.fromstring(view["arch"]).find(".//app[@name='sales_efficiency']")
        known = self.env["res.config.settings"]._fields
        for setting in page.iter("setting"):
            field = setting.find(".//field")
            if field is None:
                continue
            # Parameters of the system are every company's.
            is_shared = hasattr(known[field.get("name")], "config_parameter")
            self.assertEqual(
                setting.get("company_dependent") == "1",
                not is_shared,
                field.get("name"),
            )
        actions = [button.get("name") for button in page.iter("button")]
        self.assertGreaterEqual(len(actions), 3)
        for action in self.env["ir.actions.act_window"].browse(map(int, actions)):
            self.assertTrue(action.with_user(self.ada).res_model)

    def test_team_form(self):
        """Co-leaders and the team's schedule are set on the team."""
        schedule = self.company.resource_calendar_id.copy({"name": "East"})
        with Form(self.north.with_user(self.ada)) as form:
            form.sales_co_leader_ids.add(self.max)
            form.sales_calendar_id = schedule
        self.assertEqual(self.north.sales_leader_ids, self.lena | self.max)
        self.assertEqual(self.north.sales_calendar_id, schedule)
