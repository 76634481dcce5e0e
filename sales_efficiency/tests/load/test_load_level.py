from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from .common import LoadCommon


@tagged("post_install", "-at_install")
class TestLoadLevel(LoadCommon):
    """Deals go from who has too much to who has room, by a transfer that is looked at."""

    def _get_moved(self, handover):
        """Return the deals of a transfer."""
        lines = handover.line_ids.filtered(lambda line: line.model == "crm.lead")
        return self.env["crm.lead"].browse(lines.mapped("res_id"))

    def test_loads_come_out_even(self):
        handover = self._propose()
        self.assertEqual(
            (handover.kind, handover.state, handover.from_user_id),
            ("overload", "draft", self.anna),
        )
        self.assertEqual(handover.line_count, 4)
        self.assertEqual(self.deals.user_id, self.anna)
        handover.action_transfer()
        counts = {user.name: row.deal_count for user, row in self._get_rows().items()}
        self.assertEqual(counts, {"Anna": 5, "Boris": 4, "Dora": 1, "Carl": 2})
        self.assertFalse(
            [row for row in self._get_rows().values() if row.status == "over"]
        )

    def test_least_history_goes_first(self):
        """Four go: the two without a contact, then without a next step, then the coldest."""
        self.deals.write({"sales_first_contact_at": fields.Datetime.now()})
        for deal in self.deals:
            self._create_activity(deal)
            deal.probability = 50
        self.deals[3].sales_first_contact_at = False
        self.deals[4].sales_first_contact_at = False
        self.deals[5].activity_ids.unlink()
        self.deals[6].probability = 10
        handover = self._propose()
        self.assertEqual(self._get_moved(handover), self.deals[3:7])
        reasons = {
            line.res_id: line.reason
            for line in handover.line_ids
            if line.model == "crm.lead"
        }
        self.assertEqual(
            [reasons[deal.id] for deal in self.deals[3:7]],
            [
                "The client was not contacted yet",
                "The client was not contacted yet",
                "No next step is planned",
                "Least likely to close: 10 %",
            ],
        )

    def test_client_is_not_torn_apart(self):
        """Client 0 has three deals, a quotation, an activity and a meeting far ahead."""
        for index in (1, 2):
            self.deals[index].partner_id = self.clients[0]
        self.clients[0].user_id = self.anna
        call = self._create_activity(self.clients[0])
        meeting = self._create_meeting(self.deals[0], 30)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.clients[0].id,
                "user_id": self.anna.id,
                "company_id": self.company.id,
            }
        )
        self.deals[:3].sales_first_contact_at = False
        self.deals[3:].sales_first_contact_at = fields.Datetime.now()
        handover = self._propose()
        own = handover.line_ids.filtered(
            lambda line: line.partner_id == self.clients[0]
        )
        self.assertEqual(
            {(line.model, line.res_id) for line in own},
            {("crm.lead", deal.id) for deal in self.deals[:3]}
            | {
                ("res.partner", self.clients[0].id),
                ("mail.activity", call.id),
                ("calendar.event", meeting.id),
                ("sale.order", order.id),
            },
        )
        self.assertEqual(len(own.to_user_id), 1)
        handover.action_transfer()
        self.assertEqual(
            self.deals[:3].user_id | call.user_id | meeting.user_id | order.user_id,
            own.to_user_id,
        )

    def test_activity_of_a_deal_without_client_goes_along(self):
        self.deals.sales_first_contact_at = fields.Datetime.now()
        deal = self._create_deal("A stranger")
        call = self._create_activity(deal)
        handover = self._propose()
        lines = handover.line_ids.filtered(
            lambda line: (
                (line.model, line.res_id)
                in {("crm.lead", deal.id), ("mail.activity", call.id)}
            )
        )
        self.assertEqual(len(lines), 2)
        self.assertEqual(len(lines.to_user_id), 1)

    def test_deals_with_a_meeting_near_stay_unless_nothing_else_can_go(self):
        for deal in self.deals[:5]:
            self._create_meeting(deal, 2)
        handover = self._propose()
        self.assertFalse(self._get_moved(handover) & self.deals[:5])
        for deal in self.deals[5:]:
            self._create_meeting(deal, 2)
        handover = self._propose()
        self.assertEqual(len(self._get_moved(handover)), 4)
        self.assertEqual(
            set(handover.line_ids.mapped("reason")),
            {"A meeting is near, but nothing else could go"},
        )

    def test_receivers_are_there_and_not_paused(self):
        self._get_member(self.boris).assignment_optout = True
        self.assertEqual(self._propose().line_ids.to_user_id, self.dora)
        self._get_member(self.boris).assignment_optout = False
        self._send_away(self.dora)
        with freeze_time("2017-08-16 10:00:00"):
            self.assertEqual(self._propose().line_ids.to_user_id, self.boris)

    def _send_away(self, user):
        resource = self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
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

    def test_receivers_have_the_skill_that_rules_ask_for(self):
        skill = self.env["sales.skill"].create(
            {
                "name": "Chemistry",
                "level_ids": [Command.create({"user_id": self.dora.id, "level": 4})],
            }
        )
        tag = self.env["crm.tag"].create({"name": "Chemistry"})
        self.deals[0].tag_ids = tag
        self.deals[1:].sales_first_contact_at = fields.Datetime.now()
        self.env["sales.lead.rule"].create(
            {
                "name": "Chemistry",
                "company_id": self.company.id,
                "team_ids": [Command.set(self.north.ids)],
                "tag_ids": [Command.set(tag.ids)],
                "skill_ids": [Command.create({"skill_id": skill.id, "level": 3})],
            }
        )
        line = self._propose().line_ids.filtered(
            lambda line: line.res_id == self.deals[0].id
        )
        self.assertEqual(line.to_user_id, self.dora)

    def test_limit_holds_for_receivers(self):
        self.env["sales.lead.rule"].create(
            {
                "name": "Two at most",
                "company_id": self.company.id,
                "user_ids": [Command.set(self.boris.ids)],
                "tag_ids": [Command.create({"name": "Nothing has it"})],
                "open_limit": 2,
            }
        )
        handover = self._propose()
        handover.action_transfer()
        self.assertLessEqual(self._get_rows()[self.boris].deal_count, 2)

    def test_receiver_can_be_changed_and_all_can_be_undone(self):
        handover = self._propose()
        line = handover.line_ids.filtered(lambda one: one.to_user_id == self.dora)[0]
        line.to_user_id = self.boris
        handover.action_transfer()
        deal = self.env["crm.lead"].browse(line.res_id)
        self.assertEqual(deal.user_id, self.boris)
        log = deal.sales_assignment_ids._get_last()
        self.assertEqual(
            (log.reason, log.previous_user_id, log.user_id),
            ("overload", self.anna, self.boris),
        )
        handover.action_undo()
        self.assertEqual(handover.state, "returned")
        self.assertEqual(self.deals.user_id, self.anna)
        self.assertEqual(self._get_rows()[self.anna].deal_count, 9)

    def test_response_is_due_by_the_time_of_the_receiver_and_back_by_undo(self):
        rule = self.env["sales.lead.rule"].create(
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
        rule.active = False
        self.deals.sales_first_contact_at = fields.Datetime.now()
        with freeze_time("2017-08-15 14:30:00"):
            handover = self._propose()
            self.assertIn(deal, self._get_moved(handover))
            handover.action_transfer()
        # Half an hour is left of this day's work, half an hour of the next day's.
        self.assertEqual(str(deal.sales_given_at), "2017-08-15 14:30:00")
        self.assertEqual(str(deal.sales_response_due_at), "2017-08-16 06:30:00")
        handover.action_undo()
        self.assertEqual(deal.user_id, self.anna)
        self.assertEqual(str(deal.sales_given_at), "2017-08-15 08:00:00")
        self.assertEqual(str(deal.sales_response_due_at), "2017-08-15 09:00:00")

    def test_receiver_is_told_once(self):
        for user in (self.boris, self.dora):
            user.notification_type = "inbox"
        handover = self._propose()
        self.env.flush_all()
        before = self.env["mail.message"].search([], order="id desc", limit=1)
        handover.action_transfer()
        told = self.env["mail.notification"].search(
            [
                ("mail_message_id", ">", before.id),
                ("res_partner_id", "in", (self.boris | self.dora).partner_id.ids),
            ]
        )
        self.assertEqual(len(told), 2)
        self.assertEqual(told.res_partner_id, (self.boris | self.dora).partner_id)

    def test_each_who_has_too_much_has_a_transfer_of_the_own(self):
        eva = self._create_user("eva", "group_sales_efficiency_user")
        self.north.member_ids |= eva
        for index in range(9):
            self._create_deal(f"Of Eva {index}", eva)
        handovers = self._propose()
        self.assertEqual(handovers.from_user_id, self.anna | eva)
        handovers.action_transfer()
        tops = [row for row in self._get_rows().values() if row.status == "over"]
        self.assertFalse(tops)

    def test_only_chosen_people_give(self):
        eva = self._create_user("eva", "group_sales_efficiency_user")
        self.north.member_ids |= eva
        for index in range(9):
            self._create_deal(f"Of Eva {index}", eva)
        self.assertEqual(self._propose(people=eva).from_user_id, eva)

    def test_new_proposal_takes_the_place_of_the_last(self):
        first = self._propose()
        second = self._propose()
        self.assertFalse(first.exists())
        self.assertEqual(second.line_count, 4)

    def test_refusals(self):
        with self._assert_refused("Sales Teams: choose at least one team"):
            self._propose(teams=self.env["crm.team"])
        with self._assert_refused("Nobody you chose in South has more than one deal"):
            self._propose(teams=self.south)
        with self._assert_refused("Nobody you chose in North"):
            self._propose(people=self.boris)
        self.north.member_ids.crm_team_member_ids.assignment_optout = True
        with self._assert_refused("Anna: no deal can go to anybody else in the team"):
            self._propose()
        self.assertFalse(self.env["sales.handover"].search([("kind", "=", "overload")]))

    def test_queries_do_not_grow_with_the_deals(self):
        few = self._count_queries()
        for index in range(60):
            self._create_deal(f"More {index}", partner=self.clients[index % 9])
        self.assertLessEqual(self._count_queries(), few + 2)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self._propose()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._propose()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
