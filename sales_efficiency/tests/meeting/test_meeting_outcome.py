from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import MeetingCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-08-15 12:00:00")
class TestMeetingOutcome(MeetingCommon):
    """Who says how a meeting went, and what follows."""

    def _create_series(self, **values):
        first = self._create_meeting(
            "2017-08-10 09:00:00",
            recurrency=True,
            rrule_type="daily",
            end_type="count",
            count=8,
            interval=1,
            **values,
        )
        return first.recurrence_id.calendar_event_ids.sorted("start")

    def test_organizer_sets_it(self):
        meeting = self._create_meeting("2017-08-15 09:00:00").with_user(self.anna)
        self.assertTrue(meeting.can_set_sales_outcome)
        meeting.action_sales_held()
        self.assertEqual(meeting.sales_outcome, "held")
        meeting.action_sales_clear_outcome()
        self.assertFalse(meeting.sales_outcome)

    def test_roles(self):
        meeting = self._create_meeting(
            "2017-08-15 09:00:00", partners=self.prospect | self.boris.partner_id
        )
        for user, allowed in (
            (self.anna, True),
            (self.lena, True),
            (self.max, True),
            (self.ada, True),
            (self.boris, False),
            (self.carl, False),
        ):
            with self.subTest(user.login):
                own = meeting.with_user(user)
                self.assertEqual(own.can_set_sales_outcome, allowed)
                if allowed:
                    own.action_sales_no_show()
                    own.action_sales_clear_outcome()
                    continue
                with self.assertRaisesRegex(AccessError, "set by its organizer, Anna"):
                    own.action_sales_held()
                with self.assertRaises(AccessError):
                    own.write({"sales_outcome": False})
                self.assertTrue(own.write({"location": "Hall"}))

    def test_nobody_invents_meetings_of_others(self):
        with self.assertRaises(AccessError):
            self._create_meeting("2017-08-15 09:00:00").with_user(self.boris).copy(
                {"sales_outcome": "held"}
            )

    def test_not_before_it_begins(self):
        meeting = self._create_meeting("2017-08-16 09:00:00")
        for action in (meeting.action_sales_held, meeting.action_sales_no_show):
            with self.assertRaisesRegex(ValidationError, "has not begun yet"):
                action()
        meeting.action_sales_cancelled()
        self.assertEqual(meeting.sales_outcome, "cancelled")

    def test_not_without_client(self):
        meeting = self._create_meeting(
            "2017-08-15 09:00:00", partners=self.env["res.partner"]
        )
        with self.assertRaisesRegex(UserError, "not a meeting with a client"):
            meeting.action_sales_held()

    def test_put_off_loses_outcome(self):
        meeting = self._create_meeting("2017-08-15 09:00:00", sales_outcome="held")
        meeting.write({"start": "2017-08-15 10:00:00", "stop": "2017-08-15 11:00:00"})
        self.assertEqual(meeting.sales_outcome, "held")
        meeting.write({"start": "2017-08-18 10:00:00", "stop": "2017-08-18 11:00:00"})
        self.assertFalse(meeting.sales_outcome)

    def test_cancelled_ahead_frees_the_time(self):
        alarm = self.env["calendar.alarm"].create(
            {
                "name": "Soon",
                "alarm_type": "notification",
                "duration": 1,
                "interval": "hours",
            }
        )
        meeting = self._create_meeting(
            "2017-08-16 09:00:00", alarm_ids=[(6, 0, alarm.ids)]
        )
        meeting.action_sales_cancelled()
        self.assertEqual(meeting.show_as, "free")
        self.assertFalse(meeting.alarm_ids)
        self.assertTrue(meeting.active)

    def test_copy_has_no_outcome(self):
        meeting = self._create_meeting("2017-08-15 09:00:00", sales_outcome="held")
        self.assertFalse(meeting.copy().sales_outcome)

    # ------------------------------------------------------------
    # MOVE
    # ------------------------------------------------------------

    def test_move(self):
        meeting = self._create_meeting(
            "2017-08-15 09:00:00", hours=2, opportunity_id=self.lead.id
        )
        wizard = Form(
            self.env["sales.meeting.move"]
            .with_user(self.anna)
            .with_context(default_event_id=meeting.id)
        )
        self.assertEqual(wizard.start, datetime(2017, 8, 22, 9))
        wizard.start = datetime(2017, 8, 17, 14)
        action = wizard.save().action_move()
        new = self.env["calendar.event"].browse(action["res_id"])
        self.assertEqual(meeting.sales_outcome, "moved")
        self.assertEqual(meeting.sales_moved_to_id, new)
        self.assertEqual(meeting.start, datetime(2017, 8, 15, 9))
        self.assertEqual(new.sales_moved_from_ids, meeting)
        self.assertEqual(
            (new.start, new.stop),
            (datetime(2017, 8, 17, 14), datetime(2017, 8, 17, 16)),
        )
        self.assertEqual(new.user_id, self.anna)
        self.assertEqual(new.opportunity_id, self.lead)
        self.assertEqual(new.partner_ids, meeting.partner_ids)
        self.assertFalse(new.sales_outcome)

    def test_move_all_day(self):
        meeting = self._create_meeting(
            "2017-08-14 08:00:00",
            hours=10,
            allday=True,
            start_date="2017-08-14",
            stop_date="2017-08-14",
        )
        new = meeting._move_sales_meeting(
            datetime(2017, 8, 18, 8), datetime(2017, 8, 18, 18)
        )
        self.assertEqual(str(new.start_date), "2017-08-18")
        self.assertEqual(str(meeting.start_date), "2017-08-14")

    def test_move_one_of_a_series(self):
        series = self._create_series()
        new = series[4]._move_sales_meeting(
            datetime(2017, 8, 25, 9), datetime(2017, 8, 25, 10)
        )
        self.assertFalse(new.recurrence_id)
        self.assertEqual(
            series.mapped("sales_outcome"), [False] * 4 + ["moved"] + [False] * 3
        )
        self.assertEqual(len(series.recurrence_id.calendar_event_ids), 8)

    def test_move_to_the_same_time_refused(self):
        meeting = self._create_meeting("2017-08-15 09:00:00")
        wizard = self.env["sales.meeting.move"].create(
            {"event_id": meeting.id, "start": meeting.start}
        )
        with self.assertRaisesRegex(UserError, "at that time already"):
            wizard.action_move()

    def test_others_cannot_move(self):
        meeting = self._create_meeting("2017-08-15 09:00:00")
        wizard = self.env["sales.meeting.move"].with_user(self.carl)
        wizard = wizard.create({"event_id": meeting.id, "start": "2017-08-20 09:00:00"})
        with self.assertRaises(AccessError):
            wizard.action_move()
        self.assertFalse(meeting.sales_outcome)

    # ------------------------------------------------------------
    # SERIES
    # ------------------------------------------------------------

    def test_change_of_all_keeps_outcomes_apart(self):
        series = self._create_series()
        series[0].write(
            {
                "recurrence_update": "all_events",
                "sales_outcome": "held",
                "location": "Hall",
            }
        )
        self.assertEqual(set(series.mapped("location")), {"Hall"})
        self.assertEqual(series.mapped("sales_outcome"), ["held"] + [False] * 7)

    def test_changed_rule_keeps_what_was_held(self):
        series = self._create_series()
        held = series[1] | series[2]
        held.sales_outcome = "held"
        series[0].write(
            {"recurrence_update": "all_events", "count": 4, "rrule_type": "daily"}
        )
        self.assertEqual(held.mapped("active"), [True, True])
        self.assertEqual(held.mapped("sales_outcome"), ["held", "held"])
        active = self.env["calendar.event"].search([("name", "=", "Visit")])
        self.assertEqual(len(active), len(set(active.mapped("start"))))
        self.assertEqual(len(active), 4)

    # ------------------------------------------------------------
    # SEARCH
    # ------------------------------------------------------------

    def test_filter_of_missing_outcomes(self):
        missing = self._create_meeting("2017-08-15 09:00:00")
        self._create_meeting("2017-08-15 09:00:00", sales_outcome="held")
        self._create_meeting("2017-08-16 09:00:00")
        self._create_meeting("2017-08-15 09:00:00", partners=self.env["res.partner"])
        view = self.env["calendar.event"].get_view(view_type="search")["arch"]
        self.assertIn('name="sales_outcome_missing"', view)
        found = self.env["calendar.event"].search(
            [
                ("is_sales_meeting", "=", True),
                ("sales_outcome", "=", False),
                ("stop", "<", "now"),
            ]
        )
        self.assertEqual(found, missing)
        self.assertNotIn(missing, found.search([("is_sales_meeting", "=", False)]))
