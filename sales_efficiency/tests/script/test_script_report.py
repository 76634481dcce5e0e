import random
from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ..funnel.common import NOON
from .common import ScriptCommon


class ScriptReportCommon(ScriptCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_call()
        cls._publish(cls.script, days_ago=60)

    @classmethod
    def _publish(cls, script, days_ago):
        script.version_ids.date = NOON - timedelta(days=days_ago)

    def _go(self, deal, days_ago=12, **answers):
        """Go through the script on a deal as its salesperson, some days ago."""
        with freeze_time(NOON - timedelta(days=days_ago)):
            self._answer(deal.with_user(deal.user_id), self.script, **answers)
            self.env.flush_all()

    def _finish(self, deal, days_ago=12):
        self._go(
            deal,
            days_ago,
            Greet=None,
            How_many_people="option:A few",
            Farewell=None,
        )


@tagged("post_install", "-at_install")
class TestScriptReport(ScriptReportCommon):
    """Who followed which script, and what came of the deals."""

    def _get_rows(self, deals, user=None):
        report = self._as(user or self.max, self.env["sales.script.report"])
        return report.search([("lead_id", "in", deals.ids)], order="lead_id, date")

    def test_gone_through(self):
        deal = self._create_deals()
        self._finish(deal)
        self._move(deal, self.talk)
        row = self._get_rows(deal)
        self.assertRecordValues(
            row,
            [
                {
                    "script_id": self.script.id,
                    "version_id": self.script.version_id.id,
                    "stage_id": self.first.id,
                    "user_id": self.anna.id,
                    "team_id": self.north.id,
                    "company_id": self.company.id,
                    "outcome": "done",
                    "runs": 1,
                    "not_opened": 0,
                    "share_followed": 100,
                    "won_status": "pending",
                    "decided": 0,
                }
            ],
        )

    def test_left_unfinished_counts_what_was_followed(self):
        deal = self._create_deals()
        self._go(deal, Greet=None)
        going_on = self._get_rows(deal)
        self.assertEqual(going_on.outcome, "open")
        self.assertEqual(self._get_average(deal), None)
        self._go(deal, How_many_people="option:A few")
        self._lose(deal)
        row = self._get_rows(deal)
        self.assertEqual(row.outcome, "left")
        self.assertAlmostEqual(row.share_followed, 200 / 3, 1)

    def _get_average(self, deals):
        ((share,),) = self.env["sales.script.report"]._read_group(
            [("lead_id", "in", deals.ids)], [], ["share_followed:avg"]
        )
        return share or None

    def test_not_opened_counts_as_nothing_followed(self):
        done, never = self._create_deals(2)
        self._finish(done)
        self._move(done | never, self.talk)
        rows = self._get_rows(never)
        self.assertEqual(rows.outcome, "none")
        self.assertEqual(rows.stage_id, self.first)
        self.assertFalse(rows.script_id)
        self.assertEqual(rows.user_id, self.anna)
        self.assertEqual(self._get_average(done | never), 50)

    def test_what_is_still_in_the_stage_is_only_due(self):
        deal = self._create_deals()
        row = self._get_rows(deal)
        self.assertEqual((row.outcome, row.not_opened), ("due", 0))
        self.assertEqual(row.date, NOON)
        self.assertFalse(self._get_average(deal))

    def test_before_there_was_a_script_nobody_left_it_unopened(self):
        deal = self._create_deals()
        self._move(deal, self.talk, days_ago=20)
        self._publish(self.script, days_ago=19)
        self.assertFalse(self._get_rows(deal))
        self._publish(self.script, days_ago=21)
        self.assertEqual(self._get_rows(deal).outcome, "none")

    def test_won_share_is_of_decided_deals(self):
        won, lost, still = self._create_deals(3)
        for deal in (won, lost, still):
            self._finish(deal)
        self._win(won)
        self._lose(lost)
        ((share, decided, amount),) = self.env["sales.script.report"]._read_group(
            [("script_id", "=", self.script.id)],
            [],
            ["won_share:avg", "decided:sum", "won_amount:sum"],
        )
        self.assertEqual((share, decided, amount), (50, 2, 100))

    def test_a_deal_counts_once_in_whatever_number_of_stages(self):
        later = self._create_script("Later", self.talk, [("say", "Hello again")])
        self._publish(later, 60)
        won, lost = self._create_deals(2)
        self._finish(won)
        self._move(won | lost, self.talk)
        self._lose(lost, days_ago=9)
        self._move(won, self.offer, days_ago=8)
        self._win(won)
        report = self.env["sales.script.report"]
        aggregates = ["__count", "won_share:avg", "decided:sum", "won:sum"]
        aggregates += ["won_amount:sum", "won_amount:sum_currency"]
        deals = [("lead_id", "in", (won | lost).ids)]
        self.assertEqual(
            report._read_group(deals, [], aggregates), [(4, 50.0, 2, 1, 100, 100)]
        )
        self.assertEqual(
            report._read_group(deals, ["stage_id"], aggregates),
            [
                (self.first, 2, 50.0, 2, 1, 100, 100),
                (self.talk, 2, 50.0, 2, 1, 100, 100),
            ],
        )
        self.assertEqual(
            sorted(report.search(deals).mapped("won_share")), [0.0, 0.0, 100.0, 100.0]
        )

    def test_a_deal_let_pass_is_marked(self):
        deal = self._create_deals()
        self._go(deal, Greet=None)
        run = self.env["sales.script.run"].search([("lead_id", "=", deal.id)])
        run.write({"passed_by_id": self.max.id, "pass_reason": "In a hurry"})
        self.assertEqual(self._get_rows(deal).passed, 1)

    def test_leads_and_archived_scripts_are_no_matter(self):
        lead = self._create_deals(type="lead")
        self.assertFalse(self._get_rows(lead))
        deal = self._create_deals()
        self.assertTrue(self._get_rows(deal))
        self.script.active = False
        self.assertFalse(self._get_rows(deal))

    # ------------------------------------------------------------
    # THE SAME AS THE CHOICE
    # ------------------------------------------------------------

    def test_scripts_fit_as_they_are_chosen(self):
        dice = random.Random(20170815)
        self.script.active = False
        upper, other = self.env["product.category"].create(
            [{"name": "Drinks"}, {"name": "Food"}]
        )
        wine = self.env["product.category"].create(
            {"name": "Wine", "parent_id": upper.id}
        )
        phone = self.env.ref("utm.utm_medium_phone")
        english = self.env.ref("base.lang_en")
        old = self.env["res.partner"].create({"name": "Old", "is_company": True})
        self._create_order(self.anna, 10, "2017-01-02", partner=old)
        choices = {
            "team_ids": [Command.set(self.north.ids)],
            "product_categ_ids": [Command.set(upper.ids)],
            "client_kind": "current",
            "client_type": "company",
            "medium_ids": [Command.set(phone.ids)],
            "lang_ids": [Command.set(english.ids)],
        }
        for index in range(8):
            script = self._create_script(
                f"Script {index}",
                dice.choice([self.first, self.talk]),
                [("say", "Hello")],
                **{name: choices[name] for name in dice.sample(list(choices), 2)},
            )
            self._publish(script, 60)
        deals = self.env["crm.lead"]
        for index in range(40):
            deals |= self._create_deals(
                user=dice.choice([self.anna, self.carl]),
                stage=dice.choice([self.first, self.talk]),
                name=f"Deal {index}",
                partner_id=dice.choice([old.id, self.prospect.id, False]),
                sales_product_categ_id=dice.choice(
                    [wine.id, upper.id, other.id, False]
                ),
                medium_id=dice.choice([phone.id, False]),
                lang_id=dice.choice([english.id, False]),
                days_ago=dice.choice([3, 30]),
            )
        chosen = deals.filtered(lambda deal: self.env["sales.script"]._choose(deal)[0])
        self.assertTrue(0 < len(chosen) < 40)
        self.assertEqual(self._get_rows(deals).lead_id, chosen)

    # ------------------------------------------------------------
    # AGAINST PLAIN COUNTING
    # ------------------------------------------------------------

    def test_people_are_compared_as_by_hand(self):
        dice = random.Random(4)
        shares, won = {}, {}
        for index in range(30):
            user = dice.choice([self.anna, self.boris, self.carl])
            deal = self._create_deals(user=user, name=f"Deal {index}")
            way = dice.choice(["done", "half", "never"])
            if way == "done":
                self._finish(deal)
            elif way == "half":
                self._go(deal, Greet=None, How_many_people="option:A few")
            share = {"done": 100, "half": 200 / 3, "never": 0}[way]
            self._move(deal, self.talk)
            shares.setdefault(user, []).append(share)
            end = dice.choice(["won", "lost", "open"])
            if end == "won":
                self._win(deal)
            elif end == "lost":
                self._lose(deal)
            if end != "open":
                won.setdefault(user, []).append(100 * (end == "won"))
        for user, share, won_share, runs in self.env["sales.script.report"]._read_group(
            [("stage_id", "=", self.first.id)],
            ["user_id"],
            ["share_followed:avg", "won_share:avg", "lead_id:count_distinct"],
        ):
            self.assertEqual(runs, len(shares[user]))
            self.assertAlmostEqual(share, sum(shares[user]) / len(shares[user]), 6)
            self.assertAlmostEqual(won_share, sum(won[user]) / len(won[user]), 6)

    def test_queries_do_not_grow(self):
        deals = self._create_deals(2)
        self._move(deals, self.talk)
        report = self.env["sales.script.report"]
        for count in (2, 40):
            self._create_deals(count)
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(5):
                report._read_group([], ["user_id"], ["share_followed:avg"])

    # ------------------------------------------------------------
    # ACCESS
    # ------------------------------------------------------------

    def test_who_sees_whose_rows(self):
        everybody = self.anna | self.boris | self.carl
        for user in everybody:
            deal = self._create_deals(user=user)
            self._finish(deal)
            self._move(self._create_deals(user=user), self.talk)
        for model in ("sales.script.report", "sales.script.answer.report"):
            for user, people in (
                (self.anna, self.anna),
                (self.lena, self.anna | self.boris),
                (self.max, everybody),
            ):
                rows = self.env[model].with_user(user).search([])
                self.assertEqual(
                    rows.user_id & everybody, people, f"{model} {user.name}"
                )

    def test_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.max.company_ids |= other
        deal = self._create_deals(company_id=other.id, team_id=False, user_id=False)
        rows = self._get_rows(deal, self.max)
        self.assertFalse(rows)
        both = self.env["sales.script.report"].with_user(self.max)
        both = both.with_context(allowed_company_ids=(self.company | other).ids)
        self.assertTrue(both.search([("lead_id", "=", deal.id)]))
