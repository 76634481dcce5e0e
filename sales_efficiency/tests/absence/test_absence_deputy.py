from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from ..distribution.common import NOON
from .common import FRIDAY, TUESDAY, AbsenceCommon


@tagged("post_install", "-at_install")
class TestAbsenceDeputy(AbsenceCommon):
    """The deputy, the deputy's deputy, else the rules, else the leader, else nobody."""

    def _let_nobody_stand_in(self):
        self.anna.sales_deputy_id = False

    def test_deputy_who_is_away_hands_on(self):
        self.boris.sales_deputy_id = self.carl
        self._set_absent(self.boris, TUESDAY, FRIDAY)
        self._let_be_away()
        self._assert_owner(self.carl, *self.due)

    def test_cycle_ends_at_the_rules(self):
        self.boris.sales_deputy_id = self.anna
        self._set_absent(self.boris, TUESDAY, FRIDAY)
        self._create_rule(teams=self.south)
        self._let_be_away()
        self._assert_owner(self.carl, self.looms, self.chairs, self.call)

    def test_deputy_who_goes_away_later_hands_on_and_it_comes_back(self):
        self.boris.sales_deputy_id = self.carl
        own = self._create_deal("Own", self.boris, date_deadline=FRIDAY)
        self._let_be_away()
        self._set_now(NOON + timedelta(hours=1))
        self._let_be_away(self.boris, "2017-08-15", "2017-08-25")
        self._assert_owner(self.carl, self.looms, self.chairs, self.call, own)
        self._get_leaves().unlink()
        self._run(NOON + timedelta(hours=2))
        self._assert_owner(self.anna, *self.due)
        self._assert_owner(self.carl, own)
        self._get_leaves(self.boris).unlink()
        self._run(NOON + timedelta(hours=3))
        self._assert_owner(self.anna, *self.due)
        self._assert_owner(self.boris, own)

    def test_archived_deputy_is_passed_over(self):
        self.boris.active = False
        self.boris.sales_deputy_id = self.carl
        self._let_be_away()
        self._assert_owner(self.carl, *self.due)

    def test_deals_go_by_rule_and_the_rest_follows(self):
        self._let_nobody_stand_in()
        self._create_rule(teams=self.south)
        self.looms.partner_id = self.client
        self._let_be_away()
        self._assert_owner(self.carl, self.looms, self.chairs, self.call)
        # The visit is at the client of the looms.
        self._assert_owner(self.carl, self.visit)

    def test_rules_do_not_give_to_who_is_away(self):
        self._let_nobody_stand_in()
        self._set_absent(self.boris, TUESDAY, FRIDAY)
        self._create_rule(teams=self.north)
        self._let_be_away()
        self._assert_owner(self.lena, *self.due)

    def test_without_rules_it_goes_to_the_leader(self):
        self._let_nobody_stand_in()
        self._let_be_away()
        self._assert_owner(self.lena, *self.due)

    def test_deals_stay_with_who_took_them_when_a_deputy_is_named(self):
        self._let_nobody_stand_in()
        self._let_be_away()
        call = self._create_call(self.looms, FRIDAY)
        other = self._create_call(self.silk, FRIDAY)
        self.anna.sales_deputy_id = self.boris
        self._run(NOON + timedelta(hours=1))
        self._assert_owner(self.lena, call, self.looms)
        self._assert_owner(self.boris, other, self.silk)

    def test_nobody_takes_it(self):
        self._let_nobody_stand_in()
        self._set_absent(self.lena, TUESDAY, FRIDAY)
        self._let_be_away()
        self._assert_owner(self.anna, *self.due)
        self.assertEqual(
            self._get_lines(state="failed"),
            dict.fromkeys(
                ["Looms", "Chairs", "Call back", "Visit"],
                "Nobody is there to take it.",
            ),
        )
        # lena is back a day later.
        self._get_leaves(self.lena).unlink()
        self._run(NOON + timedelta(hours=1))
        self._assert_owner(self.lena, *self.due)
        self.assertEqual(len(self._get_handover().line_ids), 4)

    def test_leads_wait_for_working_time_where_the_rule_says_so(self):
        self._let_nobody_stand_in()
        self._create_rule(teams=self.north, off_hours="wait")
        self._set_absent(self.anna, TUESDAY, FRIDAY)
        self._run(NOON.replace(hour=2))
        self._assert_owner(self.anna, self.looms)
        self.assertEqual(
            self._get_lines(model="crm.lead"),
            dict.fromkeys(["Looms", "Chairs"], "It waits until somebody is at work."),
        )
        self._run(NOON + timedelta(hours=2))
        self._assert_owner(self.boris, self.looms, self.chairs, self.call)

    def test_refused_deputies(self):
        with self._assert_refused("cannot stand in"):
            self.anna.sales_deputy_id = self.anna
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._create_user("stranger", "group_sales_efficiency_user")
        stranger.write(
            {"company_id": company.id, "company_ids": [Command.set(company.ids)]}
        )
        with self._assert_refused("Stranger does not work in Efficient"):
            self.anna.sales_deputy_id = stranger
