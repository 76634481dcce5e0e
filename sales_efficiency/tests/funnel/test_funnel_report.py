import random
from datetime import timedelta
from statistics import median

from odoo.tests import tagged

from .common import NOON, FunnelCommon

COUNTS = ("visited", "skipped", "passed", "lost", "open", "won", "went_back")


@tagged("post_install", "-at_install")
class TestFunnelReport(FunnelCommon):
    def _get_rows(self, deals, user=None):
        report = self.env["sales.funnel.report"].with_user(user or self.max)
        return report.search([("lead_id", "in", deals.ids)], order="id")

    def _count(self, deals):
        """Return ``{stage: counts}`` by one grouped query."""
        return {
            stage: counts
            for stage, *counts in self.env["sales.funnel.report"]._read_group(
                [("lead_id", "in", deals.ids)],
                ["stage_id"],
                ["__count", *(f"{name}:sum" for name in COUNTS)],
            )
        }

    def test_a_deal_reached_all_stages_up_to_the_furthest(self):
        deal = self._create_deals()
        self._move(deal, self.offer, 20)
        self._move(deal, self.talk, 10)
        rows = self._get_rows(deal)
        self.assertEqual(rows.stage_id, self.first | self.talk | self.offer)
        self.assertEqual(rows.mapped("passed"), [1, 1, 0])
        self.assertEqual(rows.mapped("open"), [0, 0, 1])
        self.assertEqual(rows.mapped("skipped"), [0, 0, 0])
        self.assertEqual(rows.mapped("went_back"), [0, 0, 1])
        self.assertEqual(rows.mapped("days"), [10, False, 10])

    def test_random_ways_agree_with_plain_counting(self):
        dice = random.Random(20170815)
        users = [self.anna, self.boris, self.carl]
        deals, ways = self.env["crm.lead"], {}
        for index in range(40):
            user = dice.choice(users)
            deal = self._create_deals(user=user, days_ago=60, name=f"Way {index}")
            own = [
                stage
                for stage in self.pipeline - self.won
                if not stage.team_ids or user.sale_team_id in stage.team_ids
            ]
            way, day = [self.first], 60
            for stage in dice.choices(own, k=dice.randrange(5)):
                day -= dice.randrange(1, 8)
                if stage != way[-1]:
                    self._move(deal, stage, day)
                    way.append(stage)
            end = dice.choice(["open", "lost", "won"])
            if end == "won":
                self._win(deal, 1)
                way.append(self.won)
            elif end == "lost":
                self._lose(deal, 1)
            ways[deal] = own, way, end
            deals |= deal
        self.assertEqual(self._count(deals), self._count_plainly(ways))

    def _count_plainly(self, ways):
        counts = {}
        for own, way, end in ways.values():
            furthest = max(stage.sequence for stage in way)
            for stage in [*own, self.won]:
                if stage.sequence > furthest:
                    continue
                is_last = stage.sequence == furthest
                back = any(
                    one == stage and other.sequence < stage.sequence
                    for one, other in zip(way, way[1:], strict=False)
                )
                row = counts.setdefault(stage, [0] * 8)
                for place, value in enumerate(
                    [
                        True,
                        stage in way,
                        stage not in way,
                        not is_last,
                        is_last and end == "lost",
                        is_last and end == "open",
                        is_last and end == "won",
                        back,
                    ]
                ):
                    row[place] += value
        return counts

    def test_time_in_stage(self):
        deals = self._create_deals(9, days_ago=50)
        stays = [1, 2, 3, 5, 8, 13, 21, 34, 40]
        for deal, stay in zip(deals, stays, strict=True):
            self._move(deal, self.talk, 50 - stay)
        [(middle, most, average)] = self.env["sales.funnel.report"]._read_group(
            [("lead_id", "in", deals.ids), ("stage_id", "=", self.first.id)],
            [],
            ["days:median", "days:p90", "days:avg"],
        )
        self.assertAlmostEqual(middle, median(stays))
        self.assertAlmostEqual(most, 34 + 0.2 * 6)
        self.assertAlmostEqual(average, sum(stays) / 9)

    def test_expected_against_actual(self):
        deal, other = self._create_deals(2, expected_revenue=300)
        self._move(deal | other, self.offer, 20)
        deal.expected_revenue = other.expected_revenue = 200
        self.env.flush_all()
        self._win(deal | other, 4)
        self._create_order(
            self.anna,
            150,
            "2017-08-14",
            opportunity_id=deal.id,
            partner_id=self.client.id,
        )
        self.env.flush_all()
        for one, actual in ((deal, 150), (other, 200)):
            rows = self._get_rows(one)
            self.assertEqual(rows.mapped("actual_amount"), [actual] * len(rows))
            first, offer = (
                rows.filtered(lambda row, stage=stage: row.stage_id == stage)
                for stage in (self.first, self.offer)
            )
            self.assertEqual(first.expected_amount, 300)
            self.assertEqual(offer.won_expected_amount, 200)

    def test_client_is_new_until_the_first_order(self):
        self._create_order(self.anna, 10, "2017-07-01")
        before = self._create_deals(days_ago=60, partner_id=self.client.id)
        after = self._create_deals(days_ago=10, partner_id=self.client.id)
        nobody = self._create_deals(days_ago=10)
        self.env.flush_all()
        self.assertEqual(
            [self._get_rows(deal)[0].client_kind for deal in (before, after, nobody)],
            ["new", "current", "new"],
        )

    def test_days_to_win(self):
        deal = self._create_deals(days_ago=30)
        self._win(deal, 10)
        row = self._get_rows(deal).filtered("won")
        self.assertAlmostEqual(row.days_to_win, 20)
        self.assertEqual(deal.date_closed, NOON - timedelta(days=10))

    def test_conditions_on_deals_reach_the_deals(self):
        """What is asked of a few deals is not computed for all."""
        few = self._create_deals(2)
        self._create_deals(5, user=self.boris)
        report = self.env["sales.funnel.report"]
        query = report._search([("lead_id", "in", few.ids), ("won", "=", 0)])
        text = query.select().code
        self.assertIn('"crm_lead"."id" IN', text)
        self.assertEqual(len(report.browse(query).lead_id), 2)
        self.assertEqual(
            report.search([("user_id", "=", self.boris.id)]).lead_id.user_id, self.boris
        )
        self.assertEqual(
            report.search_count([("lead_id.name", "=", "Deal 1")]),
            2,
        )
