from datetime import date

from odoo.tests import tagged

from .common import AUGUST, JULY, EfficiencyCommon


@tagged("post_install", "-at_install")
class TestEfficiency(EfficiencyCommon):
    """People by working days, meetings and money of the facts."""

    def test_figures_are_those_of_facts(self):
        rows = self._get_rows(*AUGUST)
        row = rows[self.north.id, self.anna.id, AUGUST[0]]
        self.assertEqual((row.people, row.person_months), (1, 1))
        self.assertEqual((row.meetings, row.money), (2, 3_000))
        facts = self.env["sales.fact"].search(
            [
                ("metric_id", "=", self.revenue.id),
                ("company_id", "=", self.company.id),
                ("date", ">=", AUGUST[0]),
                ("date", "<=", AUGUST[1]),
            ]
        )
        money = sum(row.money for row in rows.values())
        self.assertEqual(money, sum(facts.mapped("value")))
        self.assertEqual(money, 6_400)

    def test_won_deals(self):
        self._create_won(self.anna, "2017-08-16 10:00:00")
        row = self._get_rows(*AUGUST)[self.north.id, self.anna.id, AUGUST[0]]
        self.assertEqual(row.deals, 1)

    def test_by_month(self):
        rows = self._get_rows(JULY[0], AUGUST[1], by_month=True)
        meetings = [
            rows[self.north.id, self.anna.id, month[0]].meetings
            for month in (JULY, AUGUST)
        ]
        self.assertEqual(meetings, [4, 2])

    def test_joined_within_the_month(self):
        """August 2017 has 23 working days, 12 of them from the 16th on."""
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids |= dora
        self._set_member(dora, "2017-08-16")
        self.assertAlmostEqual(self._get_people(*AUGUST, dora), 12 / 23)
        self.assertEqual(self._get_people(*JULY, dora), 0)

    def test_worked_before_the_membership_was_made(self):
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids |= dora
        self._set_member(dora, "2017-08-16")
        self._create_meeting(dora, "2017-08-09 08:00:00")
        # From Wednesday the 9th: 17 of 23 days.
        self.assertAlmostEqual(self._get_people(*AUGUST, dora), 17 / 23)

    def test_left_within_the_month(self):
        self._set_member(self.boris, "2016-01-04", end="2017-08-04")
        # Meetings on the 10th and 11th, an order on the 20th, a Sunday: 14 days.
        self.assertAlmostEqual(self._get_people(*AUGUST, self.boris), 14 / 23)
        later = (date(2017, 9, 1), date(2017, 9, 30))
        self.assertEqual(self._get_people(*later, self.boris), 0)

    def test_without_any_membership_by_work_done(self):
        dora = self._create_user("dora", "group_sales_efficiency_user")
        for day in ("2017-08-07", "2017-08-11"):
            self._create_meeting(dora, f"{day} 08:00:00")
        self.assertAlmostEqual(self._get_people(*AUGUST, dora), 5 / 23)

    def test_money_that_comes_in_later_is_nobody_there(self):
        self.company.sales_revenue_metric_id = self._metric("invoiced_revenue")
        self._set_member(self.boris, "2016-01-04", end="2017-06-30")
        people = self._get_people(date(2017, 6, 1), date(2017, 6, 30), self.boris)
        self.assertEqual(people, 1)
        rows = self._get_rows(*AUGUST)
        self.assertFalse(any(row.money for row in rows.values()))

    def test_two_teams_at_once_are_half_in_each(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", "True")
        self.south.member_ids |= self.anna
        self._set_member(self.anna, "2016-01-04", team=self.south)
        rows = self._get_rows(*AUGUST)
        for team in (self.north, self.south):
            self.assertEqual(rows[team.id, self.anna.id, AUGUST[0]].people, 0.5)

    def test_this_month_so_far(self):
        """Three of 21 working days have passed: people in full, a part of the month."""
        september = (date(2017, 9, 1), date(2017, 9, 30))
        row = self._get_rows(*september)[self.north.id, self.anna.id, september[0]]
        self.assertEqual(row.people, 1)
        self.assertAlmostEqual(row.person_months, 3 / 21)

    def test_a_month_to_come_has_nobody(self):
        october = (date(2017, 10, 1), date(2017, 10, 31))
        self.assertFalse(self._get_rows(*october))

    def test_archived_team_counts_by_work_done_only(self):
        self.south.active = False
        self.env.flush_all()
        # Meetings on the 10th and 11th, an order on the 20th.
        self.assertAlmostEqual(self._get_people(*AUGUST, self.carl), 7 / 23)

    def test_public_holidays_are_no_working_days(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2017-08-15 00:00:00",
                "date_to": "2017-08-15 21:00:00",
            }
        )
        row = self._get_rows(*AUGUST)[self.north.id, self.anna.id, AUGUST[0]]
        self.assertEqual((row.working_days, row.people), (22, 1))
