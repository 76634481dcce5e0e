from datetime import datetime

from odoo import Command
from odoo.tests import tagged

from .common import FRIDAY, TUESDAY, AbsenceCommon


@tagged("post_install", "-at_install")
class TestAbsenceZones(AbsenceCommon):
    """A person's day begins where the person works; each company has its own transfer."""

    def _place(self, zone, start, end):
        """Let anna live in a zone and be away between two moments (UTC)."""
        resource = self.env["resource.resource"].create(
            {
                "name": "Anna",
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "tz": zone,
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "company_id": self.company.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": start,
                "date_to": end,
            }
        )

    def test_vladivostok(self):
        """Tuesday there is from 14:00 to 14:00 in UTC; the shift from 22:00 to 7:00."""
        self._place("Asia/Vladivostok", "2017-08-14 22:00:00", "2017-08-18 07:00:00")
        self._run(datetime(2017, 8, 14, 13, 59))
        self._assert_owner(self.anna, self.looms)
        self._run(datetime(2017, 8, 14, 14, 1))
        self._assert_owner(self.boris, self.looms, self.chairs, self.call)
        self.assertEqual(str(self._get_handover().last_day), "2017-08-20")
        self._run(datetime(2017, 8, 20, 13, 59))
        self._assert_owner(self.boris, self.looms)
        self._run(datetime(2017, 8, 20, 14, 1))
        self._assert_owner(self.anna, self.looms)

    def test_brussels(self):
        self._place("Europe/Brussels", "2017-08-15 06:00:00", "2017-08-18 15:00:00")
        self._run(datetime(2017, 8, 14, 21, 59))
        self._assert_owner(self.anna, self.looms)
        self._run(datetime(2017, 8, 14, 22, 1))
        self._assert_owner(self.boris, self.looms)

    def test_half_day_at_the_edges(self):
        """Away from Tuesday afternoon to Thursday noon: back after the lunch break."""
        self._place("Europe/Brussels", "2017-08-15 11:00:00", "2017-08-17 10:00:00")
        self._run()
        self.assertFalse(self._get_handover())
        self._run(datetime(2017, 8, 15, 11, 1))
        handover = self._get_handover()
        self.assertEqual(str(handover.absence_start), "2017-08-15 11:00:00")
        self.assertEqual(str(handover.absence_end), "2017-08-17 11:00:00")
        self._assert_owner(self.boris, self.visit)

    def test_two_companies(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        (self.anna | self.carl).company_ids |= company
        team = self.env["crm.team"].create(
            {"name": "Far", "user_id": self.carl.id, "company_id": company.id}
        )
        there = self._create_deal(
            "There", team_id=team.id, company_id=company.id, date_deadline=FRIDAY
        )
        call = self._create_call(there, TUESDAY)
        self._let_be_away()
        self._assert_owner(self.boris, *self.due)
        # boris does not work there: its leader takes it.
        self._assert_owner(self.carl, there, call)
        handovers = self.handovers.search([("from_user_id", "=", self.anna.id)])
        self.assertEqual(handovers.company_id, self.company | company)
        self._get_leaves().unlink()
        self._run()
        self._assert_owner(self.anna, there, call, *self.due)

    def test_company_that_switched_it_off(self):
        company = self.env["res.company"].create(
            {"name": "Elsewhere", "sales_absence_handover": False}
        )
        (self.anna | self.boris).company_ids |= company
        there = self._create_deal(
            "There", team_id=False, company_id=company.id, date_deadline=FRIDAY
        )
        self._let_be_away()
        self._assert_owner(self.anna, there)

    def test_archived_people_hand_nothing_over(self):
        self._set_absent(self.anna, TUESDAY, FRIDAY)
        self.anna.active = False
        self._run()
        self.assertFalse(self._get_handover())

    def test_without_an_end_in_sight(self):
        self._let_be_away(end="2099-12-31")
        self._assert_owner(self.boris, *self.due, self.later_call, self.later_visit)
        self.assertEqual(self._get_handover().last_day.year, 2018)

    def test_leave_of_the_other_companys_resource(self):
        """Only the resource of a company says who is away there."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.anna.company_ids = [Command.link(company.id)]
        self._set_absent(self.anna, TUESDAY, FRIDAY)
        self.env["resource.resource"].create(
            {
                "name": "Anna there",
                "user_id": self.anna.id,
                "company_id": company.id,
                "calendar_id": company.resource_calendar_id.id,
            }
        )
        there = self._create_deal(
            "There", team_id=False, company_id=company.id, date_deadline=FRIDAY
        )
        self._run()
        self._assert_owner(self.anna, there)
        self._assert_owner(self.boris, *self.due)
