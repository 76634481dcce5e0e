from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import ReminderCommon


@tagged("post_install", "-at_install")
class TestMyDayTour(HttpCase, ReminderCommon):
    """A salesperson works off the day, from the first line to the last."""

    def test_tour(self):
        self._create_rule("unanswered", 4)
        self.prospect.email = "prospect@example.com"
        today = self.env["res.users"].with_user(self.anna)._get_sales_today()
        now = fields.Datetime.now()
        self._write_letter(self.north_lead, now - timedelta(days=1))
        self._plan(
            self.north_lead,
            self.anna,
            today - timedelta(days=1),
            summary="Send the offer",
        )
        self._plan(self.client, self.anna, today)
        self.start_tour("/odoo/my-day", "sales_my_day_tour", login=self.anna.login)
        self.assertEqual(
            len(self.client.message_ids.filtered("mail_activity_type_id")), 1
        )
        self.assertIn("100 euros", self.north_lead.message_ids[0].body)
