from datetime import datetime, timedelta

from odoo import fields

from ..chain.common import ChainRunCommon


class TestCare(ChainRunCommon):
    """Old Client ordered from anna six weeks ago and has a person called Paul."""

    ORDER = datetime(2017, 7, 3, 10)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["sales.reminder.rule"]
        cls.rules.search([]).active = False
        cls.rule = cls.rules.create(
            {
                "name": "Forgotten",
                "kind": "forgotten",
                "summary": "Call",
                "company_id": cls.company.id,
            }
        )
        cls.chain = cls._create_chain(name="Care", target="res.partner")
        cls._write_letter(cls._add_step("letter"))
        cls._create_order(cls.anna, 100, str(cls.ORDER))
        cls.person = cls.env["res.partner"].create(
            {"name": "Paul", "parent_id": cls.client.id, "email": "paul@client.example"}
        )
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE mail_message SET date = '2017-01-01'")
        cls.env.invalidate_all()

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self.company.care_chain_id = self.chain
        self.door = self.chain.entry_ids
        self.client._update_last_contact()

    def _sweep(self):
        ids = self.door._get_waiting_ids()
        self.door._pass(self.env[self.chain.target].browse(ids))
        return self.chain.participant_ids

    def _is_given_to_the_salesperson(self):
        causes = self.rule._find_new_causes(0, 100, [])
        return self.client.id in [cause.res_id for cause in causes]

    def _trace(self, record, **values):
        return self.env["mailing.trace"].create(
            {
                "mass_mailing_id": self._write_letter(
                    self._add_step("letter"), chain_step_id=False
                ).id,
                "model": record._name,
                "res_id": record.id,
                "email": record.email_normalized,
                "message_id": "<care@efficient.example>",
                "trace_status": "open",
                "sent_datetime": "2017-08-01 08:00:00",
                **values,
            }
        )

    def test_the_setting_opens_a_door(self):
        self.assertEqual((self.door.kind, self.door.silence_days), ("silence", 30))
        self.company.sales_contact_days = 20
        self.assertEqual(self.door.silence_days, 20)

    def test_the_chain_is_one_of_the_company(self):
        stranger = self.env["res.company"].create({"name": "Stranger"})
        with self._assert_refused("a chain of Efficient"):
            stranger.care_chain_id = self.chain

    def test_who_is_out_of_touch_is_written_to(self):
        inside = self._sweep()
        self.assertEqual(inside.partner_id, self.person)
        self.assertEqual(inside.entry_id, self.door)
        self.assertFalse(self._is_given_to_the_salesperson())

    def test_one_person_of_a_client_is_written_to(self):
        self.client.email = "office@client.example"
        self.env["res.partner"].create(
            {"name": "Pia", "parent_id": self.client.id, "email": "pia@client.example"}
        )
        self.assertEqual(self._sweep().partner_id, self.client)

    def test_who_has_no_address_is_given_to_the_salesperson(self):
        self.person.email = False
        self.assertFalse(self._sweep())
        self.assertTrue(self._is_given_to_the_salesperson())

    def test_who_wants_no_letters_is_given_to_the_salesperson(self):
        self._go_to(self.ORDER + timedelta(days=30, minutes=5))
        self.assertFalse(self._is_given_to_the_salesperson())
        self.env["mailing.optout"]._refuse(
            self.person.email_normalized, self.chain, "page"
        )
        self.assertFalse(self._sweep())
        self.assertTrue(self._is_given_to_the_salesperson())

    def test_who_did_not_read_is_given_to_the_salesperson(self):
        self._sweep()
        self._run()
        self.assertEqual(self.chain.participant_ids.state, "done")
        self.client._update_last_contact()
        self.assertEqual(self.client.sales_last_contact_at, self.ORDER)
        self.assertTrue(self._is_given_to_the_salesperson())

    def test_without_a_chain_everybody_is(self):
        self.company.care_chain_id = False
        self.assertTrue(self._is_given_to_the_salesperson())

    def test_a_chain_that_stands_still_cares_for_nobody(self):
        self._sweep()
        self._pause()
        self.assertTrue(self._is_given_to_the_salesperson())

    def test_a_letter_that_was_read_is_contact(self):
        read = fields.Datetime.now() - timedelta(days=2)
        self._trace(self.person, human_open_at=read)
        self.assertEqual(
            self.client._get_last_contact(self.client)[self.client], (read, "read")
        )
        # Nobody has noted it yet: it is looked up again at the door.
        self.assertFalse(self._sweep())

    def test_a_letter_that_was_only_sent_is_none(self):
        self._trace(self.person)
        last = self.client._get_last_contact(self.client)[self.client]
        self.assertEqual(last, (self.ORDER, "order"))

    def test_clients_of_other_companies_and_archived_ones_stay_out(self):
        self.client.active = False
        self.assertFalse(self._sweep())
        self.client.active = True
        self.client.company_id = self.env["res.company"].create({"name": "Stranger"})
        self.assertFalse(self._sweep())

    def test_a_chain_on_deals_takes_the_latest_one(self):
        chain = self._create_chain(name="Deals", target="crm.lead")
        self._write_letter(self._add_step("letter", chain))
        self._put_in_force(chain)
        old, new = (
            self._create_lead(
                name, partner_id=self.person.id, email_from=self.person.email
            )
            for name in ("Old", "New")
        )
        door = self.env["mailing.chain.entry"].create(
            {"chain_id": chain.id, "kind": "silence", "silence_days": 30}
        )
        ids = set(door._get_waiting_ids())
        self.assertIn(new.id, ids)
        self.assertNotIn(old.id, ids)
