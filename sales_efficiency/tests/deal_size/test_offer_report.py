import random
from math import ceil

from odoo import Command
from odoo.tests import tagged

from .common import DealSizeCommon


@tagged("post_install", "-at_install")
class TestOfferReport(DealSizeCommon):
    def setUp(self):
        super().setUp()
        self.report = self.env["sales.offer.report"]

    def _get_row(self, offer, **context):
        report = self.report.with_context(**context)
        # In one transaction only tests ask for different days.
        self.env.invalidate_all()
        return report.search([("order_id", "=", offer.id)])

    def test_what_a_row_tells(self):
        offer = self._create_offers(
            [(self.anna, "2017-08-01", [self.beans, self.espresso, self.espresso])]
        )
        row = self._get_row(offer)
        self.assertEqual(row.amount, 1820)
        self.assertEqual((row.line_count, row.product_count), (3, 2))
        self.assertEqual(row.product_categ_id, self.machines)
        self.assertEqual((row.state, row.won, row.win_rate), ("sale", 1, 100))
        self.assertEqual(row.user_id, self.anna)
        self.assertEqual(str(row.date), "2017-08-01")
        self.assertEqual(row.action_open_order()["res_id"], offer.id)

    def test_what_is_no_item(self):
        offer = self._create_offers(
            [
                (
                    self.anna,
                    "2017-08-01",
                    [
                        self.beans,
                        {"display_type": "line_section", "name": "Extra"},
                        self._prepare_line(self.ground, quantity=-1),
                        self._prepare_line(
                            self.espresso, quantity=0, is_downpayment=True
                        ),
                    ],
                )
            ]
        )
        row = self._get_row(offer)
        self.assertEqual((row.line_count, row.product_count), (1, 1))
        self.assertEqual(row.amount, 10)
        self.assertEqual(row.product_categ_id, self.coffee)

    def test_offer_without_lines(self):
        row = self._get_row(self._create_offers([(self.anna, "2017-08-01", [])]))
        self.assertEqual((row.amount, row.line_count), (0, 0))
        self.assertFalse(row.product_categ_id)

    def test_what_is_an_offer(self):
        sent = self._create_offers([(self.anna, "2017-08-01", [10])], state="sent")
        refused = self._create_offers([(self.anna, "2017-08-01", [10])], state="sent")
        refused.with_context(disable_cancel_warning=True)._action_cancel()
        draft = self._create_offers([(self.anna, "2017-08-01", [10])], state="sent")
        draft.state = "draft"
        rows = {offer: self._get_row(offer) for offer in sent | refused | draft}
        self.assertEqual((rows[sent].state, rows[sent].win_rate), ("sent", 0))
        self.assertEqual((rows[refused].state, rows[refused].won), ("cancel", 0))
        self.assertFalse(rows[draft])
        # Undecided ones are no part of the share that was won.
        won = self._create_offers([(self.anna, "2017-08-01", [10])])
        offers = sent | refused | won
        [(rate, count)] = self.report._read_group(
            [("order_id", "in", offers.ids)], [], ["win_rate:avg", "__count"]
        )
        self.assertEqual((rate, count), (50, 3))

    def test_amounts_are_those_of_facts(self):
        self._create_offers(
            [
                (self.anna, "2017-08-01", [10, 25]),
                (self.boris, "2017-07-31 22:30:00", [70]),
                (self.anna, "2017-08-20", [5]),
            ]
        )
        metric = self._metric("quotations_sent")
        facts = self.env["sales.fact"].search(
            [("metric_id", "=", metric.id), ("company_id", "=", self.company.id)]
        )
        told = {(one.res_id, one.date, one.amount) for one in facts}
        rows = self.report.search([("company_id", "=", self.company.id)])
        self.assertEqual(
            {(row.order_id.id, row.date, row.amount) for row in rows}, told
        )
        self.assertEqual(len(told), 3)

    def test_other_currency_counts_at_its_day(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            [
                {
                    "currency_id": dollar.id,
                    "company_id": self.company.id,
                    "name": day,
                    "rate": rate,
                }
                for day, rate in (("2017-01-01", 2), ("2017-08-10", 4))
            ]
        )
        prices = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": dollar.id, "company_id": self.company.id}
        )
        offers = self._create_offers(
            [(self.anna, day, [100]) for day in ("2017-08-01", "2017-08-12")],
            pricelist_id=prices.id,
        )
        amounts = [self._get_row(offer).amount for offer in offers]
        self.assertEqual(amounts, [50, 25])

    # ------------------------------------------------------------
    # THRESHOLDS
    # ------------------------------------------------------------

    def test_threshold_of_the_quarter_before(self):
        dice = random.Random(1940)
        spring = [dice.randint(1, 5000) for _index in range(23)]
        summer = [dice.randint(1, 9000) for _index in range(11)]
        self._create_offers([(self.anna, "2017-05-05", [sum_]) for sum_ in spring])
        offers = self._create_offers(
            [(self.anna, "2017-08-05", [sum_]) for sum_ in summer]
        )
        self._create_offers([(self.boris, "2017-05-05", [9e6])] * 12)
        threshold = sorted(spring)[ceil(0.9 * 23) - 1]
        rows = [self._get_row(offer) for offer in offers]
        self.assertEqual({row.threshold for row in rows}, {threshold})
        self.assertEqual(
            [row.above_threshold for row in rows],
            [int(sum_ > threshold) for sum_ in summer],
        )
        [(rate,)] = self.report._read_group(
            [("user_id", "=", self.anna.id), ("date", ">=", "2017-07-01")],
            [],
            ["above_rate:avg"],
        )
        share = sum(sum_ > threshold for sum_ in summer) / 11
        self.assertAlmostEqual(rate, 100 * share)

    def test_nine_offers_make_no_threshold(self):
        self._create_offers([(self.anna, "2017-05-05", [10])] * 9)
        # A gift is none either.
        self._create_offers([(self.anna, "2017-05-05", [0])] * 3)
        offer = self._create_offers([(self.anna, "2017-08-05", [20])])
        row = self._get_row(offer)
        self.assertFalse(row.threshold)
        [(rate,)] = self.report._read_group(
            [("order_id", "=", offer.id)], [], ["above_rate:avg"]
        )
        self.assertFalse(rate)
        self._create_offers([(self.anna, "2017-05-05", [10])])
        self.env.invalidate_all()
        self.assertEqual(self._get_row(offer).threshold, 10)

    def test_threshold_of_days_that_are_named(self):
        self._create_offers([(self.anna, "2017-08-02", [10])] * 10)
        self._create_offers([(self.anna, "2017-07-20", [99])] * 10)
        offer = self._create_offers([(self.anna, "2017-08-11", [20])])
        dates = ["2017-08-11", "2017-08-20"]
        row = self._get_row(offer, sales_offer_dates=dates)
        self.assertEqual((row.threshold, row.above_threshold), (10, 1))
        for nonsense in (["soon", "late"], 5, ["2017-08-20", "2017-08-11"], [None]):
            row = self._get_row(offer, sales_offer_dates=nonsense)
            self.assertEqual(row.threshold, 0, nonsense)

    def test_two_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._create_offers([(self.anna, "2017-05-05", [10])] * 10)
        offer = self._create_offers([(self.anna, "2017-08-05", [20])])
        self.anna.company_ids |= other
        strange = self.env["sale.order"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.anna.id,
                "company_id": other.id,
                "team_id": False,
                "order_line": [Command.create(self._prepare_line(self.product, 20))],
            }
        )
        strange.state = "sale"
        self._set_day(strange, "2017-08-05")
        self.assertEqual(self._get_row(offer).threshold, 10)
        companies = (self.company | other).ids
        row = self._get_row(strange, allowed_company_ids=companies)
        self.assertEqual(row.company_id, other)
        self.assertFalse(row.threshold)
