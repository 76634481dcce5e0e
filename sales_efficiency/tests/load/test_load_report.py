from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import LoadCommon


@tagged("post_install", "-at_install")
class TestLoadReport(LoadCommon):
    """What stands on the workload screen."""

    def test_loads_are_as_the_table_says(self):
        rows = self._get_rows()
        self.assertEqual(
            {
                user.name: (row.deal_count, row.capacity, row.percent, row.status)
                for user, row in rows.items()
            },
            {
                "Anna": (9, 4, 225.0, "over"),
                "Boris": (1, 4, 25.0, "room"),
                "Dora": (0, 2, 0.0, "room"),
                "Carl": (2, 2, 100.0, "even"),
            },
        )
        self.assertEqual(next(iter(rows)), self.anna)

    def test_counts_as_the_records_say(self):
        """Against a count of the records one by one."""
        self._create_activity(self.deals[0], days=-2)
        self._create_activity(self.deals[1], days=0)
        self._create_activity(self.clients[1], days=-1)
        self._create_activity(self.deals[2], days=3)
        self._create_activity(self.deals[3], days=-1).action_done()
        with freeze_time("2017-08-16 10:00:00"):
            for days in (-7, -1, 0, 3, 7):
                self._create_meeting(self.deals[0], days)
            self._create_meeting(self.deals[1], 1).sales_outcome = "cancelled"
            for user, row in self._get_rows().items():
                self.assertEqual(
                    self._count_by_hand(user),
                    (
                        row.deal_count,
                        row.revenue,
                        row.overdue_count,
                        row.today_count,
                        row.meeting_count,
                    ),
                    user.name,
                )
                if user == self.anna:
                    self.assertEqual(row.meeting_count, 3)

    def _count_by_hand(self, user):
        today = self.env["res.users"]._get_sales_today()
        monday = today - timedelta(days=today.weekday())
        zone = pytz.timezone("Europe/Brussels")
        deals = [
            deal
            for deal in self.env["crm.lead"].search([("user_id", "=", user.id)])
            if deal.won_status == "pending"
        ]
        deadlines = (
            self.env["mail.activity"]
            .search([("user_id", "=", user.id)])
            .mapped("date_deadline")
        )
        meetings = [
            event
            for event in self.env["calendar.event"].search([("user_id", "=", user.id)])
            if event.sales_outcome not in ("moved", "cancelled")
            and monday
            <= pytz.utc.localize(event.start).astimezone(zone).date()
            <= monday + timedelta(days=6)
        ]
        return (
            len(deals),
            sum(deal.expected_revenue for deal in deals),
            sum(day < today for day in deadlines),
            sum(day == today for day in deadlines),
            len(meetings),
        )

    def test_week_begins_at_midnight_of_the_company(self):
        """Sunday 22:30 in UTC is Monday in Brussels."""
        with freeze_time("2017-08-16 10:00:00"):
            meeting = self._create_meeting(self.deals[0], 0)
            for start, counts in (
                (datetime(2017, 8, 13, 21, 30), 0),
                (datetime(2017, 8, 13, 22, 30), 1),
                (datetime(2017, 8, 20, 21, 30), 1),
                (datetime(2017, 8, 20, 22, 30), 0),
            ):
                meeting.write({"start": start, "stop": start + timedelta(hours=1)})
                row = self._get_rows()[self.anna]
                self.assertEqual(row.meeting_count, counts, start)

    def test_limit_of_a_rule_is_what_is_fair(self):
        self.env["sales.lead.rule"].create(
            [
                {
                    "name": f"Limit {limit}",
                    "company_id": self.company.id,
                    "team_ids": [Command.set(self.north.ids)],
                    "open_limit": limit,
                }
                for limit in (0, 3, 20)
            ]
        )
        rows = self._get_rows()
        self.assertEqual(rows[self.anna].open_limit, 3)
        self.assertEqual((rows[self.anna].capacity, rows[self.anna].percent), (3, 300))
        self.assertEqual((rows[self.dora].capacity, rows[self.carl].open_limit), (2, 0))

    def test_who_has_no_share_has_no_load(self):
        self._get_member(self.anna).sales_weight = 0
        rows = self._get_rows()
        self.assertEqual((rows[self.anna].status, rows[self.anna].percent), ("none", 0))
        self.assertEqual(rows[self.anna].deal_count, 9)
        self.assertEqual(round(rows[self.boris].capacity, 3), 0.667)
        self.assertEqual(list(rows)[-1], self.anna)

    def test_who_is_away_or_paused_is_marked(self):
        self._get_member(self.boris).assignment_optout = True
        resource = self.env["resource.resource"].create(
            {
                "name": "Dora",
                "user_id": self.dora.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "tz": "Europe/Brussels",
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "company_id": self.company.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": "2017-08-14 00:00:00",
                "date_to": "2017-08-20 22:00:00",
            }
        )
        with freeze_time("2017-08-16 10:00:00"):
            rows = self._get_rows()
            self.assertEqual(str(rows[self.dora].away_until), "2017-08-20")
            self.assertFalse(rows[self.anna].away_until)
        self.assertTrue(rows[self.boris].is_paused)
        self.assertFalse(rows[self.anna].is_paused)

    def test_archived_people_and_teams_are_left_out(self):
        self.dora.active = False
        self.south.active = False
        self.assertEqual({user.name for user in self._get_rows()}, {"Anna", "Boris"})

    def test_somebody_in_two_teams_counts_once(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", "True")
        self.south.member_ids |= self.boris
        rows = self.env["sales.load.report"].search([("user_id", "=", self.boris.id)])
        self.assertEqual(len(rows), 1)
        self.assertEqual(rows.team_id, self.boris.sale_team_id)

    def test_group_divides_sums(self):
        groups = (
            self.env["sales.load.report"]
            .with_user(self.max)
            ._read_group(
                [("team_id", "=", self.north.id)],
                ["team_id"],
                ["percent:avg", "deal_count:sum"],
            )
        )
        self.assertEqual(groups, [(self.north, 100.0, 10)])

    def test_queries_do_not_grow_with_people(self):
        """But for one for each team, which Odoo reads by itself."""
        few = self._count_queries()
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Person {index}",
                    "login": f"person_{index}",
                    "company_id": self.company.id,
                    "company_ids": [Command.set(self.company.ids)],
                }
                for index in range(60)
            ]
        )
        self.north.member_ids |= users[:30]
        self.south.member_ids |= users[30:]
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.env.flush_all()
        reports = self.env["sales.load.report"].with_user(self.max)
        names = ("user_id", "team_id", "percent", "status", "away_until")
        reports.web_search_read([], dict.fromkeys(names, {}))
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        result = reports.web_read_group(
            [],
            ["team_id"],
            ["deal_count:sum", "percent:avg"],
            auto_unfold=True,
            unfold_read_specification=dict.fromkeys(names, {}),
        )
        self.assertTrue(result["groups"])
        return self.env.cr.sql_log_count - before
