from odoo.exceptions import AccessError

from .common import LetterCommon


class TestClientLetters(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"is_company": True, "email": "office@client.example"})
        cls.person = cls.env["res.partner"].create(
            {"name": "Paul", "parent_id": cls.client.id, "email": "paul@client.example"}
        )
        subscriber = cls.env["mailing.contact"].create(
            {"name": "P.", "email": "Paul@client.example"}
        )
        cls.lead.partner_id = cls.person
        cls.to_lead = cls.trace
        cls.to_person = cls._create_trace(cls.person)
        cls.to_address = cls._create_trace(subscriber)
        cls.stranger = cls._create_lead("Stranger", user_id=cls.boris.id)
        cls.to_stranger = cls._create_trace(cls.stranger)

    def test_all_letters_to_all_contacts(self):
        letters = self.env["mailing.trace"]._get_client_letters(self.client)
        self.assertEqual(letters, self.to_address | self.to_person | self.to_lead)
        self.assertEqual(
            self.env["mailing.trace"]._get_client_letters(self.person), letters
        )
        self.assertFalse(self.env["mailing.trace"]._get_client_letters(self.prospect))
        self.assertFalse(
            self.env["mailing.trace"]._get_client_letters(self.client.browse())
        )

    def test_only_those_that_were_opened(self):
        self.to_person.set_opened()
        letters = self.env["mailing.trace"]._get_client_letters(
            self.client, opened=True
        )
        self.assertEqual(letters, self.to_person)

    def test_whose_letter_it_is(self):
        letters = self.to_address | self.to_person | self.to_lead
        self.assertEqual(letters.client_id, self.person)
        self.assertFalse(self.to_stranger.client_id)
        traces = self.env["mailing.trace"]
        own = [("mass_mailing_id", "=", self.mailing.id)]
        self.assertEqual(
            traces.search([*own, ("client_id", "=", self.person.id)], order="id desc"),
            letters,
        )
        self.assertEqual(
            traces.search([*own, ("client_id.name", "=", "Paul")], order="id desc"),
            letters,
        )
        self.assertEqual(
            traces.search([*own, ("client_id", "=", False)]), self.to_stranger
        )

    def test_salespeople_see_letters_to_clients_and_own_deals(self):
        letters = self.to_address | self.to_person | self.to_lead | self.to_stranger
        seen = letters.with_user(self.anna)._filtered_access("read")
        self.assertEqual(seen, letters - self.to_stranger)
        self.assertEqual(letters.with_user(self.max)._filtered_access("read"), letters)
        self.assertEqual(letters.with_user(self.ada)._filtered_access("read"), letters)
        with self.assertRaises(AccessError):
            self.to_lead.with_user(self.anna).write({"open_count": 9})

    def test_leaders_see_those_of_their_team(self):
        letters = self.to_lead | self.to_stranger
        seen = letters.with_user(self.lena)._filtered_access("read")
        self.assertEqual(seen, letters)
        self.stranger.user_id = self.carl
        self.env.invalidate_all()
        seen = letters.with_user(self.lena)._filtered_access("read")
        self.assertEqual(seen, self.to_lead)

    def test_events_are_seen_as_their_letters(self):
        letters = self.to_address | self.to_lead | self.to_stranger
        letters.set_opened()
        events = letters.event_ids
        seen = events.with_user(self.anna)._filtered_access("read")
        self.assertEqual(
            seen.trace_id.sorted("id"), (self.to_lead | self.to_address).sorted("id")
        )
