from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NOON, DistributionCommon


@tagged("post_install", "-at_install")
class TestDistribution(DistributionCommon):
    def _count(self, leads):
        return {user: len(group) for user, group in leads.grouped("user_id").items()}

    def test_leads_go_in_turn(self):
        self._create_rule()
        first, second = self._create_leads(3), self._create_leads(3)
        self.assertEqual(self._count(first | second), {self.anna: 3, self.boris: 3})
        self.assertEqual((first | second).team_id, self.north)
        self.assertEqual(set(first.mapped("sales_given_at")), {NOON})

    def test_thirty_days_of_three_leads_are_fair(self):
        team = self.env["crm.team"].create(
            {"name": "Twenty", "company_id": self.company.id}
        )
        users = self.env["res.users"].concat(
            *(
                self._create_user(f"p{index}", "group_sales_efficiency_user")
                for index in range(20)
            )
        )
        team.member_ids = [Command.set(users.ids)]
        self._create_rule(teams=team)
        leads = self.env["crm.lead"]
        for _day in range(30):
            leads |= self._create_leads(3)
        counts = self._count(leads)
        self.assertEqual(len(counts), 20)
        self.assertLessEqual(max(counts.values()) - min(counts.values()), 1)

    def test_each_rule_has_turns_of_its_own(self):
        """Whoever gets a lot by one rule holds up nobody's turns by another."""
        few, many = (
            self.env["res.users"].concat(
                *(
                    self._create_user(f"{name}{index}", "group_sales_efficiency_user")
                    for index in range(count)
                )
            )
            for name, count in (("few", 2), ("many", 4))
        )
        self._create_rule("Hot", user_ids=many.ids, teams=(), priority_from="3")
        self._create_rule("All", user_ids=few.ids, teams=())
        hot = self.env["crm.lead"]
        for _day in range(8):
            self._create_leads(30)
            hot |= self._create_leads(priority="3")
        self.assertEqual(self._count(hot), dict.fromkeys(many, 2))

    def test_many_rules_do_not_all_begin_with_the_same(self):
        """Where it is anybody's turn, it is of who got least by all rules."""
        for index in range(6):
            self._create_rule(f"Rule {index}", cities=f"City {index}")
        leads = self.env["crm.lead"].concat(
            *(self._create_leads(city=f"City {index}") for index in range(6))
        )
        self.assertEqual(self._count(leads), {self.anna: 3, self.boris: 3})

    def test_new_with_a_small_share(self):
        """Who is new is not passed by for ever, one lead at a time."""
        self._create_rule()
        self.boris.crm_team_member_ids.sales_weight = 0.25
        leads = self.env["crm.lead"]
        for _lead in range(10):
            leads |= self._create_leads()
        self.assertEqual(self._count(leads), {self.anna: 8, self.boris: 2})

    def test_two_decide_at_once_on_who_is_new(self):
        """Both bring the new one up to the others; that counts once."""
        self.boris.crm_team_member_ids.assignment_optout = True
        self._create_rule()
        self._create_leads(30)
        self.boris.crm_team_member_ids.assignment_optout = False
        desk = self.env["sales.lead.desk"]
        leads = self._create_leads(2, user_id=self.lena.id)
        both = [desk._decide(lead, self.company) for lead in leads]
        for lead, decisions in zip(leads, both, strict=True):
            self.assertEqual(decisions[0].user_id, self.boris.id)
            desk._record(lead, decisions, self.company, "sweep")
        counts = self._count(self._create_leads(9))
        self.assertEqual(counts, {self.anna: 5, self.boris: 4})

    def test_weight(self):
        self._create_rule()
        self.anna.crm_team_member_ids.sales_weight = 2
        self.assertEqual(
            self._count(self._create_leads(9)), {self.anna: 6, self.boris: 3}
        )
        self.boris.crm_team_member_ids.sales_weight = 0
        self.assertEqual(self._create_leads(3).user_id, self.anna)

    def test_absent_paused_and_full_people_get_none(self):
        self._create_rule(open_limit=2)
        self._set_absent(self.anna, "2017-08-14", "2017-08-18")
        leads = self._create_leads(2)
        self.assertEqual(leads.user_id, self.boris)
        late = self._create_leads()
        self.assertEqual(late.user_id, self.lena, "the leader, where nobody fits")
        self.assertEqual(late.sales_assignment_ids.way, "leader")
        why = late.with_user(self.max).sales_why
        self.assertIn("Anna away until 08/20/2017", why)
        self.assertIn("Boris at the limit, 2 of 2", why)
        self.boris.crm_team_member_ids.assignment_optout = True
        self.assertIn(
            "Boris paused", self._create_leads().with_user(self.max).sales_why
        )

    def test_long_absence_seen_from_a_weekend(self):
        """Nobody can say until when, and the lead is given away all the same."""
        self._create_rule()
        self._set_absent(self.anna, "2017-08-14", "2017-12-31")
        self._set_now(NOON.replace(day=19))
        lead = self._create_leads()
        self.assertEqual(lead.user_id, self.boris)
        self.assertIn("Anna away", lead.with_user(self.max).sales_why)

    def test_day_limit(self):
        self._create_rule(day_limit=1)
        self.assertEqual(
            self._count(self._create_leads(3)),
            {self.anna: 1, self.boris: 1, self.lena: 1},
        )

    def test_next_rule_where_nobody_fits(self):
        self._set_absent(self.carl, "2017-08-15", "2017-08-15")
        self._create_rule("South", teams=self.south, sequence=1)
        self._create_rule("North", sequence=2)
        lead = self._create_leads()
        self.assertIn(lead.user_id, self.anna | self.boris)
        self.assertEqual(lead.sales_assignment_ids.rule_id.name, "North")

    def test_without_rules_crm_decides(self):
        self.assertFalse(self._create_leads().user_id)
        self.assertFalse(self.env["sales.lead.assignment"].search([]))

    def test_by_hand_stays_with_who_enters_it(self):
        self._create_rule()
        lead = self.env["crm.lead"].with_user(self.carl).create({"name": "Mine"})
        self.assertEqual(lead.user_id, self.carl)
        self.assertFalse(lead.sales_assignment_ids)

    def test_moves_by_hand_are_logged(self):
        self._create_rule()
        lead = self._create_leads()
        first = lead.user_id
        lead.with_user(self.max).user_id = self.carl
        move = lead._get_last_assignment()
        self.assertRecordValues(
            move,
            [
                {
                    "user_id": self.carl.id,
                    "previous_user_id": first.id,
                    "reason": "manual",
                    "way": "hand",
                }
            ],
        )
        self.assertEqual(lead.with_user(self.carl).sales_why, "Carl, by hand")
        lead.user_id = self.carl
        self.assertEqual(len(lead.sales_assignment_ids), 2)

    def test_crms_own_assignment_is_logged_as_such(self):
        self.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
        leads = self._create_leads(2, team_id=self.north.id)
        self.north.assignment_domain = "[]"
        self.north.crm_team_member_ids.assignment_max = 60
        self.north._action_assign_leads(force_quota=True)
        self.assertTrue(all(lead.user_id for lead in leads))
        self.assertEqual(leads.sales_assignment_ids.mapped("reason"), ["crm", "crm"])
        self.assertEqual(
            leads[0].sales_why, f"{leads[0].user_id.name}, by CRM's own assignment"
        )

    def test_owner_first(self):
        self._create_rule()
        self.client.user_id = self.carl
        lead = self._create_leads(partner_id=self.client.id)
        self.assertEqual(lead.user_id, self.carl)
        self.assertEqual(lead.sales_assignment_ids.way, "owner")
        self._set_absent(self.carl, "2017-08-16", "2017-08-16")
        self.carl.active = False
        lead = self._create_leads(partner_id=self.client.id)
        self.assertIn(lead.user_id, self.anna | self.boris)

    def test_least_loaded_and_best_closer(self):
        self._create_leads(2, user_id=self.anna.id)
        rule = self._create_rule(method="least_loaded")
        self.assertEqual(self._create_leads(2).user_id, self.boris)
        self._create_leads(1, user_id=self.boris.id).action_set_won()
        self._create_leads(1, user_id=self.anna.id).action_set_lost()
        rule.method = "best_converter"
        self._set_now(NOON + timedelta(days=1))
        self.assertEqual(self._create_leads(2).user_id, self.boris)

    def test_off_hours(self):
        self._set_now(NOON.replace(hour=22))
        rule = self._create_rule(off_hours="wait")
        waiting = self._create_leads()
        self.assertFalse(waiting.user_id)
        self.assertEqual(waiting.sales_assignment_ids.way, "waits")
        rule.off_hours = "next"
        self.assertTrue(self._create_leads().user_id)

    def test_salesperson_reads_no_loads_of_others(self):
        self._create_rule(open_limit=1)
        self._set_absent(self.anna, "2017-08-14", "2017-08-18")
        lead = self._create_leads()
        own = lead.with_user(self.boris)
        self.assertIn("Boris", own.sales_why)
        self.assertNotIn("Anna", own.sales_why)
        assignment = own.sales_assignment_ids
        self.assertEqual(assignment.own_explanation, own.sales_why)
        with self.assertRaises(AccessError):
            assignment.read(["candidates"])
        with self.assertRaises(AccessError):
            lead.sales_assignment_ids.with_user(self.carl).read(["user_id"])
        with self.assertRaises(AccessError):
            assignment.write({"user_id": self.boris.id})
