from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MONDAY, ReminderCommon

WEDNESDAY = "2017-08-16 08:00:00"


@tagged("post_install", "-at_install")
class TestMyDay(ReminderCommon):
    """One list in the order of urgency, with norms and pace beside it."""

    def _get_day(self, user=None, moment=WEDNESDAY, **values):
        with self._at(moment):
            return (
                self.env["sales.my.day"]
                .with_user(user or self.anna)
                .get_my_day(**values)
            )

    def _get_groups(self, **values):
        return [line["group"] for line in self._get_day(**values)["lines"]]

    def _create_meeting(self, name, start, stop, **values):
        return self.env["calendar.event"].create(
            {
                "name": name,
                "start": start,
                "stop": stop,
                "user_id": self.anna.id,
                "partner_ids": [(6, 0, (self.anna.partner_id | self.prospect).ids)],
                **values,
            }
        )

    def test_order(self):
        self._create_rule("unanswered", 4)
        self._create_rule("quiet", 1, "days", use_stage_days=False)
        self._remind(WEDNESDAY)
        other = self._create_deal("Another", self.anna, "2017-08-15 12:00:00")
        self._write_letter(other, "2017-08-15 13:00:00")
        self._create_meeting("Late", "2017-08-16 13:00:00", "2017-08-16 14:00:00")
        self._create_meeting("Early", "2017-08-16 09:00:00", "2017-08-16 10:00:00")
        self._plan(other, self.anna, "2017-08-16")
        self._plan(other, self.anna, "2017-08-15", summary="Yesterday")
        self._plan(other, self.anna, "2017-08-11", summary="Last week")
        lines = self._get_day()["lines"]
        self.assertEqual(
            [(line["group"], line["title"]) for line in lines],
            [
                ("overdue", "Last week"),
                ("overdue", "Yesterday"),
                ("letter", "A question"),
                ("meeting", "Early"),
                ("meeting", "Late"),
                ("today", "Call back"),
                ("quiet", "Do something: quiet"),
            ],
        )

    def test_letter(self):
        """It says how long it waits in the working time of whom it waits for."""
        self._create_rule("unanswered", 4)
        self._write_letter(self.north_lead, "2017-08-14 14:00:00")
        line = self._get_day(moment="2017-08-15 07:30:00")["lines"][0]
        self.assertEqual((line["hours"], line["is_late"]), (2.5, False))
        self.assertFalse(line["activity_id"])
        self._remind("2017-08-15 10:30:00")
        line = self._get_day(moment="2017-08-15 12:00:00")["lines"][0]
        self.assertTrue(line["is_late"])
        self.assertEqual(line["activity_id"], self._get_activities(self.anna).id)
        self.assertEqual(line["client"], "Prospect")
        self.assertEqual(len(self._get_day()["lines"]), 1)

    def test_no_rule_no_letters(self):
        self._write_letter(self.north_lead, MONDAY)
        self.assertFalse(self._get_day()["lines"])

    def test_reminder_of_a_promise_is_no_second_line(self):
        self._create_rule("overdue", 1, "days")
        self._plan(self.north_lead, self.anna, "2017-08-14")
        self._remind("2017-08-15 08:00:00")
        self.assertEqual(self._get_groups(), ["overdue"])

    def test_escalated_first(self):
        self._create_rule("unanswered", 4, steps=[(1, "leader")])
        self._write_letter(self.north_lead, MONDAY)
        self._plan(self.client, self.lena, "2017-08-14")
        self._remind("2017-08-14 13:00:00")
        self._remind("2017-08-15 13:00:00")
        lines = self._get_day(self.lena)["lines"]
        self.assertEqual([line["group"] for line in lines], ["escalated", "overdue"])
        self.assertEqual(lines[0]["person"], "Anna")

    def test_first_contact(self):
        """Of leads that say when they want it: a field another part brings."""
        if "sales_response_due_at" not in self.env["crm.lead"]._fields:
            self.assertFalse(self._get_groups())
            return
        self.north_lead.sales_response_due_at = "2017-08-16 07:00:00"
        line = self._get_day()["lines"][0]
        self.assertEqual((line["group"], line["is_late"]), ("response", True))

    # ------------------------------------------------------------
    # MEETINGS
    # ------------------------------------------------------------

    def test_meetings_of_the_day(self):
        """In the person's own zone; those that are over until it is told how they went."""
        self._create_meeting("Yesterday", "2017-08-15 20:00:00", "2017-08-15 21:30:00")
        self._create_meeting("Midnight", "2017-08-15 22:00:00", "2017-08-15 22:30:00")
        held = self._create_meeting(
            "Held", "2017-08-16 06:00:00", "2017-08-16 06:30:00"
        )
        self._create_meeting(
            "Team", "2017-08-16 06:00:00", "2017-08-16 06:30:00",
            partner_ids=[(6, 0, self.anna.partner_id.ids)],
        )  # fmt: skip
        self._create_meeting("Tomorrow", "2017-08-16 22:00:00", "2017-08-16 23:00:00")
        with self._at(WEDNESDAY):
            held.sales_outcome = "held"
        lines = self._get_day()["lines"]
        self.assertEqual([line["title"] for line in lines], ["Midnight"])
        self.assertTrue(lines[0]["can_hold"])

    # ------------------------------------------------------------
    # BESIDE THE LIST
    # ------------------------------------------------------------

    def test_norms_and_pace(self):
        self._create_plan("2017-08-01", {self.anna: 1000})
        self._create_order(self.anna, 500, "2017-08-08 10:00:00")
        self.env["sales.norm"].create(
            {
                "metric_id": self._metric("calls").id,
                "amount": 5,
                "company_id": self.company.id,
            }
        )
        day = self._get_day()
        self.assertEqual((day["pace"]["plan"], day["pace"]["fact"]), (1000, 500))
        self.assertEqual(day["card"]["norms"][0]["target"], 5)
        self.assertIn("Left for today", day["card"]["todo"])
        self.assertEqual(day["metric"]["name"], self.revenue.name)

    def test_norms_without_a_plan(self):
        self.env["sales.norm"].create(
            {
                "metric_id": self._metric("calls").id,
                "amount": 5,
                "company_id": self.company.id,
            }
        )
        day = self._get_day()
        self.assertIsNone(day["pace"])
        self.assertEqual(day["card"]["norms"][0]["target"], 5)

    def test_nothing_waits(self):
        self.assertEqual(self._get_day()["lines"], [])
        self.assertEqual(self._get_day()["next"], "")
        self._plan(self.client, self.anna, "2017-08-21")
        self.assertIn("Call back", self._get_day()["next"])
        self._create_meeting("Tasting", "2017-08-18 08:00:00", "2017-08-18 09:00:00")
        self.assertIn("Tasting", self._get_day()["next"])

    def test_another_day(self):
        self._plan(self.client, self.anna, "2017-08-21")
        self.assertEqual(self._get_groups(date="2017-08-21"), ["today"])
        with self._assert_refused("is not a date"):
            self._get_day(date="tomorrow")

    # ------------------------------------------------------------
    # DOING
    # ------------------------------------------------------------

    def test_snooze(self):
        activity = self._plan(self.client, self.anna, "2017-08-18")
        mine = self.env["sales.my.day"].with_user(self.anna)
        with self._at("2017-08-18 08:00:00"):
            self.assertEqual(mine.snooze(activity.id), "2017-08-19")
            self.assertEqual(mine.snooze(activity.id, "working_day"), "2017-08-21")
        self.assertEqual(str(activity.date_deadline), "2017-08-21")
        with self.assertRaises(UserError):
            mine.snooze(activity.id, "never")

    def test_snooze_over_an_absence(self):
        self._add_absence(self.anna, "2017-08-20 22:00:00", "2017-08-22 22:00:00")
        activity = self._plan(self.client, self.anna, "2017-08-18")
        with self._at("2017-08-18 08:00:00"):
            day = self.env["sales.my.day"].with_user(self.anna)
            self.assertEqual(day.snooze(activity.id, "working_day"), "2017-08-23")

    def test_read_only(self):
        self.assertTrue(type(self.env["sales.my.day"]).get_my_day._readonly)

    def test_queries_do_not_grow(self):
        self._create_rule("unanswered", 4)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._get_day()
            return self.cr.sql_log_count - before

        def fill(number):
            for index in range(number):
                deal = self._create_deal(f"Deal {index}", self.anna)
                self._write_letter(deal, "2017-08-15 13:00:00")
                self._plan(deal, self.anna, "2017-08-14")
                self._plan(deal, self.anna, "2017-08-16")
                self._create_meeting(
                    f"Meeting {index}", "2017-08-16 09:00:00", "2017-08-16 10:00:00"
                )

        fill(2)
        count()
        few = count()
        fill(15)
        self.assertLessEqual(count(), few + 2)
