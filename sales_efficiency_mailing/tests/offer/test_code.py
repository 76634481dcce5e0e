from odoo import Command

from .common import OfferCommon


class TestCode(OfferCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.step.offer_template_id = False
        cls.program = cls._create_program("coupons", "with_code", False)
        cls.step.offer_program_id = cls.program
        cls.mailing.body_html = (
            "<p>Your code: <t t-out='object.chain_offer_code'/> until "
            "<t t-out='object.chain_offer_until'/></p>"
        )

    @classmethod
    def _create_program(cls, program_type, mode, code):
        return cls.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": program_type,
                "trigger": "with_code",
                "applies_on": "current",
                "company_id": cls.company.id,
                "rule_ids": [
                    Command.create({"mode": mode, "code": code})
                    if code
                    else Command.create({"mode": "auto"})
                ],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 10,
                            "discount_mode": "percent",
                            "required_points": 1,
                        }
                    )
                ],
            }
        )

    def _use(self, code, partner):
        """Let a client order with a code."""
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        status = order._try_apply_code(code)
        self.assertNotIn("error", status)
        [(coupon, rewards)] = status.items()
        order._apply_program_reward(rewards, coupon)
        order.action_confirm()
        return order

    def test_each_gets_a_code_of_its_own(self):
        leads = self._create_people(3)
        offers = self._get_offers(self._offer(leads))
        self.assertEqual(len(set(offers.mapped("code"))), 3)
        self.assertEqual(set(offers.card_id.mapped("points")), {1})
        for lead, offer in zip(leads, offers, strict=True):
            self.assertIn(offer.code, self._mails(lead).body_html)
            self.assertEqual(str(offer.card_id.expiration_date), "2017-08-24")

    def test_a_code_that_is_used_is_an_offer_accepted(self):
        partner = self.env["res.partner"].create({"name": "Gerd"})
        participants = self._offer(self._create_people(2))
        first, second = self._get_offers(participants)
        order = self._use(first.code, partner)
        self.assertEqual(order.amount_untaxed, 90)
        self.assertEqual(first.accepted_order_id, order)
        self.assertFalse(second.accepted_at)
        self._run()
        self.assertEqual(first.participant_id.step_id, self.thanks)
        self.assertEqual(second.participant_id.step_id, self.branch)

    def test_one_code_for_the_group(self):
        self.step.offer_program_id = self._create_program(
            "promo_code", "with_code", "SUMMER17"
        )
        leads = self._create_people(2)
        for lead in leads:
            lead._handle_partner_assignment()
        participants = self._offer(leads)
        first, second = self._get_offers(participants)
        self.assertEqual(set((first | second).mapped("code")), {"SUMMER17"})
        self.assertFalse((first | second).card_id)
        self._use("SUMMER17", leads[1].partner_id)
        self.assertFalse(first.accepted_at)
        self.assertTrue(second.accepted_at)

    def test_a_price_list_for_a_segment(self):
        prices = self.env["product.pricelist"].create(
            {"name": "Segment", "company_id": self.company.id}
        )
        self.step.write({"offer_program_id": False, "offer_pricelist_id": prices.id})
        leads = self._create_people(2)
        for lead in leads:
            lead._handle_partner_assignment()
        first, second = self._get_offers(self._offer(leads))
        self._confirm(leads[0].partner_id)
        self._confirm(leads[1].partner_id, pricelist_id=prices.id)
        self.assertFalse(first.accepted_at)
        self.assertTrue(second.accepted_at)

    def test_an_archived_program_is_held_and_says_so(self):
        self.program.active = False
        participant = self._offer(self._create_lead())
        self.assertEqual(participant.state, "held")
        self.assertIn("archived", self.step.problem)
