from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import LoadCommon


@tagged("post_install", "-at_install")
class TestLoadAccess(LoadCommon):
    """A leader sees and moves the own teams' work, a manager all, a seller nothing."""

    def test_leader_sees_the_own_teams(self):
        self.assertEqual(
            set(self._get_rows(self.lena)), {self.anna, self.boris, self.dora}
        )
        self.assertIn(self.carl, self._get_rows(self.max))
        other = self._create_user("olga", "group_sales_efficiency_leader")
        self.assertFalse(self._get_rows(other))
        self.south.sales_co_leader_ids = other
        self.env.flush_all()
        self.assertEqual(set(self._get_rows(other)), {self.carl})

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_salesperson_sees_and_does_nothing(self):
        with self.assertRaises(AccessError):
            self._get_rows(self.anna)
        with self.assertRaises(AccessError):
            self._propose(user=self.anna)

    def test_leader_proposes_for_the_own_teams(self):
        handover = self._propose(user=self.lena)
        self.assertEqual(handover.from_user_id, self.anna)
        handover.action_transfer()
        self.assertEqual(handover.state, "done")
        with self._assert_refused("Carl is in none of the teams you lead"):
            self._propose(user=self.lena, teams=self.south)
        with self._assert_refused("Carl is in none of the teams you lead"):
            self._propose(user=self.lena, people=self.carl)

    def test_leader_does_not_propose_for_the_own_work(self):
        """Who leads does not see transfers of the own work: a manager sees to it."""
        self.north.member_ids |= self.lena
        self.deals.write({"user_id": self.lena.id})
        with self._assert_refused("Only you carry too much"):
            self._propose(user=self.lena)
        self.assertEqual(self._propose().from_user_id, self.lena)

    def test_wizard_offers_the_teams_one_leads(self):
        wizards = self.env["sales.load.level"]
        wizard = wizards.with_user(self.lena).create({})
        self.assertEqual(wizard.allowed_team_ids, self.north)
        self.assertEqual(wizard.team_ids, self.north)
        wizard = wizards.with_user(self.max).create({})
        self.assertLessEqual(self.north | self.south, wizard.allowed_team_ids)

    def test_wizard_begins_with_who_is_selected(self):
        row = self._get_rows()[self.anna]
        wizard = (
            self.env["sales.load.level"]
            .with_user(self.max)
            .with_context(active_model=row._name, active_ids=row.ids)
            .create({})
        )
        self.assertEqual((wizard.team_ids, wizard.user_ids), (self.north, self.anna))
        self.assertEqual(wizard.company_id, self.company)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_leader_reaches_the_deals_of_the_team_and_no_others(self):
        deal = self.deals[0].with_user(self.lena)
        deal.priority = "2"
        with self.assertRaises(AccessError):
            deal.unlink()
        strange = self.env["crm.lead"].search([("user_id", "=", self.carl.id)], limit=1)
        with self.assertRaises(AccessError):
            strange.with_user(self.lena).read(["name"])
        with self.assertRaises(AccessError):
            self.deals[0].with_user(self.boris).read(["name"])

    def test_two_companies_are_counted_apart(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", "True")
        self.anna.company_ids |= company
        there = self.env["crm.team"].create(
            {
                "name": "There",
                "company_id": company.id,
                "member_ids": [Command.link(self.anna.id)],
            }
        )
        deal = self._create_deal("There", team_id=False)
        deal.write({"team_id": there.id, "company_id": company.id})
        self._create_activity(deal)
        self.assertEqual(self._get_rows()[self.anna].deal_count, 9)
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_admin",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        rows = (
            self.env["sales.load.report"]
            .with_user(stranger)
            .with_context(allowed_company_ids=company.ids)
            .search([])
        )
        self.assertEqual(rows.user_id, self.anna)
        self.assertEqual((rows.deal_count, rows.today_count), (1, 0))
        both = (
            self.env["sales.load.report"]
            .with_context(allowed_company_ids=(self.company | company).ids)
            .search([("user_id", "=", self.anna.id)])
        )
        self.assertEqual(sorted(both.mapped("deal_count")), [1, 9])
        self.assertEqual(sum(both.mapped("today_count")), 1)
