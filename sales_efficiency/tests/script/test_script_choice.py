import json
from datetime import timedelta

from psycopg2.errors import ForeignKeyViolation

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..funnel.common import NOON
from .common import ScriptCommon

SAY = [("say", "Hello")]


@tagged("post_install", "-at_install")
class TestScriptChoice(ScriptCommon):
    """Which script a deal gets, and what is said about it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wine = cls.env["product.category"].create({"name": "Wine"})
        cls.red = cls.env["product.category"].create(
            {"name": "Red", "parent_id": cls.wine.id}
        )
        cls.phone, cls.site = cls.env["utm.medium"].create(
            [{"name": "By phone"}, {"name": "By site"}]
        )
        cls.any = cls._create_script("Any", cls.first, SAY)

    def setUp(self):
        super().setUp()
        self.deal = self._create_deals()

    def _get(self, deal=None):
        payload = (deal or self.deal).with_user(self.anna).get_sales_script()
        return payload["script"] and payload["script"]["name"], payload.get("why")

    def test_stage(self):
        self.assertEqual(self._get(), ("Any", "For all deals in the stage First."))
        self.deal.stage_id = self.talk
        self.assertEqual(self._get(), (False, None))
        self.any.stage_ids += self.talk
        self.assertEqual(self._get()[0], "Any")

    def test_what_is_archived_still_narrows(self):
        """A script for the South does not come to all when the South is archived."""
        self.any.team_ids = self.south
        self.south.active = False
        self.assertEqual(self._get(), (False, None))
        self.any.write({"team_ids": [Command.clear()], "medium_ids": self.phone.ids})
        self.phone.active = False
        self.assertEqual(self._get(), (False, None))
        criteria = json.loads(self.any._get_file())["scripts"][0]["criteria"]
        self.assertEqual([one["name"] for one in criteria["mediums"]], ["By phone"])

    def test_each_criterion(self):
        lang = self.env["res.lang"]._activate_lang("ar_001")
        self.deal.write(
            {
                "sales_product_categ_id": self.red.id,
                "medium_id": self.phone.id,
                "lang_id": lang.id,
                "sales_client_type": "company",
            }
        )
        criteria = [
            ("team_ids", self.north, self.south, "sales team North"),
            (
                "product_categ_ids",
                self.red,
                self.env["product.category"].create({"name": "Beer"}),
                "product category Wine / Red",
            ),
            ("medium_ids", self.phone, self.site, "channel By phone"),
            ("lang_ids", lang, self.env.ref("base.lang_en"), f"language {lang.name}"),
        ]
        for field, fits, fails, text in criteria:
            with self.subTest(field):
                script = self._create_script(
                    field, self.first, SAY, **{field: [Command.set(fails.ids)]}
                )
                self.assertEqual(self._get()[0], "Any")
                script[field] = fits
                self.assertEqual(
                    self._get(),
                    (
                        field,
                        f"For deals in the stage First: {text}. The most specific of the "
                        "2 scripts that fit.",
                    ),
                )
                script.active = False
        for field, fits, fails, text in (
            ("client_kind", "new", "current", "New clients"),
            ("client_type", "company", "private", "Companies"),
        ):
            with self.subTest(field):
                script = self._create_script(field, self.first, SAY, **{field: fails})
                self.assertEqual(self._get()[0], "Any")
                script[field] = fits
                self.assertEqual(self._get()[0], field)
                self.assertIn(text, self._get()[1])
                script.active = False

    def test_more_criteria_win_over_order(self):
        self._create_script(
            "Team", self.first, SAY, team_ids=self.north.ids, sequence=1
        )
        self._create_script(
            "Team and channel",
            self.first,
            SAY,
            team_ids=self.north.ids,
            medium_ids=self.phone.ids,
            sequence=99,
        )
        self.assertEqual(self._get()[0], "Team")
        self.deal.medium_id = self.phone
        self.assertEqual(
            self._get(),
            (
                "Team and channel",
                "For deals in the stage First: sales team North and channel By phone. "
                "The most specific of the 3 scripts that fit.",
            ),
        )

    def test_nearer_category_wins(self):
        self.deal.sales_product_categ_id = self.red
        self._create_script(
            "Wine", self.first, SAY, product_categ_ids=self.wine.ids, sequence=1
        )
        self.assertEqual(self._get()[0], "Wine")
        self._create_script(
            "Red", self.first, SAY, product_categ_ids=self.red.ids, sequence=2
        )
        self.assertEqual(self._get()[0], "Red")
        self.deal.sales_product_categ_id = self.wine
        self.assertEqual(self._get()[0], "Wine")

    def test_tie_goes_by_order(self):
        team = self._create_script("Team", self.first, SAY, team_ids=self.north.ids)
        medium = self._create_script(
            "Medium", self.first, SAY, medium_ids=self.phone.ids
        )
        self.deal.medium_id = self.phone
        self.assertEqual(self._get()[0], "Team")
        (team.sequence, medium.sequence) = (2, 1)
        self.assertEqual(self._get()[0], "Medium")
        self.assertRegex(
            self._get()[1], "The first in order of the 2 scripts that are the most"
        )
        medium.action_archive()
        self.assertEqual(self._get()[0], "Team")
        self.assertRegex(self._get()[1], "The most specific of the 2 scripts that fit")
        team.action_archive()
        self._create_script("Second", self.first, SAY)
        self.assertRegex(self._get()[1], "first in order of the 2 scripts that fit")

    def test_client_is_current_as_in_funnels(self):
        self._create_script("Current", self.first, SAY, client_kind="current")
        self.deal.partner_id = self.client
        self.assertEqual(self._get()[0], "Any")
        self._create_order(self.anna, 10, "2017-08-10 10:00:00")
        self.assertEqual(self._get()[0], "Any", "The order came after the deal")
        self._set_created(self.deal, NOON - timedelta(days=1))
        self.assertEqual(self._get()[0], "Current")
        row = self.env["sales.funnel.report"].search(
            [("lead_id", "=", self.deal.id)], limit=1
        )
        self.assertEqual(row.client_kind, "current")

    def test_drafts_and_archived_scripts_are_for_nobody(self):
        self.any.active = False
        self.assertEqual(self._get()[0], False)
        self._create_script("Draft", self.first, SAY, publish=False)
        self.assertEqual(self._get()[0], False)

    def test_leads_have_none(self):
        self.assertTrue(self.deal.has_sales_script)
        self.deal.type = "lead"
        self.assertEqual(self._get()[0], False)
        self.assertFalse(self.deal.has_sales_script)

    def test_cards_know_whether_there_is_one(self):
        deals = self.deal | self._create_deals(stage=self.talk)
        self.assertEqual(deals.mapped("has_sales_script"), [True, False])
        self.any.stage_ids = self.talk
        deals.invalidate_recordset()
        self.assertEqual(deals.mapped("has_sales_script"), [False, True])

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self._create_script(
            "There", self.first, SAY, company_id=company.id, client_kind="new"
        )
        self.assertEqual(self._get()[0], "Any")
        self._create_script(
            "Here", self.first, SAY, company_id=self.company.id, client_kind="new"
        )
        self.assertEqual(self._get()[0], "Here")

    def test_what_scripts_ask_for_cannot_be_deleted(self):
        self._create_script("Wine", self.first, SAY, product_categ_ids=self.wine.ids)
        with mute_logger("odoo.sql_db"), self.assertRaises(ForeignKeyViolation):
            self.wine.unlink()

    def test_a_stage_is_needed(self):
        with self.assertRaises(ValidationError):
            self.env["sales.script"].create({"name": "Nowhere"})
