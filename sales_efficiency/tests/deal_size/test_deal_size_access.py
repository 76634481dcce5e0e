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

    def _join(self, name, team, amounts, **values):
        user = self._create_user(name, "group_sales_efficiency_user")
        team.member_ids = [Command.link(user.id)]
        self._create_offers(
            [(user, "2017-08-01", [amount]) for amount in amounts], **values
        )
        return user

    def _get_share(self, data, user):
        [row] = [row for row in data["people"] if row["id"] == user.id]
        return row["others_share"], row["others_count"]

    def test_figures_of_one_colleague_are_not_told(self):
        data = self._get(self.anna)
        self.assertIsNone(data["others"])
        self.assertEqual(self._get_share(data, self.anna), (None, 0))
        self._join("dora", self.north, [200] * 4, state="sent")
        # Boris knows what his are, and would know dora's.
        self.assertIsNone(self._get(self.anna)["others"])
        self._join("erik", self.north, [100] * 6, state="sent")
        data = self._get(self.anna)
        # Neither one deal nor how many there are, from which one could be told.
        self.assertEqual(data["others"], {"average": 120, "median": 100})
        self.assertEqual(self._get_share(data, self.anna), (20, None))
        shares = [size["others"] for size in data["classes"]]
        self.assertEqual([share for share in shares if share], [80, 20])
        # The others have no order: these are all of boris.
        data = self._get(self.anna, kind="order")
        self.assertIsNone(data["others"])
        self.assertFalse(any(size["others"] for size in data["classes"]))

    def test_few_deals_of_others_are_not_told(self):
        west = self._create_team("West", self.env["res.users"], self.env["res.users"])
        dora = self._join("dora", west, [100])
        self._join("erik", west, [100] * 4)
        self._join("fred", west, [100] * 4)
        self._join("gina", west, [300])
        self.assertIsNone(self._get(dora)["others"])
        self._join("hugo", west, [100])
        self.assertEqual(self._get(dora)["others"]["average"], 120)

    def test_who_outweighs_the_others_is_not_told_of(self):
        west = self._create_team("West", self.env["res.users"], self.env["res.users"])
        dora = self._join("dora", west, [100] * 10)
        self._join("erik", west, [100] * 12)
        self._join("fred", west, [100] * 5)
        self._join("gina", west, [100] * 5)
        data = self._get(dora)
        self.assertIsNone(data["others"])
        self.assertEqual(self._get_share(data, dora), (None, 0))
        self.assertFalse(any(size["others"] for size in data["classes"]))
        self._join("hugo", west, [100] * 5)
        self.assertEqual(self._get(dora)["others"]["average"], 100)
        # One deal is larger than all the rest.
        self._join("ivan", west, [5000])
        self.assertIsNone(self._get(dora)["others"])
        data = self._get(self.max, user_id=dora.id)
        self.assertEqual(data["others"]["largest"], 5000)

    def test_the_largest_deal_of_others_has_no_class(self):
        west = self._create_team("West", self.env["res.users"], self.env["res.users"])
        dora = self._join("dora", west, [100] * 10)
        for name in ("erik", "fred"):
            self._join(name, west, [100] * 8)
        self._join("gina", west, [100] * 7 + [700])
        [size] = self._get(dora)["classes"]
        self.assertEqual((size["from"], size["to"], size["others"]), (100, None, 100))
        sizes = self._get(self.max, user_id=dora.id)["classes"]
        self.assertGreater(sizes[-1]["from"], 100)

    def test_whom_a_leader_knows_hides_nobody(self):
        olga = self._create_user("olga", "group_sales_efficiency_user")
        for team in (self.north, self.south):
            self._create_offers([(olga, "2017-08-01", [100])] * 10, team_id=team.id)
        # Beside anna and boris, whose offers lena reads, there is carl alone.
        self.assertIsNone(self._get(self.lena, user_id=olga.id)["others"])
        data = self._get(self.max, user_id=olga.id)
        self.assertEqual(data["others"]["count"], 30)

    def test_salesperson_chooses_among_periods(self):
        self._join("dora", self.north, [200])
        narrow = {"date_from": "2017-08-01", "date_to": "2017-08-01"}
        for options, first in (
            (narrow, "2017-05-18"),
            ({"days": 15}, "2017-05-18"),
            ({"days": [30]}, "2017-05-18"),
            ({"days": 30}, "2017-07-17"),
        ):
            data = self._get(self.anna, **options)
            self.assertEqual(
                (data["date_from"], data["date_to"]), (first, "2017-08-15")
            )

    def test_leader_sees_all_of_the_own_teams(self):
        data = self._get(self.lena, user_id=self.anna.id, days=15)
        self.assertEqual(data["others"]["count"], 10)
        self.assertEqual(self._get_share(data, self.anna), (0, 10))

    def test_leader_learns_nothing_of_other_teams(self):
        data = self._get(self.lena, user_id=self.carl.id)
        self.assertEqual(data["figures"]["count"], 0)
        self.assertIsNone(data["others"])
        self.assertEqual(self._get(self.lena, team_id=self.south.id)["people"], [])

    def test_leader_learns_nothing_of_one_colleague_elsewhere(self):
        self._create_offers(
            [(self.carl, "2017-08-01", [100])] * 10, team_id=self.north.id
        )
        self._join("dora", self.south, [500] * 10)
        data = self._get(self.lena, user_id=self.carl.id)
        self.assertEqual(data["figures"]["count"], 10)
        self.assertIsNone(data["others"])
        self.assertEqual(self._get_share(data, self.carl), (None, 0))
        self._join("erik", self.south, [400] * 8)
        self.assertIsNone(self._get(self.lena, user_id=self.carl.id)["others"])
        self._join("fred", self.south, [400] * 5)
        data = self._get(self.lena, user_id=self.carl.id)
        self.assertEqual(set(data["others"]), {"average", "median"})
        self.assertEqual(self._get_share(data, self.carl), (100, None))
        # Of two spans of days the difference would be one deal.
        self.assertIsNone(self._get(self.lena, user_id=self.carl.id, days=15)["others"])
        # Whoever leads a team without being called a leader has no more rights.
        self.south.user_id = self.anna
        self._join("gina", self.north, [100] * 10)
        self.assertEqual(set(self._get(self.anna)["others"]), {"average", "median"})

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
