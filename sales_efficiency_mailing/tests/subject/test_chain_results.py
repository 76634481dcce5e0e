from datetime import timedelta

from odoo.tests import tagged

from .common import MONDAY
from .test_chain_report import ChainReportCommon


@tagged("post_install", "-at_install")
class TestChainResults(ChainReportCommon):
    """Deals and orders: by the letter's source, the chain's campaign, the last letter."""

    NAMES = ("deals", "won", "revenue")

    def _win(self, lead, moment):
        lead.action_set_won()
        lead.date_closed = moment

    def test_deals_and_orders_of_a_source(self):
        one, _two = self.letters[self.first]
        lead = self._create_lead("Emma", source_id=one.source_id.id)
        self._create_lead("Lost", source_id=one.source_id.id).action_set_lost()
        self._win(lead, MONDAY)
        self._create_lead(
            "Other", source_id=self.env["utm.source"].create({"name": "Fair"}).id
        )
        self._create_order(self.anna, 500, "2017-08-20", source_id=one.source_id.id)
        self._create_order(self.anna, 70, "2017-08-21", source_id=one.source_id.id)
        order = self._create_order(
            self.anna, 9, "2017-08-21", source_id=one.source_id.id
        )
        order._action_cancel()
        self.assertEqual(self._sums(self.NAMES)[self.first], (2, 1, 570))
        rows = self.report.search([("mailing_id", "=", one.id)])
        self.assertEqual(sum(rows.mapped("revenue")), 570)
        # The same Odoo says of the mailing.
        self.assertEqual(one.crm_lead_count, 2)

    def test_amounts_are_in_company_currency(self):
        one, _two = self.letters[self.first]
        order = self._create_order(
            self.anna, 500, "2017-08-20", source_id=one.source_id.id
        )
        order.currency_rate = 1.25
        self.assertAlmostEqual(self._sums(self.NAMES)[self.first][2], 400)

    def test_what_only_the_campaign_tells_is_of_the_chain(self):
        self._create_lead("Emma", campaign_id=self.chain.campaign_id.id)
        self._create_order(
            self.anna, 80, "2017-08-20", campaign_id=self.chain.campaign_id.id
        )
        sums = self._sums(self.NAMES)
        self.assertEqual(sums[self.env["mailing.chain.step"]], (1, 0, 80))
        self.assertEqual(len(sums), 1)

    def test_a_letter_and_its_campaign_count_once(self):
        one, _two = self.letters[self.first]
        self._create_lead(
            "Emma",
            source_id=one.source_id.id,
            campaign_id=self.chain.campaign_id.id,
        )
        self.assertEqual(self._sums(self.NAMES), {self.first: (1, 0, 0)})

    def test_a_won_deal_is_that_of_the_last_letter_before(self):
        lead = self._create_lead("Paul")
        participant = self._participate(lead)
        self._log(participant, self.first, self.letters[self.first][0])
        self._log(
            participant,
            self.second,
            self.letters[self.second][1],
            MONDAY + timedelta(days=5),
        )
        self.assertFalse(any(map(any, self._sums(self.NAMES).values())))
        self._win(lead, MONDAY + timedelta(days=3))
        self.assertEqual(self._sums(self.NAMES)[self.first], (1, 1, 0))
        lead.date_closed = MONDAY + timedelta(days=9)
        sums = self._sums(self.NAMES)
        self.assertEqual((sums[self.first], sums[self.second]), ((0, 0, 0), (1, 1, 0)))

    def test_what_was_won_before_is_not_the_chains(self):
        lead = self._create_lead("Paul")
        self._log(self._participate(lead), self.first, self.letters[self.first][0])
        self._win(lead, MONDAY - timedelta(days=1))
        self.assertEqual(self._sums(self.NAMES)[self.first], (0, 0, 0))

    def test_a_clients_deal_counts_for_the_client(self):
        """A chain of contacts: whichever deal of the contact is won."""
        lead = self._create_lead("Paul", partner_id=self.client.id)
        participant = self._participate(self.client)
        self._log(participant, self.first, self.letters[self.first][0])
        self._win(lead, MONDAY + timedelta(days=3))
        self.assertEqual(self._sums(self.NAMES)[self.first], (1, 1, 0))

    def test_a_won_deal_a_link_led_to_counts_once(self):
        one = self.letters[self.first][0]
        lead = self._create_lead("Paul", source_id=one.source_id.id)
        self._log(self._participate(lead), self.second, self.letters[self.second][0])
        self._win(lead, MONDAY + timedelta(days=3))
        sums = self._sums(self.NAMES)
        self.assertEqual((sums[self.first], sums[self.second]), ((1, 1, 0), (0, 0, 0)))

    def test_orders_of_another_company_are_not_counted(self):
        one = self.letters[self.first][0]
        order = self._create_order(
            self.anna, 500, "2017-08-20", source_id=one.source_id.id
        )
        other = self.env["res.company"].create({"name": "Other"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET company_id = %s WHERE id = %s", [other.id, order.id]
        )
        self.assertNotIn(self.first, self._sums(self.NAMES))
