from collections import Counter
from datetime import timedelta

from odoo import fields

from .common import ChainRunCommon


class TestEnter(ChainRunCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._add_step("letter")
        cls._write_letter(cls.letter)

    def setUp(self):
        super().setUp()
        self._put_in_force()

    def test_two_deals_of_one_person_are_one_participant(self):
        first = self._create_lead("Claire")
        second = self._create_lead("Claire")
        admission = self.chain._admit(first | second)
        self.assertEqual(admission.participants.mapped("res_id"), first.ids)
        self.assertEqual(admission.refused, Counter(double=1))
        self.assertEqual(self.chain._admit(second).refused, Counter(inside=1))

    def test_who_is_refused_is_counted_by_reason(self):
        self.env["mail.blacklist"]._add("bruno@client.example")
        other = self.env["res.company"].create({"name": "Other"})
        records = (
            self._create_lead("Anne")
            | self._create_lead("Bruno")
            | self._create_lead("Cecile", email_from=False)
            | self._create_lead("Denis", email_from="nowhere")
            | self._create_lead(
                "Elise", company_id=other.id, team_id=False, user_id=False
            )
        )
        admission = self.chain._admit(records)
        self.assertEqual(admission.participants.mapped("name"), ["Anne"])
        self.assertEqual(
            admission.refused, Counter(blacklisted=1, address=2, company=1)
        )

    def test_once_means_once(self):
        lead = self._create_lead()
        self._enter(lead)._leave("hand")
        self.assertEqual(self.chain._admit(lead).refused, Counter(before=1))

    def test_again_after_the_pause(self):
        self.chain.write({"reentry": "after", "reentry_days": 30})
        lead = self._create_lead()
        self._enter(lead)._leave("hand")
        now = fields.Datetime.now()
        early = self.chain._admit(lead, now=now + timedelta(days=30, seconds=-1))
        self.assertEqual(early.refused, Counter(before=1))
        late = self.chain._admit(lead, now=now + timedelta(days=30))
        self.assertEqual(len(late.participants), 1)

    def test_a_deal_whose_address_changed_is_not_let_in_beside_itself(self):
        lead = self._create_lead()
        self._enter(lead)
        lead.email_from = "claire@new.example"
        self.assertEqual(self.chain._admit(lead).refused, Counter(inside=1))

    def test_participants_follow_their_deals(self):
        anne, bruno = self._create_lead("Anne"), self._create_lead("Bruno")
        first, second = self._enter(anne | bruno)
        anne.write({"user_id": self.boris.id, "email_from": "Anne@new.example"})
        self.assertEqual(first.user_id, self.boris)
        self.assertEqual(first.email_normalized, "anne@new.example")
        # One letter to an address is enough.
        bruno.email_from = "anne@new.example"
        self.assertEqual(second.email_normalized, "bruno@client.example")

    def test_nobody_enters_a_chain_that_is_not_in_force(self):
        draft = self._create_chain(name="Draft")
        with self._assert_refused("put it into force"):
            draft._enter(self._create_lead())

    def test_contacts_enter_a_chain_for_contacts(self):
        chain = self._create_chain(target="res.partner")
        self._write_letter(self._add_step("letter", chain=chain))
        self._put_in_force(chain)
        partner = self.env["res.partner"].create(
            {
                "name": "Paul",
                "email": "Paul <PAUL@client.example>",
                "user_id": self.anna.id,
                "country_id": self.env.ref("base.jp").id,
            }
        )
        participant = self._enter(partner, chain)
        self.assertEqual(participant.email_normalized, "paul@client.example")
        self.assertEqual(participant.partner_id, partner)
        self.assertEqual(participant.tz, "Asia/Tokyo")
        self._run()
        self.assertEqual(
            self._mails(partner).mailing_id, chain.version_id.step_ids.mailing_ids
        )

    def test_a_thousand_come_in_with_few_queries(self):
        leads = self._create_people(200)
        self.env.flush_all()
        with self.assertQueryCount(20):
            participants = self._enter(leads)
        self.assertEqual(len(participants), 200)


class TestEnterByHand(ChainRunCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._write_letter(cls._add_step("letter"))

    def setUp(self):
        super().setUp()
        self._put_in_force()

    def _open(self, records):
        return (
            self.env["mailing.chain.enter"]
            .with_user(self.ada)
            .with_context(active_model=records._name, active_ids=records.ids)
            .create({"chain_id": self.chain.id})
        )

    def test_chosen_leads_enter_and_the_others_are_told(self):
        leads = self._create_lead("Anne") | self._create_lead("Bruno")
        self._enter(leads[0])
        wizard = self._open(leads)
        wizard.action_enter()
        self.assertEqual((wizard.entered_count, wizard.inside_count), (1, 1))

    def test_addresses_are_matched_and_the_unknown_ones_added(self):
        known = self._create_lead("Anne")
        wizard = self._open(self.env["crm.lead"])
        wizard.addresses = "anne@client.example\nZoe Roy <zoe@client.example>; rubbish"
        wizard.action_enter()
        self.assertEqual(wizard.entered_count, 2)
        made = self.env["crm.lead"].search([("email_from", "=", "zoe@client.example")])
        self.assertEqual(made.contact_name, "Zoe Roy")
        self.assertEqual(
            set(self.chain.participant_ids.mapped("res_id")), {known.id, made.id}
        )

    def test_unknown_addresses_are_only_counted_if_that_is_wished(self):
        wizard = self._open(self.env["crm.lead"])
        wizard.write({"addresses": "zoe@client.example", "makes_records": False})
        wizard.action_enter()
        self.assertEqual((wizard.entered_count, wizard.unknown_count), (0, 1))
