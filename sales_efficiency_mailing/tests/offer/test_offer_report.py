from .common import OfferCommon


class TestOfferReport(OfferCommon):
    def test_what_became_of_offers(self):
        offers = self._get_offers(self._offer(self._create_people(4)))
        sent, seen, accepted, cancelled = offers
        (seen | accepted)._note_seen((seen | accepted).order_id)
        (accepted | cancelled).order_id.action_confirm()
        cancelled.order_id._action_cancel()
        rows = self._get_report(offers)
        self.assertEqual(rows.mapped("state"), ["sent", "seen", "accepted", "sent"])
        self.assertEqual(rows.mapped("revenue"), [0, 0, 300, 0])
        self._go_to("2017-08-25 08:00:00")
        self.env.invalidate_all()
        rows = self._get_report(offers)
        self.assertEqual(
            rows.mapped("state"), ["expired", "expired", "accepted", "expired"]
        )
        self.assertEqual(sum(rows.mapped("seen_count")), 2)
        self.assertEqual(self.step.offer_count, 4)

    def test_revenue_is_in_the_currency_of_the_company(self):
        dollars = self.env.ref("base.USD")
        dollars.active = True
        self.product.company_id = self.company
        self.env["res.currency.rate"].create(
            {
                "currency_id": dollars.id,
                "company_id": self.company.id,
                "name": "2017-08-01",
                "rate": 2,
            }
        )
        self.step.offer_pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Dollars",
                "currency_id": dollars.id,
                "company_id": self.company.id,
            }
        )
        offers = self._get_offers(self._offer(self._create_lead()))
        offers.order_id.action_confirm()
        self.assertEqual(offers.order_id.amount_untaxed, 600)
        self.assertEqual(self._get_report(offers).revenue, 300)

    def test_who_sees_offers(self):
        offers = self._get_offers(self._offer(self._create_people(1)))
        boris = self._create_people(1, user_id=self.boris.id, email_from="b@x.example")
        offers |= self._get_offers(self._offer(boris))
        self.assertEqual(len(offers), 2)
        for user, count in (
            (self.anna, 1),
            (self.boris, 1),
            (self.carl, 0),
            (self.lena, 2),
            (self.max, 2),
        ):
            for model in ("mailing.offer", "mailing.offer.report"):
                self.assertEqual(
                    self.env[model].with_user(user).search_count([]), count, user.name
                )

    def test_two_companies(self):
        self._offer(self._create_lead())
        other = self.env["res.company"].create({"name": "Other"})
        self.max.company_ids |= other
        reports = self.env["mailing.offer.report"].with_user(self.max)
        self.assertEqual(reports.search_count([]), 1)
        reports = reports.with_context(allowed_company_ids=other.ids)
        self.assertEqual(reports.search_count([]), 0)

    def test_the_link_is_not_shown_to_who_may_not_see_the_quotation(self):
        lead = self._create_lead(user_id=False)
        self._offer(lead)
        self.assertTrue(lead.sudo().chain_offer_url)
        writer = self._create_user("wanda", "group_sales_efficiency_user")
        writer.group_ids = self.env.ref("mass_mailing.group_mass_mailing_user") | (
            self.env.ref("sales_team.group_sale_salesman")
        )
        lead.invalidate_recordset()
        shown = lead.with_user(writer)
        self.assertFalse(shown.chain_offer_url)
        self.assertFalse(shown.chain_offer_button)
