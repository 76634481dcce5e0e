from odoo.tests import tagged

from .common import DealSizeCommon


@tagged("post_install", "-at_install")
class TestBoughtWith(DealSizeCommon):
    def setUp(self):
        super().setUp()
        self._sell([self.espresso, self.contract], 9)
        self._sell([self.espresso, self.contract, self.beans], 6)
        self._sell([self.espresso], 5)
        self._sell([self.ground], 40)

    def _sell(self, lines, count=1):
        self._create_offers([(self.anna, "2017-08-01", lines)] * count)

    def _get(self, *products, user=None):
        pairs = self.env["sales.cross.sell"].with_user(user or self.boris)
        return pairs.get_companions([product.id for product in products])

    def test_the_surest_comes_first(self):
        hints = self._get(self.espresso)
        self.assertEqual([hint["name"] for hint in hints], ["Contract", "Beans"])
        self.assertEqual((hints[0]["both"], hints[0]["first"]), (15, 20))
        self.assertEqual(hints[0]["confidence"], 75)
        self.assertEqual(hints[0]["with_name"], "Espresso Machine")
        row = self.env["sales.cross.sell"].search(
            [
                ("level", "=", "product"),
                ("basis", "=", "order"),
                ("product_id", "=", self.espresso.id),
                ("other_product_id", "=", self.contract.id),
            ]
        )
        self.assertEqual(row.both_count, 15)
        self.assertAlmostEqual(row.confidence, 75)

    def test_what_is_there_is_not_offered(self):
        hints = self._get(self.espresso, self.contract)
        self.assertEqual([hint["name"] for hint in hints], ["Beans"])
        # Of the contract's orders more had beans.
        self.assertEqual(hints[0]["with_name"], "Contract")

    def test_what_everybody_buys_anyway_is_no_hint(self):
        self._sell([self.espresso, self.ground], 4)
        self.assertNotIn(
            "Ground Coffee", [one["name"] for one in self._get(self.espresso)]
        )

    def test_what_may_not_be_sold(self):
        self.contract.active = False
        self.beans.sale_ok = False
        self.assertEqual(self._get(self.espresso), [])

    def test_nothing_to_say(self):
        self.assertEqual(self._get(), [])
        self.assertEqual(self._get(self.product), [])
        pairs = self.env["sales.cross.sell"].with_user(self.boris)
        self.assertEqual(pairs.get_companions(["x"]), [])
        other = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(pairs.get_companions(self.espresso.ids, other.id), [])

    def test_one_statement_counts(self):
        self._get(self.espresso)
        few = self._count_queries(lambda: self._get(self.espresso))
        self._sell([self.espresso, self.contract, self.beans, self.ground], 10)
        many = self._count_queries(
            lambda: self._get(self.espresso, self.ground, self.product)
        )
        self.assertLessEqual(many, few + 1)
