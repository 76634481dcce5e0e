from .common import ChainRunCommon


class TestDoor(ChainRunCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._write_letter(cls._add_step("letter"))
        cls.stage_new, cls.stage_offer = cls.env["crm.stage"].create(
            [{"name": "Fresh", "sequence": 1}, {"name": "Offer", "sequence": 2}]
        )
        cls.stage_won = cls.env["crm.stage"].create(
            {"name": "Sold", "sequence": 9, "is_won": True}
        )

    def setUp(self):
        super().setUp()
        self._put_in_force()

    def _add_entry(self, kind, **values):
        return self.env["mailing.chain.entry"].create(
            {"chain_id": self.chain.id, "kind": kind, **values}
        )

    def _inside(self):
        return self.chain.participant_ids.mapped("name")

    def test_a_deal_that_comes_to_the_stage_comes_in(self):
        entry = self._add_entry("stage", stage_id=self.stage_offer.id)
        lead = self._create_lead(stage_id=self.stage_new.id)
        self.assertFalse(self._inside())
        lead.with_user(self.anna).stage_id = self.stage_offer
        self.assertEqual(self._inside(), ["Claire"])
        self.assertEqual(self.chain.participant_ids.entry_id, entry)

    def test_a_deal_made_in_the_stage_comes_in(self):
        self._add_entry("stage", stage_id=self.stage_offer.id)
        self._create_lead(stage_id=self.stage_offer.id)
        self.assertEqual(self._inside(), ["Claire"])

    def test_the_condition_of_a_door_holds_as_well(self):
        self._add_entry(
            "stage",
            stage_id=self.stage_offer.id,
            domain="[('expected_revenue', '>', 1000)]",
        )
        small = self._create_lead("Anne", stage_id=self.stage_new.id)
        large = self._create_lead(
            "Bruno", stage_id=self.stage_new.id, expected_revenue=5000
        )
        (small | large).stage_id = self.stage_offer
        self.assertEqual(self._inside(), ["Bruno"])

    def test_a_lead_of_the_source_comes_in_at_once(self):
        source = self.env["utm.source"].create({"name": "Fair"})
        self._add_entry("source", source_id=source.id)
        self._create_lead("Anne")
        self._create_lead("Bruno", source_id=source.id)
        self.assertEqual(self._inside(), ["Bruno"])

    def test_won_deals_come_in_and_stay_in(self):
        self._add_entry("won")
        lead = self._create_lead(stage_id=self.stage_new.id)
        lead.stage_id = self.stage_won
        self.assertEqual(self._inside(), ["Claire"])
        # The deal that brought somebody in is no reason to leave.
        self._run()
        self.assertEqual(self.chain.participant_ids.state, "done")

    def test_lost_deals_come_in_by_their_reason(self):
        price, other = self.env["crm.lost.reason"].create(
            [{"name": "Price"}, {"name": "Other"}]
        )
        self._add_entry("lost", lost_reason_id=price.id)
        anne, bruno = self._create_lead("Anne"), self._create_lead("Bruno")
        anne.action_set_lost(lost_reason_id=other.id)
        bruno.action_set_lost(lost_reason_id=price.id)
        self.assertEqual(self._inside(), ["Bruno"])

    def test_who_registers_comes_in(self):
        self.chain.target = "res.partner"
        event = self.env["event.event"].create(
            {
                "name": "Open day",
                "date_begin": "2017-09-01 08:00:00",
                "date_end": "2017-09-01 16:00:00",
            }
        )
        self._add_entry("event", event_id=event.id)
        self.env["event.registration"].create(
            {"event_id": event.id, "name": "Zoe", "email": "zoe@client.example"}
        )
        self.assertEqual(self._inside(), ["Zoe"])

    def test_the_sweep_lets_in_who_matches_and_only_once(self):
        self._add_entry("segment", domain="[('expected_revenue', '>', 1000)]")
        self._create_lead("Anne")
        self._create_lead("Bruno", expected_revenue=5000)
        self._create_lead("Carla", expected_revenue=5000, email_from=False)
        self.env.flush_all()
        entries = self.env["mailing.chain.entry"]
        with self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency_mailing.ir_cron_chain_sweep"
            ).method_direct_trigger()
        self.assertEqual(self._inside(), ["Bruno"])
        self.assertEqual(
            entries.search([("chain_id", "=", self.chain.id)])._get_waiting_ids(), []
        )

    def test_a_broken_door_says_so_and_keeps_nobody_from_selling(self):
        entry = self._add_entry("stage", stage_id=self.stage_offer.id)
        self._break(entry, domain="[('no_such_field', '=', 1)]")
        lead = self._create_lead(stage_id=self.stage_new.id)
        lead.stage_id = self.stage_offer
        self.assertEqual(lead.stage_id, self.stage_offer)
        self.assertIn("no_such_field", entry.problem)
        entry.domain = False
        lead.stage_id = self.stage_new
        lead.stage_id = self.stage_offer
        self.assertEqual(self._inside(), ["Claire"])
        self.assertFalse(entry.problem)

    def test_a_draft_chain_has_no_open_door(self):
        self._add_entry("won")
        self.assertIn("won", self.env["mailing.chain.entry"]._get_doors())
        self.chain.state = "draft"
        self.assertFalse(self.env["mailing.chain.entry"]._get_doors())

    def test_leads_cost_nothing_where_no_door_is_open(self):
        self.chain.state = "draft"
        lead = self._create_lead(stage_id=self.stage_new.id)
        self.env.flush_all()
        self.env["mailing.chain.entry"]._get_doors()
        self.env["mailing.chain"]._get_running_ids()
        with self.assertQueryCount(0):
            self.assertFalse(lead._tells_chains({"stage_id": self.stage_offer.id}))
