from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DistributionCommon


@tagged("post_install", "-at_install")
class TestLeadRule(DistributionCommon):
    def _fits(self, rule, **vals):
        """Tell whether a new lead goes by the rule, and a stored one is counted by it."""
        lead = self._create_leads(**vals)
        given = lead.sales_assignment_ids.rule_id == rule
        found = rule._find_leads(Domain("id", "=", lead.id))
        self.assertEqual(bool(found), given)
        return given

    def test_channel(self):
        medium = self.env["utm.medium"].create({"name": "Fair"})
        rule = self._create_rule(medium_ids=[Command.set(medium.ids)])
        self.assertTrue(self._fits(rule, medium_id=medium.id))
        self.assertFalse(self._fits(rule))

    def test_territory(self):
        rule = self._create_rule(
            country_ids=[Command.set(self.env.ref("base.de").ids)],
            zip_area="10000-12999, 75*",
            cities="Berlin, potsdam",
        )
        germany = {"country_id": self.env.ref("base.de").id}
        self.assertTrue(self._fits(rule, zip="10115", city="berlin", **germany))
        self.assertFalse(self._fits(rule, zip="13115", city="Berlin", **germany))
        self.assertFalse(self._fits(rule, zip="10115", city="Bonn", **germany))
        self.assertFalse(self._fits(rule, zip="10115", city="Berlin"))

    def test_audience(self):
        tag = self.env["crm.tag"].create({"name": "Training"})
        rule = self._create_rule(
            tag_ids=[Command.set(tag.ids)],
            client_type="company",
            company_size_from="10",
            company_size_to="50",
        )
        vals = {"tag_ids": [Command.set(tag.ids)], "partner_name": "Firm"}
        self.assertTrue(self._fits(rule, sales_company_size="50", **vals))
        self.assertFalse(self._fits(rule, sales_company_size="250", **vals))
        self.assertFalse(self._fits(rule, sales_company_size="10"))

    def test_client_kind(self):
        rule = self._create_rule(client_kind="current")
        self.assertFalse(self._fits(rule, partner_id=self.prospect.id))
        self._create_order(self.anna, 100, "2017-08-01", partner=self.prospect)
        self.assertTrue(self._fits(rule, partner_id=self.prospect.id))

    def test_product_within_a_category(self):
        whole = self.env["product.category"].create({"name": "Courses"})
        part = whole.create({"name": "Evening", "parent_id": whole.id})
        rule = self._create_rule(product_categ_ids=[Command.set(whole.ids)])
        self.assertTrue(self._fits(rule, sales_product_categ_id=part.id))
        self.assertFalse(self._fits(rule))

    def test_warmth(self):
        rule = self._create_rule(priority_from="2")
        self.assertTrue(self._fits(rule, priority="3"))
        self.assertFalse(self._fits(rule, priority="1"))
        rule.write({"priority_from": False, "probability_from": 50})
        self.assertTrue(self._fits(rule, probability=80))
        self.assertFalse(self._fits(rule, probability=20))

    def test_further_condition(self):
        rule = self._create_rule(domain="[('expected_revenue', '>', 1000)]")
        self.assertTrue(self._fits(rule, expected_revenue=2000))
        self.assertFalse(self._fits(rule, expected_revenue=10))

    def test_skill(self):
        skill = self.env["sales.skill"].create(
            {
                "name": "Spanish",
                "level_ids": [
                    Command.create({"user_id": self.anna.id, "level": 2}),
                    Command.create({"user_id": self.boris.id, "level": 4}),
                ],
            }
        )
        self._create_rule(
            skill_ids=[Command.create({"skill_id": skill.id, "level": 3})]
        )
        leads = self._create_leads(2)
        self.assertEqual(leads.user_id, self.boris)
        why = leads[0].with_user(self.max).sales_why
        self.assertIn("Anna lacks a skill", why)
        skill.level_ids.level = 5
        self.assertIn(self.anna, self._create_leads(2).user_id)

    def test_preview_while_it_is_edited(self):
        self._create_leads(2, city="Ghent")
        self.env.flush_all()
        with Form(self.rules.with_user(self.ada)) as form:
            form.name = "Ghent"
            form.team_ids.add(self.north)
            before = form.match_count
            form.cities = "Ghent"
            self.assertEqual(form.match_count, 2)
            self.assertGreaterEqual(before, 2)

    def test_bad_input_is_refused(self):
        for vals, message in (
            ({"zip_area": "9-1"}, "9-1 cannot be read"),
            ({"domain": "[('nothing', '=', 1)]"}, "further condition of Bad"),
            ({"team_ids": False}, "Nobody can receive"),
        ):
            with self.subTest(**vals), self._assert_refused(message):
                self._create_rule("Bad", **vals)

    @mute_logger("odoo.sql_db")
    def test_impossible_numbers_are_refused(self):
        for vals in ({"day_limit": -1}, {"probability_from": 80, "probability_to": 20}):
            with self.subTest(**vals), self.assertRaises(CheckViolation):
                with self.env.cr.savepoint():
                    self._create_rule("Bad", **vals)

    def test_rules_are_the_administrator_s(self):
        rule = self._create_rule()
        self.assertTrue(rule.with_user(self.max).name)
        with self.assertRaises(AccessError):
            rule.with_user(self.max).write({"name": "Mine"})
        with self.assertRaises(AccessError):
            rule.with_user(self.anna).read(["name"])
