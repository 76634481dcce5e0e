import random
from collections import Counter
from datetime import timedelta
from itertools import permutations

from odoo import Command
from odoo.tests import tagged

from odoo.addons.sales_efficiency.tools.cross_sell import LEAST_PAIRS, Pair

from .common import NOON, DealSizeCommon


@tagged("post_install", "-at_install")
class TestCrossSell(DealSizeCommon):
    def setUp(self):
        super().setUp()
        self.pairs = self.env["sales.cross.sell"]
        self.goods = self.beans | self.ground | self.espresso | self.contract

    def _sell(self, lines, count=1, client=None, day="2017-08-01", **values):
        rows = [(self.anna, day, lines)] * count
        client = client or self.client
        return self._create_offers(rows, partner_id=client.id, **values)

    def _find(self, level="product", basis="order", **context):
        pairs = self.pairs.with_context(**context)
        # In one transaction only tests ask for different days.
        self.env.invalidate_all()
        return pairs.search([("level", "=", level), ("basis", "=", basis)])

    def _get(self, first, second, basis="order", **context):
        level = "product" if first._name == "product.product" else "categ"
        field = f"{level}_id"
        return self._find(level, basis, **context).filtered(
            lambda pair: pair[field] == first and pair[f"other_{field}"] == second
        )

    def test_counts_against_plain_ones(self):
        """Sell by chance, and count the same in Python."""
        dice = random.Random(1940)
        clients = self.env["res.partner"].create(
            [{"name": f"Client {index}"} for index in range(8)]
        )
        baskets = {"order": [], "client": {}}
        for _index in range(60):
            goods = dice.sample(list(self.goods), dice.randint(1, 3))
            client = dice.choice(clients)
            day = NOON.date() - timedelta(days=dice.randint(0, 360))
            self._sell(goods, client=client, day=str(day))
            baskets["order"].append(set(goods))
            baskets["client"].setdefault(client, set()).update(goods)
        baskets["client"] = list(baskets["client"].values())
        for basis, found in baskets.items():
            for level, field in (("product", "id"), ("categ", "categ_id")):
                counted = [
                    {getattr(good[field], "id", good[field]) for good in basket}
                    for basket in found
                ]
                self._compare(level, basis, counted)

    def _compare(self, level, basis, baskets):
        ones = Counter(item for basket in baskets for item in basket)
        both = Counter(pair for basket in baskets for pair in permutations(basket, 2))
        expected = {
            pair: Pair(len(baskets), ones[pair[0]], ones[pair[1]], count)
            for pair, count in both.items()
            if count >= LEAST_PAIRS
        }
        rows = self._find(level, basis)
        self.assertEqual(len(rows), len(expected), (level, basis))
        for row in rows:
            key = row[f"{level}_id"].id, row[f"other_{level}_id"].id
            pair = expected[key]
            counts = row.total_count, row.first_count, row.second_count, row.both_count
            self.assertEqual(counts, tuple(pair))
            self.assertAlmostEqual(row.support, 100 * pair.support)
            self.assertAlmostEqual(row.confidence, 100 * pair.confidence)
            self.assertAlmostEqual(row.lift, pair.lift)
            self.assertAlmostEqual(row.lift_bound, pair.lift_bound)
        bounds = rows.mapped("lift_bound")
        self.assertEqual(bounds, sorted(bounds, reverse=True))

    def test_lucky_orders_do_not_lead(self):
        rare = self.env["product.product"].create({"name": "Rare"})
        self._sell([self.beans, rare], 2)
        self.assertFalse(self._find())
        self._sell([self.espresso, self.contract], 30)
        self._sell([self.beans, self.contract], 3)
        self._sell([self.ground], 60)
        first = self._find()[:2]
        self.assertEqual(first.product_id, self.espresso | self.contract)

    def test_what_is_not_counted(self):
        self._sell([self.beans, self.espresso], 3)
        counts = (3, 3, 3, 3)

        def get():
            row = self._get(self.beans, self.espresso)
            return row.total_count, row.first_count, row.second_count, row.both_count

        self.assertEqual(get(), counts)
        self._sell([self.beans, self.espresso], 3, state="sent")
        cancelled = self._sell([self.beans, self.espresso], 3)
        cancelled.with_context(disable_cancel_warning=True)._action_cancel()
        self._sell([{"display_type": "line_note", "name": "Note"}])
        self._sell([self._prepare_line(self.beans, quantity=0, is_downpayment=True)])
        returned = self._prepare_line(self.espresso, quantity=-1)
        self._sell([self.beans, self.espresso, returned])
        self._sell([self.beans, self.espresso], 3, day="2015-08-01")
        # One order more has beans alone.
        self.assertEqual(get(), (4, 4, 3, 3))
        row = self._get(self.beans, self.espresso, sales_cross_sell_days=1000)
        self.assertEqual(row.both_count, 6)
        row = self._get(self.beans, self.espresso, sales_cross_sell_days="all")
        self.assertEqual(row.both_count, 3)

    def test_one_client_buys_in_several_orders(self):
        clients = self.env["res.partner"].create(
            [{"name": f"Client {index}", "is_company": True} for index in range(3)]
        )
        for client in clients:
            contact = self.env["res.partner"].create(
                {"name": "Somebody", "parent_id": client.id}
            )
            self._sell([self.beans], client=client)
            self._sell([self.espresso], client=contact)
        self.assertFalse(self._get(self.beans, self.espresso))
        self.assertEqual(self._get(self.beans, self.espresso, "client").both_count, 3)
        self.assertEqual(self._get(self.coffee, self.machines, "client").both_count, 3)
        # Taken back by another order: it was not bought.
        self._sell([self._prepare_line(self.beans, quantity=-1)], client=clients[0])
        self.env.invalidate_all()
        self.assertFalse(self._get(self.beans, self.espresso, "client"))

    def test_sizes_of_one_thing_are_no_pair(self):
        sizes = self.env["product.attribute"].create(
            {
                "name": "Size",
                "create_variant": "always",
                "value_ids": [Command.create({"name": name}) for name in "SL"],
            }
        )
        shirt = self.env["product.template"].create(
            {
                "name": "Shirt",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": sizes.id,
                            "value_ids": [Command.set(sizes.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        small, large = shirt.product_variant_ids
        self._sell([small, large, self.espresso], 3)
        self.assertFalse(self._get(small, large))
        self.assertTrue(self._get(small, self.espresso))

    def test_two_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._sell([self.beans, self.espresso], 3)
        strange = self._sell([self.beans, self.espresso], 4)
        self.env.cr.execute("UPDATE sale_order SET pricelist_id = NULL")
        self.env.invalidate_all()
        strange.write({"company_id": other.id, "team_id": False})
        companies = (self.company | other).ids
        rows = self._get(
            self.beans, self.espresso, allowed_company_ids=companies
        ).sorted("both_count")
        self.assertEqual(rows.mapped("both_count"), [3, 4])
        self.assertEqual(rows.company_id.ids, companies)
        self.assertEqual(len(set(rows.ids)), 2)
        self.assertEqual(self._get(self.beans, self.espresso).both_count, 3)

    # ------------------------------------------------------------
    # CLIENTS TO CALL
    # ------------------------------------------------------------

    def test_clients_are_those_of_the_company_of_the_pair(self):
        other = self.env["res.company"].create({"name": "Other"})
        here, there = self.env["res.partner"].create([{"name": "A"}, {"name": "B"}])
        self._sell([self.beans, self.espresso], 3)
        self._sell([self.beans], client=here)
        strange = self._sell([self.beans, self.espresso], 3)
        strange += self._sell([self.beans], client=there)
        # What a client has from the other company does not count.
        strange += self._sell([self.espresso], client=here)
        self.env.cr.execute("UPDATE sale_order SET pricelist_id = NULL")
        self.env.invalidate_all()
        strange.write({"company_id": other.id, "team_id": False})
        companies = (self.company | other).ids
        for company, client in ((self.company, here), (other, there)):
            pair = self._get(
                self.beans, self.espresso, allowed_company_ids=companies
            ).filtered(lambda pair, company=company: pair.company_id == company)
            action = pair.action_open_clients()
            self.assertEqual(action["domain"], [("id", "in", client.ids)])

    def test_who_has_the_one_and_never_had_the_other(self):
        clients = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in "ABCD"]
        )
        contact = self.env["res.partner"].create(
            {"name": "Of C", "parent_id": clients[2].id}
        )
        self._sell([self.beans, self.espresso], 3)
        self._sell([self.beans], client=clients[0])
        self._sell([self.beans, self.beans], client=clients[1])
        # Had it once, long ago, through somebody else in the house.
        self._sell([self.beans], client=clients[2])
        self._sell([self.espresso], client=contact, day="2014-01-01")
        self._sell([self.beans], client=clients[3], day="2015-01-01")
        for pair in (
            self._get(self.beans, self.espresso),
            self._get(self.coffee, self.machines),
        ):
            action = pair.action_open_clients()
            self.assertEqual(
                action["domain"], [("id", "in", [clients[1].id, clients[0].id])]
            )
            self.assertIn("not", action["name"])

    def test_salesperson_calls_the_own_clients(self):
        other = self.env["res.partner"].create({"name": "Of Boris"})
        self._sell([self.beans, self.espresso], 3)
        self._create_offers(
            [(self.boris, "2017-08-01", [self.beans])], partner_id=other.id
        )
        pair = self._get(self.beans, self.espresso)
        for user, clients in ((self.anna, []), (self.boris, other.ids)):
            action = pair.with_user(user).action_open_clients()
            self.assertEqual(action["domain"], [("id", "in", clients)])
        third = self.env["res.partner"].create({"name": "Of Anna"})
        self._sell([self.beans], client=third)
        # What boris sold does count as had.
        self._create_offers(
            [(self.boris, "2017-08-02", [self.espresso])], partner_id=third.id
        )
        action = pair.with_user(self.anna).action_open_clients()
        self.assertEqual(action["domain"], [("id", "in", [])])

    def test_pair_of_what_is_gone(self):
        self._sell([self.beans, self.espresso], 3)
        pair = self._get(self.beans, self.espresso)
        gone = self.pairs.browse(pair.id + 5_000_000)
        with self._assert_refused("reload the list"):
            gone.action_open_clients()
