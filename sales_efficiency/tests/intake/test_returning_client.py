from .common import IntakeCommon


class TestReturningClient(IntakeCommon):
    """Who was there before goes to who knows him; what is alike is named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "old@client.com", "phone": "+32 2 290 34 90"})

    def test_the_own_salesperson(self):
        self.client.user_id = self.boris
        lead = self._open(email="OLD@client.com", message="Again")
        self.assertEqual(lead.partner_id, self.client)
        self.assertEqual(lead.user_id, self.boris)
        self.assertEqual(lead.team_id, self.north)
        self.assertIn(
            "goes to Boris, who looks after Old Client", self._get_notes(lead)
        )

    def test_by_phone(self):
        self.client.user_id = self.boris
        lead = self._open(name="Somebody", phone="02 290 34 90", country="BE")
        self.assertEqual(lead.partner_id, self.client)
        self.assertEqual(lead.user_id, self.boris)

    def test_a_phone_of_several_clients_is_nobodys(self):
        self.prospect.phone = self.client.phone
        lead = self._open(name="Somebody", phone="+3222903490")
        self.assertFalse(lead.partner_id)

    def test_the_companys_salesperson(self):
        company = self.env["res.partner"].create(
            {"name": "Group", "is_company": True, "user_id": self.carl.id}
        )
        self.client.parent_id = company
        lead = self._open(email="old@client.com")
        self.assertEqual(lead.user_id, self.carl)
        self.assertEqual(lead.sales_client_type, "company")

    def test_who_sold_last(self):
        self._create_order(self.anna, 100, "2017-05-02")
        self._create_order(self.boris, 100, "2017-06-02")
        self._create_order(self.anna, 100, "2017-04-02")
        self.assertEqual(self._open(email="old@client.com").user_id, self.boris)

    def test_who_has_the_open_deal(self):
        self.env["crm.lead"].create(
            {"name": "Deal", "partner_id": self.client.id, "user_id": self.carl.id}
        )
        lead = self._open(email="old@client.com")
        self.assertEqual(lead.user_id, self.carl)
        self.assertEqual(lead.team_id, self.south)

    def test_who_left_does_not_get_it(self):
        self.client.user_id = self.boris
        self._create_order(self.anna, 100, "2017-05-02")
        self.boris.active = False
        self.assertEqual(self._open(email="old@client.com").user_id, self.anna)

    def test_new_clients_go_to_the_leader_of_the_team(self):
        self.door.team_id = self.north
        lead = self._open(email="new@client.com")
        self.assertEqual(lead.user_id, self.lena)
        self.assertFalse(self._open(name="x", door=self._create_door("Other")).user_id)

    def test_outsiders_do_not_change_a_client(self):
        """A lead keeps what was written; the client stays as he is until somebody says so."""
        lead = self._open(
            email="old@client.com", phone="+32 2 555 55 55", name="Impostor"
        )
        self.assertEqual(lead.phone, "+32 2 555 55 55")
        self.assertEqual(self.client.phone, "+32 2 290 34 90")
        self.prospect.email = "prospect@client.com"
        self._open(email="prospect@client.com", phone="+32 2 555 55 55")
        self.assertFalse(self.prospect.phone)
        self.assertEqual(self.client.name, "Old Client")
        lead.with_user(self.max).phone = "+32 2 555 55 56"
        self.assertEqual(self.client.phone, "+32 2 555 55 56", "crm's own way goes on")

    def test_another_companys_client_is_not_found(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.client.company_id = other
        self.assertFalse(self._open(email="old@client.com").partner_id)

    def test_colleagues_are_no_clients(self):
        self.anna.email = "anna@efficient.com"
        self.assertFalse(self._open(email="anna@efficient.com").partner_id)

    def test_what_is_alike_is_named(self):
        first = self._open(email="new@client.com")
        self.assertNotIn("duplicates", self._get_notes(first))
        second = self._open(email="new@client.com")
        self.assertIn("Possible duplicates (1)", self._get_notes(second))
        self.assertIn(f'data-oe-id="{first.id}"', self._get_notes(second))
        first.action_set_lost()
        third = self._open(email="new@client.com")
        self.assertIn("Possible duplicates (1)", self._get_notes(third))
        self.assertNotIn("duplicates", self._get_notes(self._open(name="Nobody")))

    def test_merge_when_the_door_says_so(self):
        self.door.duplicates = "merge"
        deal = self.env["crm.lead"].create(
            {
                "name": "Boat",
                "type": "opportunity",
                "partner_id": self.client.id,
                "user_id": self.carl.id,
                "description": "Wants a boat",
            }
        )
        count = self.env["crm.lead"].search_count([])
        request = self._take({"email": "old@client.com", "message": "And a sail"})
        self.assertEqual(request.state, "done")
        self.assertEqual(request.lead_id, deal)
        self.assertEqual(self.env["crm.lead"].search_count([]), count)
        self.assertEqual(deal.user_id, self.carl)
        self.assertEqual(deal.name, "Boat")
        self.assertIn("Wants a boat", deal.description)
        self.assertIn("And a sail", deal.description)
        told = deal.message_ids.filtered(
            lambda message: self.carl.partner_id in message.notified_partner_ids
        ) or self.env["mail.message"].search(
            [("model", "=", "crm.lead"), ("res_id", "=", deal.id)]
        ).filtered(lambda message: "wrote again" in (message.body or ""))
        self.assertTrue(told)
        new = self._take({"email": "new@client.com"}, {"email": "new@client.com"})
        self.assertEqual(len(new.lead_id), 1, "of one list as well")
        self.assertEqual(new.mapped("state"), ["done", "done"])

    def test_won_deals_are_not_merged_into(self):
        self.door.duplicates = "merge"
        deal = self.env["crm.lead"].create(
            {"name": "Boat", "partner_id": self.client.id, "user_id": self.carl.id}
        )
        deal.action_set_won()
        self.assertNotEqual(self._open(email="old@client.com"), deal)

    def test_requests_follow_leads_merged_by_hand(self):
        requests = self._take({"email": "a@x.com"}, {"email": "a@x.com"})
        self.assertEqual(len(requests.lead_id), 2)
        merged = requests.lead_id.merge_opportunity()
        self.assertEqual(requests.lead_id, merged)
        self.assertEqual(merged.sales_door_id, self.door)

    def test_owners_of_many_at_once(self):
        """One look-up for all leads of a call."""
        self._create_order(self.anna, 100, "2017-05-02")
        leads = self.env["crm.lead"].create(
            [{"name": "x", "partner_id": self.client.id, "user_id": False}] * 20
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            owners = leads._get_client_owners()
        self.assertEqual(set(owners.values()), {self.anna})
        self.assertEqual(leads[0]._get_client_owner(), self.anna)
