from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import MeetingCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-08-15 12:00:00")
class TestMeetingFacts(MeetingCommon):
    """Which meetings count as work done."""

    def _count(self, user=None, metric="meetings"):
        metric = self._metric(metric)
        totals = self.env["sales.fact"]._get_totals(
            metric, date(2017, 8, 1), date(2017, 8, 31)
        )
        return totals[metric].get(((user or self.anna).id,), 0)

    def test_outcomes(self):
        meeting = self._create_meeting("2017-08-15 09:00:00")
        counted = {"held": 1, "moved": 0, "no_show": 0, "cancelled": 0, False: 1}
        for outcome, count in counted.items():
            with self.subTest(outcome):
                meeting.sales_outcome = outcome
                self.assertEqual(self._count(), count)

    def test_default_for_past_meetings(self):
        self._create_meeting("2017-08-15 09:00:00")
        self._create_meeting("2017-08-14 09:00:00").sales_outcome = "held"
        self.assertEqual(self._count(), 2)
        self.company.sales_meeting_default_outcome = "none"
        self.assertEqual(self._count(), 1)

    def test_future_never(self):
        self._create_meeting("2017-08-15 13:00:00")
        going_on = self._create_meeting("2017-08-15 11:30:00")
        self.assertEqual(self._count(), 0)
        going_on.sales_outcome = "held"
        self.assertEqual(self._count(), 1)
        with freeze_time("2017-08-15 14:00:00"):
            self.assertEqual(self._count(), 2)

    def test_future_never_even_if_forced(self):
        meeting = self._create_meeting("2017-08-16 13:00:00")
        self.env.flush_all()
        self.cr.execute(
            "UPDATE calendar_event SET sales_outcome = 'held' WHERE id = %s",
            [meeting.id],
        )
        self.assertEqual(self._count(), 0)

    def test_archived_never(self):
        self._create_meeting("2017-08-15 09:00:00", sales_outcome="held").active = False
        self.assertEqual(self._count(), 0)

    def test_deleted_and_redated_at_once(self):
        meeting = self._create_meeting("2017-08-15 09:00:00")
        meeting.write({"start": "2017-07-31 09:00:00", "stop": "2017-07-31 10:00:00"})
        self.assertEqual(self._count(), 0)
        meeting.write({"start": "2017-08-01 09:00:00", "stop": "2017-08-01 10:00:00"})
        self.assertEqual(self._count(), 1)
        meeting.unlink()
        self.assertEqual(self._count(), 0)

    def test_only_with_clients(self):
        nobody = self.env["res.partner"]
        colleague = self._create_meeting(
            "2017-08-15 09:00:00", partners=self.boris.partner_id
        )
        self._create_meeting("2017-08-15 09:00:00", partners=nobody)
        own_contact = nobody.create(
            {"name": "Reception", "parent_id": self.company.partner_id.id}
        )
        self._create_meeting("2017-08-15 09:00:00", partners=own_contact)
        self.assertEqual(self._count(), 0)
        colleague.opportunity_id = self.lead
        self.assertEqual(self._count(), 1)
        self.assertEqual(colleague.sales_partner_id, self.prospect)

    def test_opportunity_without_client_counts(self):
        self.lead.partner_id = False
        self._create_meeting(
            "2017-08-15 09:00:00",
            partners=self.env["res.partner"],
            opportunity_id=self.lead.id,
        )
        self.assertEqual(self._count(), 1)

    def test_counts_for_the_organizer(self):
        self._create_meeting(
            "2017-08-15 09:00:00", partners=self.boris.partner_id | self.client
        )
        self.assertEqual((self._count(), self._count(self.boris)), (1, 0))

    def test_series_counts_one_by_one(self):
        first = self._create_meeting(
            "2017-08-10 09:00:00",
            recurrency=True,
            rrule_type="daily",
            end_type="count",
            count=10,
            interval=1,
        )
        series = first.recurrence_id.calendar_event_ids.sorted("start")
        self.assertEqual(len(series), 10)
        self.assertEqual(self._count(), 6)
        series[1].sales_outcome = "no_show"
        series[2].sales_outcome = "held"
        self.assertEqual(self._count(), 5)
        self.assertFalse(series[0].sales_outcome or series[3].sales_outcome)

    def test_new_and_current_clients(self):
        self._create_order(self.anna, 100, "2017-08-10 09:00:00", partner=self.client)
        self._create_meeting("2017-08-15 09:00:00", partners=self.client)
        self._create_meeting("2017-08-15 09:00:00", partners=self.prospect)
        self._create_meeting("2017-08-09 09:00:00", partners=self.client)
        self.assertEqual(self._count(metric="meetings_current"), 1)
        self.assertEqual(self._count(metric="meetings_new"), 2)

    def test_whole_day_is_that_day_everywhere(self):
        """Odoo keeps it from eight to eighteen UTC, which is the day before in Hawaii."""
        self.north.sales_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Island",
                "tz": "Pacific/Honolulu",
                "company_id": self.company.id,
            }
        )
        self._create_meeting(
            "2017-08-01 08:00:00",
            hours=10,
            allday=True,
            start_date="2017-08-01",
            stop_date="2017-08-01",
        )
        self._create_meeting("2017-08-01 08:00:00")
        self.assertEqual(self._count(), 1)
