import random
from statistics import mean, median

from odoo.fields import Domain
from odoo.tests import tagged

from .common import DealSizeCommon

PERIOD = {"date_from": "2017-07-01", "date_to": "2017-08-15"}


@tagged("post_install", "-at_install")
class TestDealSize(DealSizeCommon):
    def _get(self, user=None, **options):
        sizes = self.env["sales.deal.size"].with_user(user or self.max)
        return sizes.get_deal_sizes(PERIOD | options)

    def _get_person(self, data, user):
        return next(row for row in data["people"] if row["id"] == user.id)

    def _offer(self, user, amounts, day="2017-08-01", **values):
        return self._create_offers([(user, day, [sum_]) for sum_ in amounts], **values)

    def test_figures_against_plain_ones(self):
        dice = random.Random(1940)
        own = [round(dice.lognormvariate(6, 1), 2) for _index in range(37)]
        team = [round(dice.lognormvariate(7, 1), 2) for _index in range(52)]
        self._offer(self.anna, own[:20])
        self._offer(self.anna, own[20:], state="sent")
        self._offer(self.boris, team)
        self._offer(self.carl, [1_000_000] * 12)
        data = self._get(user_id=self.anna.id)
        figures = data["figures"]
        self.assertAlmostEqual(figures["average"], mean(own))
        self.assertAlmostEqual(figures["median"], median(own))
        self.assertEqual(figures["largest"], max(own))
        self.assertEqual((figures["offers"], figures["orders"]), (37, 20))
        self.assertAlmostEqual(data["others"]["average"], mean(team))
        threshold = sorted(own)[33]
        self.assertEqual(figures["threshold"], threshold)
        self.assertEqual(figures["above"], 3)
        row = self._get_person(data, self.anna)
        above = sum(sum_ > threshold for sum_ in team)
        self.assertAlmostEqual(row["others_share"], 100 * above / 52)
        for name, amounts in (("share", own), ("others", team)):
            edges = [size["from"] for size in data["classes"][1:]]
            for index, size in enumerate(data["classes"]):
                low = edges[index - 1] if index else 0
                high = size["to"] or float("inf")
                count = sum(low <= sum_ < high for sum_ in amounts)
                self.assertAlmostEqual(size[name], 100 * count / len(amounts))
            self.assertAlmostEqual(sum(size[name] for size in data["classes"]), 100)
        orders = self._get(user_id=self.anna.id, kind="order")
        self.assertAlmostEqual(orders["figures"]["average"], mean(own[:20]))

    def test_who_holds_back_is_said(self):
        self._offer(self.anna, [100] * 39 + [200] * 2)
        self._offer(self.boris, [100] * 30 + [500] * 30)
        data = self._get(user_id=self.anna.id)
        row = self._get_person(data, self.anna)
        self.assertEqual((row["verdict"], row["others_share"]), ("lower", 50))
        self.assertRegex(
            data["sentence"],
            "Anna's offers stop at .*100.*: 2 of 41 were larger; "
            "the team offers above it in 50 of 100.",
        )
        self.assertEqual(data["people"][0]["name"], "Anna")
        # Nine of ten of boris' offers stay at 500, and anna never reaches it.
        self.assertEqual(data["people"][1]["verdict"], "even")
        self.assertIn("1 of 2 people stop", self._get()["sentence"])

    def test_threshold_of_the_period_before(self):
        self._offer(self.anna, [100] * 10, "2017-06-01")
        offers = self._offer(self.anna, [50, 150, 250, 100])
        data = self._get(user_id=self.anna.id)
        figures = data["figures"]
        self.assertEqual(figures["former_threshold"], 100)
        self.assertEqual((figures["former_above"], figures["former_share"]), (2, 50))
        # The pivot that the screen opens tells the same.
        report = self.env["sales.offer.report"].with_context(**data["context"])
        [(share,)] = report._read_group(data["domain"], [], ["above_rate:avg"])
        self.assertEqual(share, 50)
        self.assertEqual(report.search(data["domain"]).order_id, offers)

    def _get_comparison(self, user, person, **options):
        row = self._get_person(self._get(user, **options), person)
        return row["others_share"], row["others_count"], row["verdict"]

    def test_what_belongs_to_nobody_is_not_the_teams(self):
        self._offer(self.anna, [100] * 40)
        self._offer(self.boris, [100] * 30 + [500] * 10)
        nobody = self.env["res.users"]
        self._offer(nobody, [1000] * 30, team_id=self.north.id)
        for user in (self.max, self.lena):
            self.assertEqual(
                self._get_comparison(user, self.anna), (25, 40, "lower"), user.name
            )
        data = self._get(user_id=self.anna.id)
        self.assertEqual(data["others"]["count"], 40)

    def test_the_team_is_the_same_whichever_is_looked_at(self):
        self.south.user_id = self.lena
        self.env.flush_all()
        self._offer(self.anna, [100] * 40, team_id=self.south.id)
        self._offer(self.boris, [100] * 30 + [500] * 10)
        self._offer(self.carl, [1000] * 20)
        for user in (self.max, self.lena):
            for team in (self.south, self.env["crm.team"]):
                found = self._get_comparison(user, self.anna, team_id=team.id)
                self.assertEqual(found, (25, 40, "lower"), f"{user.name} {team.name}")

    def test_who_left_is_compared_with_the_former_team(self):
        self._offer(self.boris, [100] * 40)
        self._offer(self.anna, [100] * 30 + [500] * 10)
        self._offer(self.carl, [1000] * 20)
        self.north.member_ids -= self.boris
        found = self._get_comparison(self.max, self.boris)
        self.assertEqual(found, (25, 40, "lower"))

    def test_items_per_order(self):
        self._create_offers(
            [
                (self.anna, "2017-08-01", [self.beans, self.ground, self.beans]),
                (self.anna, "2017-08-02", [self.beans]),
                (self.anna, "2017-08-02", [self.beans, self.ground, self.espresso]),
            ]
        )
        self._create_offers([(self.anna, "2017-08-02", [self.beans] * 9)], state="sent")
        self.assertEqual(self._get(user_id=self.anna.id)["figures"]["items"], 2)
        # Nothing taken back, no notes: the same as the report counts order by order.
        self._create_offers(
            [
                (
                    self.boris,
                    "2017-08-02",
                    [
                        self._prepare_line(self.beans, quantity=-1),
                        {"display_type": "line_note", "name": "Thanks!"},
                        self.ground,
                    ],
                )
            ]
        )
        report = self.env["sales.offer.report"].with_user(self.max)
        groups = report._read_group(
            [("won", "=", 1)], ["user_id", "team_id"], ["product_count:sum"]
        )
        self.assertEqual(
            report._count_items(Domain.TRUE),
            {(user.id, team.id): items for user, team, items in groups},
        )

    def test_few_offers_say_so(self):
        self._offer(self.anna, [100] * 9)
        data = self._get(user_id=self.anna.id)
        self.assertIsNone(data["figures"]["threshold"])
        self.assertIn("Anna made 9, 10 are needed", data["sentence"])
        self.assertIn("Too few offers to compare", self._get()["sentence"])
        self._offer(self.anna, [100])
        data = self._get(user_id=self.anna.id)
        self.assertIn("others' offers are not enough to compare with", data["sentence"])

    def test_nothing_there(self):
        data = self._get()
        self.assertEqual((data["people"], data["classes"]), ([], []))
        self.assertIsNone(data["figures"]["average"])
        self.assertEqual(data["effort"]["rows"], [])
        self.assertIn("Anna made 0", self._get(user_id=self.anna.id)["sentence"])

    def test_gifts_and_returns_have_no_size(self):
        self._offer(self.anna, [0, -50, 10])
        self.assertEqual(self._get()["figures"]["count"], 1)

    def test_team_and_days(self):
        self._offer(self.anna, [1, 2])
        self._offer(self.carl, [3])
        self._offer(self.anna, [4], "2017-08-15 22:30:00")
        self._offer(self.anna, [5], "2017-06-30 22:30:00")
        self.assertEqual(self._get()["figures"]["count"], 4)
        north = self._get(team_id=self.north.id)
        self.assertEqual(north["figures"]["total"], 8)
        for wrong, words in (
            ({"date_from": "soon"}, "The period needs two days"),
            ({"date_from": "2017-09-01"}, "begins after it ends"),
        ):
            with self._assert_refused(words):
                self._get(**wrong)

    def test_archived_people_are_shown(self):
        self._offer(self.boris, [10])
        self.boris.active = False
        self.assertEqual(self._get()["people"][0]["name"], "Boris")

    def test_queries_do_not_grow(self):
        def ask():
            for user in (self.max, self.lena):
                self._get(user)

        people = self.anna | self.boris | self.carl
        for index in range(3):
            people |= self._create_user(f"more{index}", "group_sales_efficiency_user")
        self.north.member_ids |= people[3:]
        for user in people[:3]:
            self._offer(user, [10] * 11)
        ask()
        few = self._count_queries(ask)
        for user in people:
            self._offer(user, range(10, 400, 20))
        self.assertLessEqual(self._count_queries(ask), few)
