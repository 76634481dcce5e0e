from datetime import date, timedelta
from math import log

from freezegun import freeze_time

from odoo.tests import tagged

from .common import EfficiencyCommon

#: October 2017 begins with a Sunday, September with a Friday.
SUNDAY = date(2017, 10, 1)
MORNING = "2017-10-01 08:00:00"
DAYS = ("date_from", "date_to", "before_from", "before_to")


@tagged("post_install", "-at_install")
class TestEfficiencyDays(EfficiencyCommon):
    """Periods without a working day, before, now and by month."""

    def _compare(self, *days, **options):
        days = dict(zip(DAYS, map(str, days), strict=True))
        return self._get_picture(period="days", **days, **options)["total"]

    def _work(self, user, day, meetings, money):
        for hour in range(meetings):
            self._create_meeting(user, f"{day} {6 + hour:02}:00:00")
        self._create_order(user, money, f"{day} 08:00:00")
        self.env.flush_all()

    def _assert_exact(self, total):
        """Check that factors multiply to the result, and parts add up to the change."""
        for when in ("before", "now"):
            one = total[when]
            product = one["people"] * one["meetings_each"] * one["result"]
            self.assertAlmostEqual(product, one["value"])
        self.assertAlmostEqual(sum(total["parts"].values()), total["change"])

    @freeze_time(MORNING)
    def test_deals_won_on_the_sunday_a_month_begins_with(self):
        self._work(self.anna, "2017-09-01", 2, 1_000)
        self._work(self.anna, SUNDAY, 1, 1_500)
        picture = self._get_picture(period="this_month")
        self.assertEqual(picture["now"], ["2017-10-01", "2017-10-01"])
        total = picture["total"]
        self.assertEqual((total["before"]["people"], total["now"]["people"]), (3, 3))
        self.assertEqual(total["parts"]["people"], 0)
        mean = 500 / log(1.5)
        self.assertAlmostEqual(total["parts"]["meetings"], mean * log(1 / 2))
        self.assertFalse(total["is_idle"])
        self.assertTrue(total["sentence"].startswith("+50 %: people 0, "))
        self._assert_exact(total)

    def test_a_sunday_before(self):
        self._work(self.anna, SUNDAY, 1, 1_500)
        self._work(self.anna, "2017-11-01", 2, 1_000)
        with freeze_time("2017-11-01 20:00:00"):
            picture = self._get_picture(period="this_month")
        self.assertEqual(picture["before"], ["2017-10-01", "2017-10-01"])
        total = picture["total"]
        self.assertEqual((total["before"]["people"], total["now"]["people"]), (3, 3))
        self.assertEqual(total["parts"]["people"], 0)
        self._assert_exact(total)

    @freeze_time(MORNING)
    def test_nothing_to_compare_yet(self):
        self._work(self.anna, "2017-09-01", 2, 1_000)
        picture = self._get_picture(period="this_month")
        total = picture["total"]
        self.assertEqual(
            total["sentence"],
            "No working day in this period so far: nothing to compare yet.",
        )
        self.assertTrue(total["is_idle"])
        self.assertEqual(total["now"]["people"], 3)
        self.assertTrue(all(row["is_idle"] for row in picture["rows"]))

    @freeze_time(MORNING)
    def test_lines_are_compared_as_the_total_is(self):
        """What others did on the Sunday makes it a day for everybody."""
        self._work(self.carl, "2017-09-01", 1, 400)
        self._work(self.anna, SUNDAY, 1, 1_500)
        rows = self._get_picture(period="this_month")["rows"]
        self.assertEqual([row["name"] for row in rows], ["South", "North"])
        self.assertFalse(any(row["is_idle"] for row in rows))
        alone = self._get_picture(period="this_month", user_id=self.carl.id)
        self.assertTrue(alone["total"]["is_idle"])

    def test_nothing_to_compare_with(self):
        self._work(self.anna, "2017-09-04", 2, 1_000)
        total = self._compare("2017-09-04", "2017-09-04", "2017-09-03", "2017-09-03")
        self.assertEqual(
            total["sentence"],
            "No working day in the period before: nothing to compare with.",
        )
        self.assertTrue(total["is_idle"])

    def test_two_weekends_in_which_nothing_was_done(self):
        total = self._compare("2017-09-03", "2017-09-03", "2017-08-27", "2017-08-27")
        self.assertEqual(total["sentence"], "Nothing came in, neither now nor before.")

    def test_a_month_of_holidays(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Works holidays",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2017-07-31 22:00:00",
                "date_to": "2017-08-31 22:00:00",
            }
        )
        picture = self._get_picture()
        self.assertEqual(picture["total"]["now"]["people"], 3)
        self.assertEqual(picture["total"]["parts"]["people"], 0)
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids |= dora
        self._set_member(dora, "2017-08-17")
        august = (date(2017, 8, 1), date(2017, 8, 31))
        self.assertAlmostEqual(self._get_people(*august, dora), 15 / 31)

    def test_by_month(self):
        """The first Sunday is one day of 31, the Monday after one of 22."""
        self._work(self.anna, SUNDAY, 1, 1_500)
        report = self.env["sales.efficiency.report"].with_user(self.max)
        october = [("date", "=", "2017-10-01"), ("user_id", "=", self.anna.id)]
        for day, people in ((SUNDAY, 1 / 31), (SUNDAY + timedelta(days=1), 1 / 22)):
            with freeze_time(f"{day} 18:00:00"):
                self.env.invalidate_all()
                row = report.search(october)
                self.assertAlmostEqual(row.people, people)
                self.assertEqual((row.meetings, row.amount), (1, 1_500))
                self.assertAlmostEqual(row.meetings_each, 1 / people)

    def test_a_period_to_come_has_nobody(self):
        self.assertFalse(self._get_rows(date(2017, 9, 9), date(2017, 9, 10)))
