import random
from collections import Counter
from statistics import median

from odoo.tests import tagged

from .common import FunnelCommon

DEALS, STEPS = 60, 4


@tagged("post_install", "-at_install")
class TestFunnelRandom(FunnelCommon):
    """Ways of chance, once by the report and once by counting them here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rng = random.Random(20170815)
        cls.funnel = cls.env["sales.funnel"].create(
            {"name": "People", "split_by": "user_id"}
        )
        cls.env["crm.lead"].search([]).unlink()

    def _play(self):
        """Let deals go their ways; return ``{deal: [(stage, days ago), ...]}`` and ends."""
        people = (self.anna, self.boris)
        deals = self.env["crm.lead"].union(
            *(self._create_deals(DEALS // 2, user=user, days_ago=60) for user in people)
        )
        ways = {deal: [(self.first, 60)] for deal in deals}
        open_deals, ends = list(deals), {}
        for step in range(STEPS):
            for deal in list(open_deals):
                ago = 50 - 10 * step + self.rng.randint(0, 5)
                chance = self.rng.random()
                if chance < 0.15:
                    self._lose(deal, ago)
                    ends[deal] = "lost", ago
                elif chance < 0.25:
                    self._win(deal, ago)
                    ends[deal] = "won", ago
                    ways[deal].append((self.won, ago))
                elif chance < 0.85:
                    stage = self.rng.choice(self.pipeline[:4])
                    if stage != ways[deal][-1][0]:
                        self._move(deal, stage, ago)
                        ways[deal].append((stage, ago))
                if deal in ends:
                    open_deals.remove(deal)
        return ways, ends

    def _get_picture(self):
        return self.funnel.with_user(self.max).get_picture(
            {
                "funnel_id": self.funnel.id,
                "date_from": "2017-01-01",
                "date_to": "2017-08-15",
            }
        )

    def test_as_counted_by_hand(self):
        ways, ends = self._play()
        picture = self._get_picture()
        rank = {stage: index for index, stage in enumerate(self.pipeline)}
        furthest = {
            deal: max(rank[stage] for stage, _ago in way) for deal, way in ways.items()
        }
        for key, deals in (
            ("all", list(ways)),
            *(
                (f"user_id:{user.id}", [one for one in ways if one.user_id == user])
                for user in (self.anna, self.boris)
            ),
        ):
            column = next(one for one in picture["columns"] if one["key"] == key)
            for index, step in enumerate(column["steps"]):
                reached = [deal for deal in deals if furthest[deal] >= index]
                last = Counter(
                    ends.get(deal, ("open", 0))[0]
                    for deal in reached
                    if furthest[deal] == index
                )
                counted = {
                    "reached": len(reached),
                    "passed": sum(furthest[deal] > index for deal in reached),
                    **{end: last[end] for end in ("lost", "open", "won")},
                    "visited": sum(
                        any(rank[stage] == index for stage, _ago in ways[deal])
                        for deal in reached
                    ),
                }
                self.assertEqual({name: step[name] for name in counted}, counted)

    def test_days_as_counted_by_hand(self):
        ways, ends = self._play()
        picture = self._get_picture()
        days = {}
        for deal, way in ways.items():
            end, ended = ends.get(deal, (None, None))
            stays = {}
            for (stage, entered), (_next, left) in zip(
                way, [*way[1:], (None, ended)], strict=True
            ):
                if left is not None and stage != self.won:
                    stays[stage] = stays.get(stage, 0) + entered - left
            for stage, stay in stays.items():
                # Where a deal still is, it has not stayed as long as it will.
                if end or way[-1][0] != stage:
                    days.setdefault(stage.id, []).append(stay)
        for step in picture["columns"][0]["steps"]:
            if step["stage_id"] in days:
                self.assertAlmostEqual(
                    step["days_median"] or 0, median(days[step["stage_id"]]), 4
                )
        won = [60 - ago for end, ago in ends.values() if end == "won"]
        self.assertAlmostEqual(picture["columns"][0]["days_to_win"], median(won), 4)

    def test_segments_add_up_to_the_whole(self):
        self._play()
        everything, _before, *segments = self._get_picture()["columns"]
        self.assertEqual(len(segments), 2)
        for index, step in enumerate(everything["steps"]):
            for name in ("reached", "passed", "lost", "open", "won", "went_back"):
                parts = sum(one["steps"][index][name] for one in segments)
                self.assertEqual(step[name], parts, name)
        reached = [step["reached"] for step in everything["steps"]]
        self.assertEqual(reached[0], DEALS)
        # The stage for paperwork is the North's, as both are.
        self.assertEqual(reached, sorted(reached, reverse=True))
