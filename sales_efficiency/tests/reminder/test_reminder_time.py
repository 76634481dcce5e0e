from odoo import Command
from odoo.tests import tagged

from .common import MONDAY, ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderTime(ReminderCommon):
    """Time passes only while the person reminded works."""

    def test_night_and_weekend(self):
        """Friday at four in the afternoon and four hours are Monday at noon."""
        self._create_rule("unanswered", 4)
        self._write_letter(self.north_lead, "2017-08-18 14:00:00")
        self.assertFalse(self._remind("2017-08-19 12:00:00"))
        self.assertFalse(self._remind("2017-08-21 08:59:00"))
        self.assertEqual(
            str(self._remind("2017-08-21 09:00:00").due_at), "2017-08-21 09:00:00"
        )

    def test_due_before_the_weekend_told_after_it(self):
        """The action did not run on Friday evening: Saturday is not the day for it."""
        self._create_rule("unanswered", 4)
        self._write_letter(self.north_lead, "2017-08-18 08:00:00")
        self.assertFalse(self._remind("2017-08-19 09:00:00"))
        self.assertFalse(self._remind("2017-08-20 09:00:00"))
        self.assertEqual(
            str(self._remind("2017-08-21 06:00:00").due_at), "2017-08-18 13:00:00"
        )

    def test_part_timer(self):
        """Carl works on Monday, Wednesday and Friday."""
        calendar = self.company.resource_calendar_id.copy({"name": "Three days"})
        calendar.attendance_ids.filtered(lambda one: one.dayofweek in "13").unlink()
        self._add_resource(self.carl, calendar)
        self._create_rule("no_next_step", 8)
        deal = self._create_deal("South", self.carl)
        boris = self._create_deal("North", self.boris)
        self.north_lead.active = False
        self.assertEqual(self._remind("2017-08-15 08:00:00").res_id, boris.id)
        self.assertFalse(self._remind("2017-08-15 15:00:00"))
        self.assertEqual(self._remind("2017-08-16 08:00:00").res_id, deal.id)

    def test_public_holiday(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Assumption",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2017-08-14 22:00:00",
                "date_to": "2017-08-15 21:59:59",
            }
        )
        self._create_rule("no_next_step", 8)
        self.assertFalse(self._remind("2017-08-15 13:00:00"))
        self.assertEqual(len(self._remind("2017-08-16 08:00:00")), 1)

    def test_own_absence(self):
        self._add_absence(self.anna, "2017-08-14 22:00:00", "2017-08-18 22:00:00")
        self._create_rule("no_next_step", 8)
        self.assertFalse(self._remind("2017-08-18 13:00:00"))
        self.assertEqual(len(self._remind("2017-08-21 08:00:00")), 1)

    def test_time_zones(self):
        """The same letter at the same moment: in Vladivostok the day is over."""
        calendar = self.company.resource_calendar_id.copy({"tz": "Asia/Vladivostok"})
        self._add_resource(self.boris, calendar)
        self._create_rule("unanswered", 2)
        east = self._create_deal("East", self.boris)
        for deal in (self.north_lead, east):
            self._write_letter(deal, MONDAY)
        self.assertEqual(self._remind("2017-08-14 10:30:00").user_id, self.anna)
        # Eight in the morning there is ten in the evening of the day before in UTC.
        self.assertFalse(self._remind("2017-08-14 23:59:00"))
        reminder = self._remind("2017-08-15 00:00:00")
        self.assertEqual(reminder.user_id, self.boris)
        activity = self._get_activities(self.boris)
        self.assertEqual(str(activity.date_deadline), "2017-08-15")

    def test_working_days(self):
        """Two working days after Friday are Tuesday."""
        self._create_rule("overdue", 2, "days")
        self._plan(self.north_lead, self.anna, "2017-08-18")
        self.assertFalse(self._remind("2017-08-21 14:00:00"))
        self.assertEqual(len(self._remind("2017-08-22 06:00:00")), 1)

    def test_overdue_by_hours(self):
        self._create_rule("overdue", 2)
        self._plan(self.north_lead, self.anna, "2017-08-18")
        self.assertFalse(self._remind("2017-08-21 07:59:00"))
        self.assertEqual(len(self._remind("2017-08-21 08:00:00")), 1)

    def test_long_ago(self):
        """What began years ago is due, not lost beyond the horizon."""
        self._create_rule("quiet", 60, "days", use_stage_days=False)
        deal = self._create_deal("Old", self.anna, "2014-08-14 08:00:00")
        self.assertEqual(self._remind("2017-08-15 08:00:00").res_id, deal.id)

    # ------------------------------------------------------------
    # WHO IS NOT THERE
    # ------------------------------------------------------------

    def test_archived_person(self):
        """What is of somebody who has left, the leader hears of."""
        self._create_rule("unanswered", 4, steps=[(4, "leader"), (4, "head")])
        self._write_letter(self.north_lead, MONDAY)
        self.anna.active = False
        reminder = self._remind("2017-08-14 14:00:00")
        self.assertEqual(reminder.user_id, self.lena)
        self.assertFalse(self._get_activities(self.anna))
        # The leader cannot be told by herself: on to the head at once.
        self._remind("2017-08-15 14:00:00")
        self._remind("2017-08-16 14:00:00")
        self.assertEqual(self._get_activities(self.max).sales_reminder_id, reminder)

    def test_nobody(self):
        """Neither a person nor a leader: the head of sales."""
        self._create_rule("unanswered", 4)
        deal = self._create_deal("Nobody's", self.anna)
        deal.write({"user_id": False, "team_id": self.south.id})
        self._write_letter(deal, MONDAY)
        self.assertEqual(self._remind("2017-08-14 14:00:00").user_id, self.max)

    def test_head_without_a_setting(self):
        self.company.sales_head_id = False
        managers = self.max | self.ada
        self.assertIn(self.company._get_sales_head(), managers)
        managers.active = False
        self.assertNotIn(self.company._get_sales_head(), managers)

    def test_co_leader(self):
        self._create_rule("unanswered", 4)
        self._write_letter(self.north_lead, MONDAY)
        self.north.write(
            {"user_id": False, "sales_co_leader_ids": [Command.set(self.boris.ids)]}
        )
        self.anna.active = False
        self.assertEqual(self._remind("2017-08-14 14:00:00").user_id, self.boris)
