from odoo.addons.sales_efficiency.tools.lead_form import FieldRefused

from .common import IntakeCommon


class TestLeadValues(IntakeCommon):
    """What a lead is made of that another system sent."""

    def _assert_field_refused(self, reason, field, **sent):
        with self.assertRaises(FieldRefused) as caught:
            self._take(sent)
        refused = caught.exception
        self.assertEqual((refused.reason, refused.name), (reason, field))
        message = self.door._explain_refusal(refused)["message"]
        self.assertNotIn("%(", message)
        return message

    def test_known_fields(self):
        belgium = self.env.ref("base.be")
        self.env["res.lang"]._activate_lang("fr_FR")
        category = self.env["product.category"].create({"name": "Boats"})
        tag = self.env["crm.tag"].create({"name": "Hot"})
        lead = self._open(
            **{
                "First name": "Ann",
                "Last name": "Lee",
                "E-mail": "Ann@Example.com",
                "Phone": "+32 2 290 34 90",
                "Company": "Lee & Sons",
                "Job title": "Captain",
                "Website": "lee.example.com",
                "Message": "Hello\nthere",
                "Street": "Quay 1",
                "Zip": "1000",
                "City": "Brussels",
                "Country": "belgium",
                "Language": "fr",
                "Product": "boats",
                "Employees": "12",
                "Priority": "hot",
                "Expected revenue": "1.200,50",
                "Tags": "hot",
                "Subject": "A boat",
                "utm_source": "Harbour News",
                "utm_campaign": "Spring",
            }
        )
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "A boat",
                    "contact_name": "Ann Lee",
                    "email_from": "Ann@Example.com",
                    "email_normalized": "ann@example.com",
                    "phone": "+32 2 290 34 90",
                    "partner_name": "Lee & Sons",
                    "function": "Captain",
                    "street": "Quay 1",
                    "zip": "1000",
                    "city": "Brussels",
                    "country_id": belgium.id,
                    "lang_id": self.env["res.lang"]._get_data(code="fr_FR").id,
                    "sales_product_categ_id": category.id,
                    "sales_company_size": "10",
                    "priority": "2",
                    "sales_client_type": "company",
                    "expected_revenue": 1200.5,
                    "user_id": False,
                }
            ],
        )
        self.assertEqual(lead.tag_ids, tag)
        self.assertEqual(lead.source_id.name, "Harbour News")
        self.assertEqual(lead.campaign_id.name, "Spring")
        self.assertIn("Hello<br>there", lead.description.replace("<br/>", "<br>"))
        again = self._open(name="Bob", utm_source="harbour news")
        self.assertEqual(again.source_id, lead.source_id)

    def test_nothing_is_lost(self):
        lead = self._open(
            email="a@x.com",
            Colour="red <b>& blue</b>",
            product="Moon",
            tags="Hot, Never heard",
            state="Nowhere",
            language="Klingon",
            company_size="some",
            client_type="dog",
            priority="urgent",
            rooms=["bath", "hall"],
            details={"floor": 2},
        )
        description = lead.description
        for line in (
            "Colour: red &lt;b&gt;&amp; blue&lt;/b&gt;",
            "product: Moon",
            "tags: Hot, Never heard",
            "state: Nowhere",
            "language: Klingon",
            "company_size: some",
            "client_type: dog",
            "priority: urgent",
            "rooms: bath, hall",
            "details: {",
        ):
            self.assertIn(line, description)

    def test_scripts_are_text(self):
        lead = self._open(
            name="<img src=x onerror=alert(1)>",
            message="<script>alert(1)</script>",
            **{"<script>": "</p><script>alert(2)</script>"},
        )
        self.assertNotIn("<script", lead.description)
        self.assertNotIn("<img", lead.description)
        self.assertIn("alert(2)", lead.description)

    def test_names_without_subject(self):
        lead = self._open(name="Ann", company="Lee")
        self.assertEqual(lead.name, "Lee, Spring Page")
        self.assertEqual(self._open(name="Ann").name, "Ann, Spring Page")
        self.assertEqual(self._open(phone="123").name, "123, Spring Page")

    def test_states(self):
        self.assertEqual(
            self._open(name="Ann", country="US", state="CA").state_id.name, "California"
        )
        lead = self._open(name="Ann", state="california")
        self.assertEqual(lead.country_id.code, "US")
        self.assertFalse(
            self._open(name="Ann", country="BE", state="California").state_id
        )

    def test_countries_in_any_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env.ref("base.be").with_context(lang="fr_FR").name = "Belgique"
        self.env.registry.clear_cache("stable")
        for text in ("BE", "be", "Belgium", "BELGIQUE"):
            self.assertEqual(self._open(name="A", country=text).country_id.code, "BE")
        self.assertEqual(self._open(name="A", country="UK").country_id.code, "GB")

    def test_no_country_is_kept_as_text(self):
        for text in ("Mars", "unknown", "Asia/Pacific Region", "ZZ"):
            lead = self._open(name="Ann", country=text)
            self.assertFalse(lead.country_id)
            self.assertIn(f"country: {text}", lead.description)
        self.assertEqual(
            self._open(name="Ann", country="Mars", state="California").state_id.name,
            "California",
        )

    def test_what_is_refused_says_what_to_do(self):
        message = self._assert_field_refused("nobody", "email", message="Call me")
        self.assertIn("phone number", message)
        for email in ("ann", "ann@", "a@x.com, b@x.com", "@x.com"):
            self._assert_field_refused("not_email", "email", email=email)
        self._assert_field_refused("too_long", "Phone", Phone="1" * 300)
        self._assert_field_refused("not_text", "name", name={"first": "Ann"})
        self._assert_field_refused(
            "not_amount", "expected_revenue", name="A", expected_revenue="much"
        )
        self.assertFalse(self.requests.search([("door_id", "=", self.door.id)]))

    def test_every_reason_has_a_sentence_that_can_be_filled_in(self):
        for reason in self.door._get_refusal_sentences():
            refused = FieldRefused("field", reason, limit=5)
            self.assertTrue(self.door._explain_refusal(refused)["message"])
            self.assertGreaterEqual(self.door._get_status(refused), 400)

    def test_leads_or_opportunities_as_crm_has_it(self):
        self.assertEqual(self._open(name="A").type, "opportunity")
        self.north.use_leads = True
        self.door.team_id = self.north
        self.assertEqual(self._open(name="A").type, "lead")
