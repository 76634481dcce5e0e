from .common import OfferCommon


class TestQuotation(OfferCommon):
    def test_each_gets_a_quotation_of_its_own(self):
        leads = self._create_people(3)
        offers = self._get_offers(self._offer(leads))
        self.assertEqual(len(offers.order_id), 3)
        order = offers[0].order_id
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.opportunity_id, leads[0])
        self.assertEqual(order.user_id, self.anna)
        self.assertEqual(order.team_id, self.north)
        self.assertEqual(order.campaign_id, self.chain.campaign_id)
        self.assertEqual(order.source_id, self.mailing.source_id)
        self.assertEqual(str(order.validity_date), "2017-08-24")
        self.assertEqual(order.order_line.product_uom_qty, 3)
        self.assertEqual(order.order_line.price_unit, 100)
        self.assertEqual(order.company_id, self.company)

    def test_who_has_no_client_gets_one_from_the_deal(self):
        lead = self._create_lead("Dora", phone="+32 2 555 55 55")
        [offer] = self._get_offers(self._offer(lead))
        self.assertEqual(lead.partner_id.name, "Dora")
        self.assertEqual(lead.partner_id.email, "dora@client.example")
        self.assertEqual(offer.order_id.partner_id, lead.partner_id)
        self.assertEqual(offer.participant_id.partner_id, lead.partner_id)

    def test_a_client_with_the_address_is_not_created_again(self):
        client = self.env["res.partner"].create(
            {"name": "Emil", "email": "Emil <emil@client.example>"}
        )
        lead = self._create_lead("Emil")
        self._offer(lead)
        self.assertEqual(lead.partner_id, client)

    def test_the_price_list_of_the_step_is_used(self):
        self.step.offer_pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Friends",
                "company_id": self.company.id,
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "applied_on": "3_global",
                            "compute_price": "percentage",
                            "percent_price": 20,
                        },
                    )
                ],
            }
        )
        [offer] = self._get_offers(self._offer(self._create_lead()))
        self.assertEqual(offer.order_id.amount_untaxed, 240)

    def test_who_has_an_offer_is_found(self):
        lead, other = self._create_people(2)
        self._offer(lead)
        mine = [("id", "in", (lead | other).ids)]
        leads = self.env["crm.lead"]
        self.assertEqual(leads.search([("chain_offer_url", "!=", False), *mine]), lead)
        self.assertEqual(leads.search([("chain_offer_url", "=", False), *mine]), other)

    def test_accepted_goes_on_at_once(self):
        participant = self._offer(self._create_lead())
        self.assertEqual(participant.step_id, self.branch)
        [offer] = self._get_offers(participant)
        self._go_to("2017-08-15 09:00:00")
        offer.order_id.action_confirm()
        self.assertEqual(str(offer.accepted_at), "2017-08-15 09:00:00")
        self._run()
        self.assertEqual(participant.step_id, self.thanks)

    def test_what_was_not_accepted_goes_the_other_way(self):
        participant = self._offer(self._create_lead())
        # Another order of the client is no acceptance.
        self._confirm(participant.partner_id)
        self._run("2017-08-15 09:00:00")
        self.assertEqual(participant.step_id, self.branch)
        self._run("2017-08-21 08:00:00")
        self.assertEqual(participant.step_id, self.pity)

    def test_whose_letter_cannot_be_written_has_no_quotation_left(self):
        lead = self._create_lead()
        self._put_in_force()
        participant = self._enter(lead)
        lead.email_from = "nowhere"
        before = self._count_rows("sale_order")
        self._run()
        self.assertEqual(participant.state, "held")
        self.assertEqual(self._count_rows("sale_order"), before)
        lead.email_from = "claire@client.example"
        self._run()
        self.assertEqual(len(self._get_offers(participant).order_id), 1)

    def test_a_letter_without_the_offer_is_held_and_says_so(self):
        self.mailing.body_html = "<p>We have something for you.</p>"
        participant = self._offer(self._create_lead())
        self.assertEqual(participant.state, "held")
        self.assertIn("object.chain_offer_button", self.step.problem)
        self.assertFalse(self._get_offers(participant))
        self.mailing.body_html = "<p><t t-out='object.chain_offer_url'/></p>"
        self._run()
        self.assertEqual(participant.step_id, self.branch)

    def test_a_step_without_an_offer_is_held_and_says_so(self):
        self.step.offer_template_id = False
        participant = self._offer(self._create_lead())
        self.assertEqual(participant.state, "held")
        self.assertIn("offers nothing", self.step.problem)

    def test_contacts_get_quotations_as_well(self):
        chain = self._create_chain(name="Clients", target="res.partner")
        step = self._add_step("offer", chain, offer_template_id=self.template.id)
        self._write_letter(
            step, body_html="<p><t t-out='object.chain_offer_button'/></p>"
        )
        client = self.env["res.partner"].create(
            {"name": "Frida", "email": "frida@client.example"}
        )
        self._put_in_force(chain)
        participant = self._enter(client, chain)
        self._run()
        [offer] = self._get_offers(participant)
        self.assertEqual(offer.order_id.partner_id, client)
        self.assertIn(offer.order_id.access_token, self._mails(client).body_html)

    def test_a_chunk_costs_little_more_than_its_quotations(self):
        def count(number):
            leads = self._create_people(number)
            self._enter(leads)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._run()
            return self.env.cr.sql_log_count - before

        # Clients are there already, as those of most chains are.
        self.env["res.partner"].create(
            [
                {"name": f"Person {n}", "email": f"person{n}@client.example"}
                for n in range(40)
            ]
        )
        self.chain.write({"reentry": "after", "reentry_days": 0})
        self._put_in_force()
        count(1)
        self.env["mailing.chain.participant"].search([])._leave("hand")
        few = count(5)
        self.env["mailing.chain.participant"].search([])._leave("hand")
        many = count(40)
        self.assertLess((many - few) / 35, 25)
