from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DealSizeCommon

REPORTS = ("sales.offer.report", "sales.effort.report")


@tagged("post_install", "-at_install")
class TestDealSizeAccess(DealSizeCommon):
    def setUp(self):
        super().setUp()
        for user in (self.anna, self.boris, self.carl):
            self._create_offers([(user, "2017-08-01", [100])] * 10)
        self.everybody = self.anna | self.boris | self.carl

    def _get(self, user, **options):
        return self.env["sales.deal.size"].with_user(user).get_deal_sizes(options)

    def test_who_sees_whose(self):
        for model in REPORTS:
            for user, people in (
                (self.anna, self.anna),
                (self.lena, self.anna | self.boris),
                (self.max, self.everybody),
                (self.ada, self.everybody),
            ):
                seen = self.env[model].with_user(user).search([]).user_id
                self.assertEqual(seen & self.everybody, people, f"{model} {user.name}")

    def test_screen_shows_what_rights_allow(self):
        for user, names in (
            (self.anna, ["Anna"]),
            (self.lena, ["Anna", "Boris"]),
            (self.max, ["Anna", "Boris", "Carl"]),
        ):
            data = self._get(user)
            self.assertEqual(sorted(row["name"] for row in data["people"]), names)
            self.assertEqual(data["is_fixed"], user == self.anna)

    def test_salesperson_asks_for_a_colleague_in_vain(self):
        data = self._get(self.anna, user_id=self.boris.id)
        self.assertEqual(data["user"]["name"], "Anna")

    def test_figures_of_one_colleague_are_not_told(self):
        data = self._get(self.anna)
        self.assertIsNone(data["others"])
        self.assertIsNone(data["people"][0]["others_share"])
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids = [Command.link(dora.id)]
        self._create_offers([(dora, "2017-08-01", [200])])
        data = self._get(self.anna)
        self.assertEqual(data["others"]["count"], 11)
        self.assertAlmostEqual(data["people"][0]["others_share"], 100 / 11)

    def test_leader_learns_nothing_of_other_teams(self):
        data = self._get(self.lena, user_id=self.carl.id)
        self.assertEqual(data["figures"]["count"], 0)
        self.assertIsNone(data["others"])
        self.assertEqual(self._get(self.lena, team_id=self.south.id)["people"], [])

    def test_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.max.company_ids |= other
        self.env.user.company_ids |= other
        offers = self.env["sale.order"].search([("user_id", "=", self.carl.id)])
        self.env.cr.execute("UPDATE sale_order SET pricelist_id = NULL")
        self.env.invalidate_all()
        offers.write({"company_id": other.id, "team_id": False})
        names = [row["name"] for row in self._get(self.max)["people"]]
        self.assertNotIn("Carl", names)
        report = self.env["sales.offer.report"].with_user(self.max)
        both = report.with_context(allowed_company_ids=(self.company | other).ids)
        self.assertIn(self.carl, both.search([]).user_id)
        here = report.with_context(allowed_company_ids=self.company.ids)
        self.assertNotIn(self.carl, here.search([]).user_id)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_strangers_see_nothing(self):
        stranger = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "stranger",
                "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
            }
        )
        for model in (*REPORTS, "sales.cross.sell"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(stranger).search([])
        with self.assertRaises(AccessError):
            self._get(stranger)
        with self.assertRaises(AccessError):
            self.env["sales.cross.sell"].with_user(stranger).get_companions(
                self.beans.ids
            )
