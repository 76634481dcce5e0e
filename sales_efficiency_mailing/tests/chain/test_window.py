from .common import ChainRunCommon


class TestWindow(ChainRunCommon):
    """The department works Mon-Fri in Brussels, 8-12 and 13-17."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._add_step("letter")
        cls._write_letter(cls.letter)

    def _enter_at(self, moment, tz="Europe/Brussels", **values):
        self.chain.write({"window": "calendar", **values})
        self._put_in_force()
        self._go_to(moment)
        lead = self._create_lead()
        lead.partner_id = self.env["res.partner"].create({"name": "Claire", "tz": tz})
        lead.email_from = "claire@client.example"
        participant = self._enter(lead)
        self._run()
        return participant

    def _assert_next(self, participant, moment):
        self.assertEqual(participant.state, "running")
        self.assertEqual(str(participant.wake_at), moment)
        self.assertFalse(participant.step_log_ids)
        self._run(moment)
        self.assertEqual(participant.step_log_ids.result, "sent")

    def test_in_working_hours_at_once(self):
        participant = self._enter_at("2017-08-14 08:00:00")
        self.assertEqual(participant.step_log_ids.result, "sent")

    def test_in_the_evening_the_next_morning(self):
        self._assert_next(self._enter_at("2017-08-14 20:00:00"), "2017-08-15 06:00:00")

    def test_on_friday_evening_on_monday(self):
        self._assert_next(self._enter_at("2017-08-18 20:00:00"), "2017-08-21 06:00:00")

    def test_on_a_public_holiday_the_day_after(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Assumption",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2017-08-14 22:00:00",
                "date_to": "2017-08-15 21:59:59",
            }
        )
        self._assert_next(self._enter_at("2017-08-14 20:00:00"), "2017-08-16 06:00:00")

    def test_by_the_clock_of_the_recipient(self):
        # Ten in Brussels is four in the morning in New York.
        self._assert_next(
            self._enter_at("2017-08-14 08:00:00", tz="America/New_York"),
            "2017-08-14 12:00:00",
        )

    def test_by_the_clock_of_the_company_if_that_is_wished(self):
        participant = self._enter_at(
            "2017-08-14 08:00:00", tz="America/New_York", window_zone="company"
        )
        self.assertEqual(participant.step_log_ids.result, "sent")

    def test_at_given_hours(self):
        self._assert_next(
            self._enter_at(
                "2017-08-14 05:00:00", window="hours", window_from=11.5, window_to=12
            ),
            "2017-08-14 09:30:00",
        )

    def test_nine_is_nine_when_the_clocks_have_changed(self):
        self._assert_next(
            self._enter_at(
                "2017-10-27 20:00:00", window="hours", window_from=9, window_to=10
            ),
            "2017-10-30 08:00:00",
        )

    def test_a_zone_nobody_knows_is_the_companys(self):
        lead = self._create_lead()
        self.chain.window = "calendar"
        self._put_in_force()
        participant = self._enter(lead)
        participant.tz = "Mars/Olympus"
        self._run()
        self.assertEqual(participant.step_log_ids.result, "sent")


class TestWait(ChainRunCommon):
    def _get_end(self, moment, tz=None, **values):
        """Return when a wait ends that begins at a moment."""
        step = self._add_step("wait", **values)
        self._put_in_force()
        self._go_to(moment)
        participant = self._enter(self._create_lead())
        participant.tz = tz
        return str(step._get_due(participant)[participant])

    def test_working_hours_pass_while_somebody_works(self):
        # Friday 16:00 in Brussels; the hour till 17:00, then three on Monday.
        self.assertEqual(
            self._get_end("2017-08-18 14:00:00", wait_count=4, wait_unit="hours"),
            "2017-08-21 09:00:00",
        )

    def test_working_days_end_when_work_begins(self):
        self.assertEqual(
            self._get_end("2017-08-18 14:00:00", wait_count=2),
            "2017-08-22 06:00:00",
        )

    def test_weeks_end_on_the_same_weekday(self):
        self.assertEqual(
            self._get_end("2017-10-27 14:00:00", wait_count=1, wait_unit="weeks"),
            "2017-11-03 15:00:00",
        )

    def test_by_the_clock_of_the_recipient(self):
        self.assertEqual(
            self._get_end(
                "2017-08-14 14:00:00",
                tz="Asia/Tokyo",
                wait_count=1,
                wait_of="recipient",
            ),
            # Tuesday, eight in the morning in Tokyo.
            "2017-08-14 23:00:00",
        )

    def test_no_time_at_all(self):
        self.assertEqual(
            self._get_end("2017-08-20 14:00:00", wait_count=0), "2017-08-20 14:00:00"
        )
