from datetime import datetime

from odoo.tests import freeze_time, tagged

from .common import PaceCommon


@tagged("post_install", "-at_install")
class TestPaceEdges(PaceCommon):
    """August 2017 has 23 weekdays, 11 of them until Tuesday the 15th."""

    def _days_of(self, user, day="2017-08-15"):
        row = self._pace_of(user, day)
        return row["working_days"], row["worked_days"]

    def _add_leave(self, start, end, resource=None, company=None, **values):
        """Take off from ``start`` to ``end`` (UTC)."""
        leave = self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id if resource else False,
                "date_from": datetime.fromisoformat(start),
                "date_to": datetime.fromisoformat(end),
                **values,
            }
        )
        leave.company_id = company or self.company
        return leave

    # ------------------------------------------------------------
    # SCHEDULES
    # ------------------------------------------------------------

    def test_part_time(self):
        """Three days a week are 13 days; mornings only are days like any other."""
        self._set_schedule(self.anna, {0, 2, 4})
        boris = self._set_schedule(self.boris, set(range(5)))
        boris.calendar_id.attendance_ids.filtered(
            lambda line: line.day_period != "morning"
        ).unlink()
        self._plan(self.anna, self.boris)
        self.assertEqual(self._days_of(self.anna), (13, 6))
        self.assertEqual(self._days_of(self.boris), (23, 11))

    def test_two_week_schedule(self):
        """Fridays off in every other week: of the four Fridays two are left."""
        resource = self._set_schedule(self.anna, set(range(5)))
        resource.calendar_id.switch_calendar_type()
        resource.calendar_id.attendance_ids.filtered(
            lambda line: line.dayofweek == "4" and line.week_type == "0"
        ).unlink()
        self._plan(self.anna)
        week_type = self.env["resource.calendar.attendance"].get_week_type
        fridays = [datetime(2017, 8, day).date() for day in (4, 11, 18, 25)]
        off = [friday for friday in fridays if not week_type(friday)]
        self.assertEqual(len(off), 2)
        worked_off = [friday for friday in off if friday.day <= 15]
        self.assertEqual(self._days_of(self.anna), (21, 11 - len(worked_off)))

    def test_no_schedule_of_ones_own(self):
        """No employee, fully flexible, flexible hours: the team's days, else the
        company's.
        """
        flexible = self.company.resource_calendar_id.copy({"name": "Anytime"})
        flexible.schedule_type = "flexible"
        self._set_schedule(self.boris, set(range(5))).calendar_id = False
        self._set_schedule(self.carl, {0}).calendar_id = flexible
        self._plan(self.anna, self.boris, self.carl)
        for user in (self.anna, self.boris, self.carl):
            self.assertEqual(self._days_of(user), (23, 11), user.name)
        four_days = self.company.resource_calendar_id.copy({"name": "Four days"})
        four_days.attendance_ids.filtered(lambda line: line.dayofweek == "4").unlink()
        self.north.sales_calendar_id = four_days
        self.assertEqual(self._days_of(self.anna), (19, 9))
        self.assertEqual(self._days_of(self.boris), (19, 9))
        self.assertEqual(self._days_of(self.carl), (23, 11))

    def test_absence_of_the_fully_flexible(self):
        resource = self._set_schedule(self.anna, set(range(5)))
        resource.calendar_id = False
        self._add_leave("2017-08-06 22:00:00", "2017-08-11 22:00:00", resource)
        self._plan(self.anna)
        self.assertEqual(self._days_of(self.anna), (18, 6))

    def test_company_without_fixed_days(self):
        """Weekdays count, rather than nothing."""
        self._plan(self.anna)
        self.company.resource_calendar_id.schedule_type = "flexible"
        self.assertEqual(self._days_of(self.anna), (23, 11))
        self.company.resource_calendar_id = False
        self.assertEqual(self._days_of(self.anna), (23, 11))
        self.assertTrue(self.env["sales.plan"].get_pace("2017-08-15"))

    def test_who_left_keeps_the_own_schedule(self):
        resource = self._set_schedule(self.anna, {0, 2, 4})
        self._plan(self.anna)
        resource.active = False
        self.anna.active = False
        self.assertEqual(self._days_of(self.anna), (13, 6))

    # ------------------------------------------------------------
    # ABSENCES
    # ------------------------------------------------------------

    def test_public_holiday(self):
        """Tuesday the 15th off for everybody, Monday the 14th by one schedule alone."""
        own = self._set_schedule(self.boris, set(range(5))).calendar_id
        self._plan(self.anna, self.boris)
        self._add_leave("2017-08-14 22:00:00", "2017-08-15 22:00:00")
        self._add_leave(
            "2017-08-13 22:00:00", "2017-08-14 22:00:00", calendar_id=own.id
        )
        self.assertEqual(self._days_of(self.anna), (22, 10))
        self.assertEqual(self._days_of(self.boris), (21, 9))

    def test_public_holiday_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._plan(self.anna)
        self._add_leave("2017-08-14 22:00:00", "2017-08-15 22:00:00", company=other)
        self.assertEqual(self._days_of(self.anna), (23, 11))

    def test_sick_week(self):
        """The month gets shorter, so the same fact is worth more."""
        resource = self._set_schedule(self.anna, set(range(5)))
        self._plan(self.anna)
        self._create_order(self.anna, 8_000, "2017-08-03 10:00:00")
        self.assertEqual(self._pace_of(self.anna)["pace"], 72.73)
        self._add_leave("2017-08-06 22:00:00", "2017-08-11 22:00:00", resource)
        row = self._pace_of(self.anna)
        self.assertEqual((row["working_days"], row["worked_days"]), (18, 6))
        self.assertEqual(row["pace"], round(8_000 / (23_000 / 18 * 6) * 100, 2))

    def test_afternoon_off_where_the_person_works(self):
        """13:00 to 17:00 in Vladivostok is 3:00 to 7:00 UTC."""
        resource = self._set_schedule(self.anna, set(range(5)))
        resource.tz = "Asia/Vladivostok"
        self._plan(self.anna)
        leave = self._add_leave("2017-08-15 03:00:00", "2017-08-15 07:00:00", resource)
        self.assertEqual(self._days_of(self.anna), (22.5, 10.5))
        resource.tz = "Europe/Brussels"
        self.assertEqual(self._days_of(self.anna), (22.875, 10.875), "5:00 to 9:00")
        leave.time_type = "other"
        self.assertEqual(self._days_of(self.anna), (23, 11), "a training is work")

    def test_days_the_clock_is_put_forward_or_back(self):
        """Sunday shifts around 26 March and 29 October 2017 keep their hours."""
        resource = self._set_schedule(self.anna, set(range(5)))
        resource.calendar_id.attendance_ids.dayofweek = "6"
        for start, off, back in (
            ("2017-03-01", "2017-03-26 06:00:00", "2017-03-26 10:00:00"),
            ("2017-10-01", "2017-10-29 07:00:00", "2017-10-29 11:00:00"),
        ):
            self._plan(self.anna, start=start)
            day = off[:10]
            total, worked = self._days_of(self.anna, day)
            self._add_leave(off, back, resource)
            self.assertEqual(
                self._days_of(self.anna, day), (total - 0.5, worked - 0.5), day
            )

    def test_all_days_off(self):
        resource = self._set_schedule(self.anna, set(range(5)))
        self._plan(self.anna)
        self._add_leave("2017-07-30 22:00:00", "2017-09-01 22:00:00", resource)
        self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        row = self._pace_of(self.anna)
        self.assertEqual((row["working_days"], row["status"]), (0, "off"))
        self.assertEqual(
            (row["expected"], row["pace"], row["needed_per_day"], row["forecast"]),
            (None, None, None, None),
        )
        self.assertEqual(row["fact"], 500)

    # ------------------------------------------------------------
    # EDGES OF THE PERIOD
    # ------------------------------------------------------------

    def test_joined_and_left(self):
        """From the 15th there are 13 days, one worked; until the 4th four, all over."""
        plan = self._plan(self.anna, self.boris)
        anna, boris = plan.line_ids
        anna.date_from = "2017-08-15"
        boris.date_to = "2017-08-04"
        self._create_order(self.anna, 900, "2017-08-14 10:00:00")
        self._create_order(self.anna, 600, "2017-08-15 10:00:00")
        self._create_order(self.boris, 700, "2017-08-04 10:00:00")
        self._create_order(self.boris, 100, "2017-08-07 10:00:00")
        row = self._pace_of(self.anna)
        self.assertEqual((row["working_days"], row["worked_days"]), (13, 1))
        self.assertEqual(row["fact"], 600)
        self.assertEqual(
            self._pace_of(self.anna, "2017-08-14")["status"], "not_started"
        )
        row = self._pace_of(self.boris)
        self.assertEqual((row["working_days"], row["worked_days"]), (4, 4))
        self.assertEqual((row["fact"], row["needed_per_day"]), (700, None))

    def test_ratios_and_clients_of_who_joined(self):
        """What does not add up day by day looks at the own days only, too."""
        average, clients = self._metric("average_deal"), self._metric("buying_clients")
        for metric in (average, clients):
            self._plan(self.anna, metric=metric).line_ids.date_from = "2017-08-15"
            self._plan(self.boris, metric=metric)
        for user in (self.anna, self.boris):
            self._create_order(user, 900, "2017-08-14 10:00:00", partner=self.prospect)
            self._create_order(user, 100, "2017-08-15 10:00:00")
            self._create_order(user, 300, "2017-08-15 11:00:00")
        self.assertEqual(self._pace_of(self.anna, code="average_deal")["fact"], 200)
        self.assertEqual(self._pace_of(self.anna, code="buying_clients")["fact"], 1)
        self.assertAlmostEqual(
            self._pace_of(self.boris, code="average_deal")["fact"], 1_300 / 3
        )
        self.assertEqual(self._pace_of(self.boris, code="buying_clients")["fact"], 2)
        before = self._pace_of(self.anna, "2017-08-14", "average_deal")
        self.assertEqual((before["pace"], before["status"]), (None, "not_started"))

    def test_no_working_day_left(self):
        self._plan(self.anna)
        self._create_order(self.anna, 8_000, "2017-08-03 10:00:00")
        row = self._pace_of(self.anna, "2017-08-31")
        self.assertEqual((row["working_days"], row["worked_days"]), (23, 23))
        self.assertEqual((row["needed_per_day"], row["forecast"]), (None, 8_000))
        self.assertEqual(row["pace"], row["completion"])

    def test_before_the_first_working_day(self):
        self._create_plan("2017-07-01", {self.anna: 21_000})
        row = self._pace_of(self.anna, "2017-07-02")
        self.assertEqual((row["worked_days"], row["status"]), (0, "not_started"))
        self.assertEqual((row["expected"], row["needed_per_day"]), (0, 1_000))

    def test_plan_of_zero_and_no_plan(self):
        self._create_plan("2017-08-01", {self.anna: 0})
        self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        row = self._pace_of(self.anna)
        self.assertEqual((row["plan"], row["status"]), (0, "no_plan"))
        self.assertEqual((row["pace"], row["completion"]), (None, None))
        self.assertEqual((row["fact"], row["forecast"]), (500, 500 / 11 * 23))
        self.assertFalse(self.env["sales.plan"].get_pace("2017-09-15"))

    def test_quarter_and_year(self):
        self._create_plan("2017-07-01", {self.anna: 65_000}, period_type="quarter")
        self._create_plan("2017-01-01", {self.anna: 260_000}, period_type="year")
        self._create_order(self.anna, 16_000, "2017-07-03 10:00:00")
        self.company.sales_plan_period = "quarter"
        row = self._pace_of(self.anna)
        self.assertEqual((row["working_days"], row["worked_days"]), (65, 32))
        self.assertEqual((row["expected"], row["pace"]), (32_000, 50))
        self.company.sales_plan_period = "year"
        row = self._pace_of(self.anna)
        self.assertEqual((row["working_days"], row["worked_days"]), (260, 162))
        self.assertEqual(row["expected"], 162_000)

    # ------------------------------------------------------------
    # TODAY
    # ------------------------------------------------------------

    def _worked_at(self, moment, day="2017-08-15"):
        with freeze_time(moment):
            self.assertEqual(str(self.env.user._get_sales_today()), day)
            return self._pace_of(self.anna, None)["worked_days"]

    def test_by_the_hour_in_vladivostok(self):
        """Noon there is 2:00 UTC; when Brussels has its evening, it is tomorrow there."""
        self.company.sales_today_rule = "hour"
        self._set_schedule(self.anna, set(range(5))).tz = "Asia/Vladivostok"
        self._plan(self.anna)
        self.assertEqual(self._worked_at("2017-08-15 02:00:00"), 10.5)
        self.assertEqual(self._worked_at("2017-08-14 22:00:00"), 10, "8:00 there")
        self.assertEqual(self._worked_at("2017-08-14 23:00:00"), 10.125)
        self.assertEqual(self._worked_at("2017-08-15 20:00:00"), 11, "6:00 tomorrow")

    def test_by_the_hour_in_new_york(self):
        """When Brussels has its morning, it is yesterday's evening there."""
        self.company.sales_today_rule = "hour"
        self._set_schedule(self.anna, set(range(5))).tz = "America/New_York"
        self._plan(self.anna)
        self.assertEqual(self._worked_at("2017-08-14 23:00:00"), 10, "19:00 yesterday")
        self.assertEqual(self._worked_at("2017-08-15 16:00:00"), 10.5, "noon")
        self.assertEqual(self._worked_at("2017-08-15 21:30:00"), 11)

    def test_by_the_hour_with_the_morning_off(self):
        """Of four hours left, two are over at 15:00 in Brussels."""
        self.company.sales_today_rule = "hour"
        resource = self._set_schedule(self.anna, set(range(5)))
        self._add_leave("2017-08-15 06:00:00", "2017-08-15 10:00:00", resource)
        self._plan(self.anna)
        self.assertEqual(self._worked_at("2017-08-15 13:00:00"), 10.25)

    def test_today_of_the_company(self):
        """Half past ten in the evening UTC is tomorrow in Brussels."""
        self._plan(self.anna)
        self.assertEqual(self._worked_at("2017-08-15 21:30:00"), 11)
        self.assertEqual(self._worked_at("2017-08-15 22:30:00", "2017-08-16"), 12)
