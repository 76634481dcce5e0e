from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LoadCommon


@tagged("post_install", "-at_install")
class TestLoadBoard(LoadCommon):
    """Deals are dragged from one column to another: a write of the salesperson."""

    def _open(self, user, person):
        """Return what a click on somebody opens."""
        return self._get_rows(user)[person].action_open_deals()

    def _drag(self, deal, receiver, user=None):
        """Do what the board does when a card is dropped."""
        action = self._open(user or self.lena, self.anna)
        board = self.env["crm.lead"].with_user(user or self.lena)
        board = board.with_context(**action["context"])
        self.assertIn(deal, board.search(action["domain"]))
        board.browse(deal.id).web_save({"user_id": receiver.id}, {"user_id": {}})

    def _read_columns(self, user, person):
        action = self._open(user, person)
        deals = self.env["crm.lead"].with_user(user).with_context(**action["context"])
        groups = deals.with_context(read_group_expand=True).web_read_group(
            action["domain"], ["user_id"], ["__count", "expected_revenue:sum"]
        )["groups"]
        return [
            (group["user_id"][1], group["__count"], group["expected_revenue:sum"])
            for group in groups
        ]

    def test_everybody_has_a_column(self):
        """The person first, then who carries least."""
        self.assertEqual(
            self._read_columns(self.lena, self.anna),
            [("Anna", 9, 900), ("Dora", 0, 0), ("Boris", 1, 100)],
        )
        self.assertEqual(
            self._read_columns(self.lena, self.boris),
            [("Boris", 1, 100), ("Dora", 0, 0), ("Anna", 9, 900)],
        )
        self.assertEqual(self._read_columns(self.max, self.carl), [("Carl", 2, 200)])

    def test_other_views_have_no_empty_columns(self):
        groups = (
            self.env["crm.lead"]
            .with_context(read_group_expand=True)
            .web_read_group(
                [("user_id", "in", self.north.member_ids.ids)],
                ["user_id"],
                ["__count"],
            )["groups"]
        )
        self.assertEqual([group["user_id"][1] for group in groups], ["Anna", "Boris"])

    def test_row_of_the_workload_opens_the_board_of_its_team(self):
        action = self._get_rows()[self.carl].action_open_deals()
        self.assertEqual(action["context"]["sales_load_user_ids"], self.carl.ids)
        self.assertEqual(action["res_model"], "crm.lead")

    def test_address_of_nothing_opens_the_workload(self):
        reports = self.env["sales.load.report"].with_user(self.lena)
        for active_id in (0, 987_654_321):
            action = reports.with_context(active_id=active_id).action_open_deals()
            self.assertEqual(action["res_model"], "sales.load.report")

    def test_dragged_deal_is_logged_and_takes_its_work_along(self):
        deal = self.deals[0]
        call = self._create_activity(deal)
        other = self._create_activity(deal, self.lena)
        elsewhere = self._create_activity(self.deals[1])
        meeting = self._create_meeting(deal, 3)
        over = self._create_meeting(deal, -3)
        self._drag(deal, self.boris)
        self.assertEqual(deal.user_id, self.boris)
        self.assertEqual(deal.team_id, self.north)
        self.assertEqual(call.user_id | meeting.user_id, self.boris)
        self.assertIn(self.boris.partner_id, meeting.partner_ids)
        self.assertNotIn(self.anna.partner_id, meeting.partner_ids)
        self.assertEqual(other.user_id, self.lena)
        self.assertEqual(elsewhere.user_id | over.user_id, self.anna)
        log = deal.sales_assignment_ids._get_last()
        self.assertEqual(
            (log.reason, log.way, log.previous_user_id, log.user_id),
            ("overload", "hand", self.anna, self.boris),
        )

    def test_dragging_back_undoes_it(self):
        deal = self.deals[0]
        call = self._create_activity(deal)
        meeting = self._create_meeting(deal, 3)
        attendees = meeting.partner_ids
        self._drag(deal, self.dora)
        self._drag(deal, self.anna)
        self.assertEqual(deal.user_id | call.user_id | meeting.user_id, self.anna)
        self.assertEqual(meeting.partner_ids, attendees)

    def test_first_response_is_due_by_the_time_of_the_receiver(self):
        """dora works in the afternoon only; an hour from Tuesday noon ends at two."""
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Afternoons",
                "company_id": self.company.id,
                "tz": "Europe/Brussels",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Afternoon",
                            "dayofweek": str(day),
                            "hour_from": 14,
                            "hour_to": 18,
                            "day_period": "afternoon",
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        self.env["resource.resource"].create(
            {
                "name": "Dora",
                "user_id": self.dora.id,
                "company_id": self.company.id,
                "calendar_id": calendar.id,
                "tz": "Europe/Brussels",
            }
        )
        self.env["sales.lead.rule"].create(
            {
                "name": "An hour",
                "company_id": self.company.id,
                "user_ids": [Command.set(self.anna.ids)],
                "response_minutes": 60,
            }
        )
        with freeze_time("2017-08-15 08:00:00"):
            deal = self._create_deal("Quick", user_id=False)
            deal._distribute()
        self.assertEqual(str(deal.sales_response_due_at), "2017-08-15 09:00:00")
        with freeze_time("2017-08-15 08:30:00"):
            self._drag(deal, self.dora)
        self.assertEqual(str(deal.sales_given_at), "2017-08-15 08:30:00")
        self.assertEqual(str(deal.sales_response_due_at), "2017-08-15 13:00:00")
        deal.sales_first_contact_at = "2017-08-15 12:10:00"
        with freeze_time("2017-08-15 12:30:00"):
            self._drag(deal, self.boris)
        self.assertEqual(str(deal.sales_response_due_at), "2017-08-15 13:00:00")

    def test_who_does_not_lead_cannot_drag(self):
        deal = self.deals[0].with_user(self.anna)
        board = deal.with_context(sales_load_user_ids=self.north.member_ids.ids)
        with self.assertRaises(AccessError):
            board.write({"user_id": self.boris.id})
        row = self._get_rows()[self.anna]
        with self.assertRaises(AccessError):
            row.with_user(self.anna).action_open_deals()

    def test_leader_drags_within_the_teams_led(self):
        board = self.deals[0].with_user(self.lena)
        board = board.with_context(sales_load_user_ids=self.north.member_ids.ids)
        with self._assert_refused("Carl is in none of the teams you lead"):
            board.write({"user_id": self.carl.id})
        self.assertEqual(self.deals[0].user_id, self.anna)

    def test_manager_drags_to_another_team_which_the_deal_joins(self):
        board = self.deals[0].with_user(self.max)
        board = board.with_context(sales_load_user_ids=self.north.member_ids.ids)
        board.write({"user_id": self.carl.id})
        self.assertEqual(self.deals[0].team_id, self.south)

    def test_other_writes_are_left_alone(self):
        board = self.deals[0].with_user(self.lena)
        board = board.with_context(sales_load_user_ids=self.north.member_ids.ids)
        call = self._create_activity(self.deals[0])
        board.write({"priority": "2"})
        board.write({"user_id": self.anna.id})
        self.assertEqual(call.user_id, self.anna)
        self.assertFalse(self.deals[0].sales_given_at)
        logged = self.deals[0].sales_assignment_ids.filtered(
            lambda one: one.reason == "overload"
        )
        self.assertFalse(logged)
