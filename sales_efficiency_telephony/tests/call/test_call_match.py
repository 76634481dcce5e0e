from odoo.tests import tagged

from .common import CLIENT, OTHER, CallCommon


@tagged("post_install", "-at_install")
class TestCallMatch(CallCommon):
    def _match(self, number, uid="1", **values):
        return self._tell(self._state(uid, self._talk("101"), number=number, **values))

    def test_however_the_number_is_written(self):
        written = (
            "+32470112233",
            "0032470112233",
            "32470112233",
            "0470112233",
            "0470/11.22.33",
            "+32 (0)470 112233",
            '"Old" <sip:+32470112233@10.0.0.1>',
            "32470112233@SIP-PROVIDER",
        )
        for number in written:
            with self.subTest(number=number):
                call = self._match(number, number)
                self.assertEqual(call.partner_id, self.client)
                self.assertEqual(call.number, number, "as it was told")

    def test_numbers_that_are_none(self):
        for number in ("", "anonymous", "Restricted", "9847@SIP", "101", "112"):
            with self.subTest(number=number):
                call = self._match(number, f"none {number}")
                self.assertFalse(call.phone_sanitized)
                self.assertFalse(call.partner_id)
                self.assertEqual(call.number_kind, "none")

    def test_own_numbers_match_nobody(self):
        self.client.phone = "+32 2 234 56 78"
        call = self._match("022345678")
        self.assertFalse(call.partner_id)
        self.assertFalse(call.phone_sanitized)
        self.assertEqual(call.number_kind, "own")

    def test_colleagues_and_the_company_are_no_clients(self):
        self.boris.partner_id.phone = OTHER
        self.company.partner_id.phone = "+32470778899"
        for number in (OTHER, "+32470778899"):
            call = self._match(number, number)
            self.assertFalse(call.partner_id)
            self.assertEqual(call.number_kind, "own")

    def test_one_open_deal(self):
        deal = self._create_deal(partner=self.client)
        self._create_deal("Won", partner=self.client).action_set_won()
        self._create_deal("Lost", partner=self.client).action_set_lost()
        call = self._match(CLIENT)
        self.assertEqual((call.lead_id, call.stage_id), (deal, deal.stage_id))
        self.assertFalse(call.candidate_lead_ids)

    def test_several_open_deals_are_shown(self):
        deals = self._create_deal(partner=self.client)
        deals |= self._create_deal("Other", partner=self.client)
        call = self._match(CLIENT)
        self.assertFalse(call.lead_id)
        self.assertEqual(call.candidate_lead_ids, deals)
        self.assertEqual(call.partner_id, self.client)

    def test_contacts_of_one_firm(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.env["res.partner"].create(
            [
                {"name": name, "parent_id": firm.id, "phone": OTHER}
                for name in ("Ann", "Ben")
            ]
        )
        deal = self._create_deal(partner=firm)
        call = self._match(OTHER)
        self.assertEqual((call.partner_id, call.lead_id), (firm, deal))

    def test_deal_of_the_firm_of_a_contact(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        ann, ben = self.env["res.partner"].create(
            [
                {"name": "Ann", "parent_id": firm.id, "phone": OTHER},
                {"name": "Ben", "parent_id": firm.id},
            ]
        )
        deal = self._create_deal(partner=ben)
        call = self._match(OTHER)
        self.assertEqual((call.partner_id, call.lead_id), (ann, deal))

    def test_number_of_several_clients(self):
        self.prospect.phone = CLIENT
        deal = self._create_deal(partner=self.client)
        call = self._match(CLIENT)
        self.assertFalse(call.partner_id)
        self.assertFalse(call.lead_id)
        self.assertEqual(call.number_kind, "several")
        self.assertEqual(call.candidate_partner_ids, self.client | self.prospect)
        self.assertEqual(call.candidate_lead_ids, deal)
        seen = call.with_user(self.anna)
        self.client.with_user(self.anna).with_context(
            pbx_call_id=call.id
        ).action_choose_for_pbx_call()
        self.assertEqual((seen.partner_id, seen.lead_id), (self.client, deal))
        self.assertFalse(seen.candidate_partner_ids)
        self.assertFalse(seen.candidate_lead_ids)

    def test_deal_with_the_number_of_nobody(self):
        deal = self._create_deal(phone="0470 44 55 66")
        call = self._match(OTHER)
        self.assertEqual((call.partner_id.id, call.lead_id), (False, deal))
        self.assertEqual(call.number_kind, "known")

    def test_other_companies_are_not_looked_at(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.client.company_id = other
        here = self.prospect
        self.env["crm.lead"].create(
            {"name": "There", "phone": CLIENT, "company_id": other.id, "user_id": False}
        )
        self.assertFalse(self._match(CLIENT).partner_id)
        here.write({"phone": CLIENT, "company_id": self.company.id})
        call = self._match(CLIENT, "2")
        self.assertEqual((call.partner_id, call.lead_id.id), (here, False))

    def test_archived_clients(self):
        """Who was archived is known still, unless somebody else has the number now."""
        deal = self._create_deal(partner=self.client)
        self.client.active = False
        call = self._match(CLIENT)
        self.assertEqual((call.partner_id, call.lead_id), (self.client, deal))
        self.assertEqual(call.number_kind, "known")
        self.prospect.phone = CLIENT
        deal.action_set_lost()
        self.assertEqual(self._match(CLIENT, "2").partner_id, self.prospect)

    def test_deals_there_were(self):
        """A call of long ago is not about a deal that was opened since."""
        deal = self._create_deal(partner=self.client)
        self._create_deal("Number", phone=OTHER)
        day = 86400
        then = self._state().started_at - day
        self.assertEqual(self._match(CLIENT, "1", started_at=then).lead_id, deal)
        call = self._match(CLIENT, "2", started_at=then - day)
        self.assertEqual((call.partner_id, call.lead_id.id), (self.client, False))
        self.assertFalse(call.candidate_lead_ids)
        calls = self._tell(
            self._state("3", self._talk("101"), number=OTHER, started_at=then - day),
            self._state("4", self._talk("101"), number=OTHER),
        )
        self.assertEqual(calls.mapped("number_kind"), ["unknown", "known"])

    def test_what_was_chosen_stays(self):
        call = self._match(CLIENT)
        call.with_user(self.anna).partner_id = self.prospect
        self._match(CLIENT, talk_seconds=300.0)
        self.assertEqual(call.partner_id, self.prospect)

    def test_stage_at_the_call_stays(self):
        deal = self._create_deal(partner=self.client)
        then = deal.stage_id
        call = self._match(CLIENT)
        later = self.env["crm.stage"].search([("id", "!=", then.id)], limit=1)
        deal.stage_id = later
        self._match(CLIENT)
        self.assertEqual(call.stage_id, then)

    def test_stage_of_a_call_told_of_later(self):
        """The log of stages knows where the deal was; here it moved a day after."""
        deal = self._create_deal(partner=self.client)
        then = deal.stage_id
        later = self.env["crm.stage"].search([("id", "!=", then.id)], limit=1)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE crm_lead SET create_date = '2026-03-01' WHERE id = %s", [deal.id]
        )
        deal.invalidate_recordset()
        deal.stage_id = later
        self.env.flush_all()
        moves = self.env["sales.stage.move"].search([("lead_id", "=", deal.id)])
        self.cr.execute(
            "UPDATE sales_stage_move SET date = '2026-03-03 12:00:00' WHERE id = %s",
            [moves.id],
        )
        moves.invalidate_recordset()
        self.assertEqual(self._match(CLIENT).stage_id, then)
        after = self._match(
            CLIENT, "2", started_at=self._state().started_at + 2 * 86400
        )
        self.assertEqual(after.stage_id, later)

    def test_choosing_a_deal_by_hand(self):
        first = self._create_deal(partner=self.client)
        self._create_deal("Other", partner=self.client)
        call = self._match(CLIENT)
        first.with_user(self.anna).with_context(
            pbx_call_id=call.id
        ).action_choose_for_pbx_call()
        self.assertEqual((call.lead_id, call.stage_id), (first, first.stage_id))
        self.assertFalse(call.candidate_lead_ids)
        call.with_user(self.anna).lead_id = False
        self.assertFalse(call.stage_id)

    def test_finding_partners_uses_the_index(self):
        """What is looked for in every call has to be found without reading all."""
        self.cr.execute("SET LOCAL enable_seqscan = off")
        self.cr.execute(
            "EXPLAIN SELECT id FROM res_partner WHERE phone_sanitized IN ('+1', '+2')"
        )
        plan = "\n".join(line for (line,) in self.cr.fetchall())
        self.assertIn("phone_sanitized", plan)
        self.assertIn("Index", plan)
