from math import log

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EfficiencyCommon


@tagged("post_install", "-at_install")
class TestEfficiencyPicture(EfficiencyCommon):
    """Two periods beside each other, and what changed between them."""

    def test_last_month_beside_the_month_before(self):
        picture = self._get_picture()
        self.assertEqual(picture["now"], ["2017-08-01", "2017-08-31"])
        self.assertEqual(picture["before"], ["2017-07-01", "2017-07-31"])
        total = picture["total"]
        self.assertEqual(total["before"]["people"], 3)
        self.assertEqual(total["now"]["people"], 3)
        self.assertEqual(
            (total["before"]["meetings"], total["now"]["meetings"]), (7, 6)
        )
        self.assertEqual(
            (total["before"]["value"], total["now"]["value"]), (7_000, 6_400)
        )

    def test_split_as_computed_by_hand(self):
        total = self._get_picture()["total"]
        mean = (6_400 - 7_000) / log(6_400 / 7_000)
        self.assertAlmostEqual(total["parts"]["people"], 0)
        self.assertAlmostEqual(total["parts"]["meetings"], mean * log(6 / 7))
        result = mean * log((6_400 / 6) / (7_000 / 7))
        self.assertAlmostEqual(total["parts"]["result"], result)
        self.assertAlmostEqual(sum(total["parts"].values()), total["change"])
        self.assertAlmostEqual(total["percent"], -600 / 7_000 * 100)

    def test_sentence(self):
        sentence = self._get_picture()["total"]["sentence"]
        self.assertEqual(sentence, "−9 %: people 0, meetings −15, result +6")

    def test_teams_worst_first(self):
        rows = self._get_picture()["rows"]
        self.assertEqual([row["name"] for row in rows], ["North", "South"])
        self.assertEqual([row["change"] for row in rows], [-1_000, 400])

    def test_people_of_a_team(self):
        picture = self._get_picture(team_id=self.north.id)
        self.assertTrue(picture["by_person"])
        self.assertEqual([row["name"] for row in picture["rows"]], ["Anna", "Boris"])
        self.assertEqual(picture["total"]["change"], -1_000)

    def test_one_person(self):
        picture = self._get_picture(user_id=self.carl.id)
        self.assertEqual([row["name"] for row in picture["rows"]], ["Carl"])
        self.assertEqual(picture["total"]["now"]["result"], 1_200)

    def test_deals(self):
        self._create_won(self.anna, "2017-08-16 10:00:00")
        picture = self._get_picture(measure="deals")
        self.assertEqual(picture["total"]["now"]["value"], 1)
        sentence = picture["total"]["sentence"]
        self.assertIn("There was nothing before", sentence)
        self.assertIn("+1", sentence)

    def test_month_so_far(self):
        picture = self._get_picture(period="this_month")
        self.assertEqual(picture["now"], ["2017-09-01", "2017-09-05"])
        self.assertEqual(picture["before"], ["2017-08-01", "2017-08-05"])

    def test_quarter_and_year(self):
        quarter = self._get_picture(period="quarter")
        self.assertEqual(quarter["now"], ["2017-06-01", "2017-08-31"])
        self.assertEqual(quarter["before"], ["2017-03-01", "2017-05-31"])
        self.assertIsNone(quarter["total"]["percent"])
        year = self._get_picture(period="year")
        self.assertEqual(year["before"], ["2015-09-01", "2016-08-31"])

    def test_any_days(self):
        days = {
            "period": "days",
            "date_from": "2017-08-01",
            "date_to": "2017-08-10",
            "before_from": "2017-07-01",
            "before_to": "2017-07-31",
        }
        picture = self._get_picture(**days)
        self.assertEqual(picture["total"]["now"]["meetings"], 3)
        for wrong in (
            {"date_from": "2017-08-20"},
            {"before_from": "no day"},
            {"date_to": False},
        ):
            with self.assertRaises(UserError):
                self._get_picture(**days | wrong)

    def test_nothing_at_all(self):
        empty = self.env["res.company"].create({"name": "Empty"})
        self.max.company_ids |= empty
        picture = (
            self.env["sales.efficiency"]
            .with_user(self.max)
            .with_context(allowed_company_ids=empty.ids)
            .get_picture()
        )
        total = picture["total"]
        self.assertEqual(picture["rows"], [])
        self.assertEqual(total["sentence"], "Nothing came in, neither now nor before.")
        self.assertIsNone(total["now"]["result"])
        self.assertIsNone(total["now"]["meetings_each"])

    def test_money_without_meetings(self):
        self.env["calendar.event"].search([("user_id", "=", self.carl.id)]).unlink()
        picture = self._get_picture(user_id=self.carl.id)
        total = picture["total"]
        self.assertFalse(total["has_meetings"])
        self.assertEqual(total["parts"]["meetings"], 0)
        self.assertEqual(sum(total["parts"].values()), 400)

    def test_other_company_and_currency_stay_out(self):
        other = self.env["res.company"].create(
            {"name": "Other", "currency_id": self.env.ref("base.USD").id}
        )
        self.max.company_ids |= other
        self.anna.company_ids = [Command.link(other.id)]
        both = self.env["sales.efficiency"].with_user(self.max)
        both = both.with_context(allowed_company_ids=(self.company | other).ids)
        self._create_order(
            self.anna, 9_999, "2017-08-20 08:00:00", company_id=other.id, team_id=False
        )
        picture = both.get_picture()
        self.assertEqual(picture["total"]["now"]["value"], 6_400)
        self.assertEqual(picture["currency_id"], self.company.currency_id.id)

    def test_facts_behind_a_figure(self):
        efficiency = self.env["sales.efficiency"].with_user(self.max)
        action = efficiency.action_view_facts({}, "meetings", self.north.id)
        facts = self.env["sales.fact"].with_user(self.max).search(action["domain"])
        self.assertEqual(len(facts), 4)
        action = efficiency.action_view_facts(
            {"before": True}, "money", None, self.carl.id
        )
        facts = self.env["sales.fact"].with_user(self.max).search(action["domain"])
        self.assertEqual(facts.mapped("value"), [2_000])
