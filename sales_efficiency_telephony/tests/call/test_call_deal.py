from unittest.mock import patch

from odoo import Command
from odoo.tests import Form, tagged

from .common import CLIENT, NOON, OTHER, CallCommon


@tagged("post_install", "-at_install")
class TestCallDeal(CallCommon):
    def _unknown(self, uid="1", *legs, **values):
        return self._tell(self._state(uid, *legs, number=OTHER, **values))

    def test_deal_of_an_unknown_caller(self):
        self.provider.unknown_mode = "lead"
        call = self._unknown("1", self._talk("102"))
        lead = call.lead_id
        self.assertTrue(lead)
        self.assertEqual(lead.phone_sanitized, OTHER)
        self.assertEqual(lead.user_id, self.boris, "who talked has it")
        self.assertEqual((lead.team_id, lead.company_id), (self.north, self.company))
        self.assertEqual(lead.sales_door_id.code, "phone")
        self.assertEqual(lead.source_id.name, "Phone")
        self.assertEqual(lead.medium_id, self.env.ref("utm.utm_medium_phone"))
        self.assertEqual(lead.country_id.code, "BE")
        self.assertEqual(call.stage_id, lead.stage_id)

    def test_missed_call_is_distributed(self):
        rule = self.env["sales.lead.rule"].search([])
        rule.active = False
        self.env["sales.lead.rule"].create(
            {
                "name": "All",
                "company_id": self.company.id,
                "team_ids": [Command.set(self.south.ids)],
            }
        )
        self.provider.unknown_mode = "lead"
        call = self._unknown("1", self._rang("101"))
        self.assertEqual(call.lead_id.user_id, self.carl)
        self.assertTrue(call.lead_id.sales_assignment_ids)

    def test_only_when_somebody_waited(self):
        self.provider.unknown_mode = "lead"
        call = self._unknown("1", self._rang("101"), state="ringing", ended_at=None)
        self.assertFalse(call.lead_id)
        self._unknown("1", self._rang("101"))
        self.assertTrue(call.lead_id)

    def test_not_of_calls_we_make(self):
        self.provider.unknown_mode = "lead"
        call = self._unknown("1", self._talk("101"), direction="out")
        self.assertFalse(call.lead_id)

    def test_not_of_history(self):
        """A call that was told of more than a day after its end is history."""
        self.provider.unknown_mode = "lead"
        old = self._state("1", self._talk("101", 60), number=OTHER)
        self.assertFalse(self._tell(old, later=86400 + 66).lead_id)
        self.assertTrue(
            self._tell(
                self._state("2", self._talk("101", 60), number=OTHER), later=86400 + 64
            ).lead_id
        )

    def test_history_is_not_told_to_the_deal(self):
        deal = self._create_deal(partner=self.client)
        before = deal.message_ids
        old, new = (self._state(uid, self._talk("101", 60)) for uid in ("1", "2"))
        call = self._tell(old, later=86400 + 66)
        self.assertEqual(call.lead_id, deal)
        self.assertEqual(deal.message_ids, before)
        self._tell(new, later=86400 + 64)
        self.assertEqual(len(deal.message_ids - before), 1)

    def test_one_deal_for_a_number(self):
        self.provider.unknown_mode = "lead"
        calls = self._tell(
            self._state("1", self._rang("101"), number=OTHER),
            self._state("2", self._talk("102"), number=OTHER),
        )
        self.assertEqual(len(calls.lead_id), 1)
        self.assertEqual(calls.lead_id.user_id, self.boris)
        self._date_deal(calls.lead_id, NOON)
        third = self._unknown("3", self._talk("101"))
        self.assertEqual(third.lead_id, calls.lead_id)
        calls.lead_id.action_set_lost()
        fourth = self._unknown("4", self._talk("101"))
        self.assertTrue(fourth.lead_id)
        self.assertNotEqual(fourth.lead_id, third.lead_id)

    def test_hidden_number_makes_no_deal(self):
        self.provider.unknown_mode = "lead"
        call = self._tell(self._state("1", self._talk("101"), number="anonymous"))
        self.assertFalse(call.lead_id)
        values = call._prepare_deal_values()
        self.assertEqual(values["name"], "Call from a hidden number")
        self.assertFalse(values["phone"])

    def test_nothing_but_the_log(self):
        for mode in ("none", "propose"):
            self.provider.unknown_mode = mode
            self.assertFalse(self._unknown(mode, self._talk("101")).lead_id)

    def test_proposal(self):
        former = self._unknown("0", self._talk("103"))
        call = self._unknown("1", self._talk("101"))
        action = call.with_user(self.anna).action_create_deal()
        form = Form(
            self.env["crm.lead"].with_user(self.anna).with_context(**action["context"])
        )
        self.assertEqual(form.name, "Call from +32 470 44 55 66")
        form.name = "Chairs"
        deal = form.save()
        self.assertEqual(deal.phone_sanitized, OTHER)
        self.assertEqual((deal.user_id, deal.sales_door_id.code), (self.anna, "phone"))
        self.assertEqual((call.lead_id, former.lead_id), (deal, deal))
        again = Form(
            self.env["crm.lead"].with_user(self.anna).with_context(**action["context"])
        ).save()
        self.assertEqual(call.lead_id, deal, "a second one is not about this call")
        self.assertNotEqual(again, deal)

    def test_what_is_proposed(self):
        """Only where the phone system proposes: callers nobody knows who did wait."""
        self.provider.unknown_mode = "propose"
        client = self._tell(self._state("client", self._talk("101")))
        talked = self._unknown("talked", self._talk("101"))
        missed = self._unknown("missed", self._rang("101"), started_at=NOON + 600)
        rings = self._unknown(
            "rings", self._rang("101"), state="ringing", ended_at=None
        )
        out = self._unknown("out", self._talk("101"), direction="out")
        everything = client | talked | missed | rings | out

        def check(proposed):
            seen = everything.with_user(self.max)
            self.assertEqual(seen.filtered("is_proposal"), proposed)
            for is_proposal, found in (
                (True, proposed),
                (False, everything - proposed),
            ):
                domain = [("id", "in", seen.ids), ("is_proposal", "=", is_proposal)]
                self.assertEqual(seen.search(domain).sorted("id"), found.sorted("id"))

        check(talked | missed)
        self.assertEqual(missed.missed_state, "open")
        missed._dismiss_missed("Advertising")
        check(talked)
        talked.lead_id = self._create_deal()
        check(everything.browse())
        talked.lead_id = False
        check(talked)
        self.provider.unknown_mode = "none"
        everything.invalidate_recordset()
        check(everything.browse())

    def test_who_is_no_client_is_proposed_no_more(self):
        self.provider.unknown_mode = "propose"
        talked = self._unknown("talked", self._talk("101"))
        other = self._unknown("other", self._talk("101"), started_at=NOON + 600)
        seen = (talked | other).with_user(self.anna)
        self.assertEqual(seen.filtered("is_proposal"), seen)
        talked.with_user(self.anna).action_decline_proposal()
        self.assertEqual(
            talked.outcome_id,
            self.env.ref("sales_efficiency_telephony.pbx_outcome_wrong_number"),
        )
        self.assertEqual(seen.filtered("is_proposal"), other)
        proposed = [("id", "in", seen.ids), ("is_proposal", "=", True)]
        self.assertEqual(seen.search(proposed), other)
        other.outcome_id = self.env.ref(
            "sales_efficiency_telephony.pbx_outcome_reached"
        )
        self.assertEqual(seen.search(proposed), other)
        self.env["pbx.outcome"].search([]).is_nobody = False
        with self._assert_refused("marked “Not a Client”"):
            other.action_decline_proposal()

    def test_my_day_counts_what_waits_for_a_decision(self):
        """One line, with those the person talked with and those nobody talked with."""
        self.provider.unknown_mode = "propose"
        self.assertFalse(self._get_proposal_line(self.anna))
        talked = self._unknown("talked", self._talk("101"))
        missed = self._unknown("missed", self._rang("101"), started_at=NOON + 600)
        theirs = self._unknown("theirs", self._talk("102"), started_at=NOON + 900)
        self.assertEqual(theirs.user_id, self.boris)
        line = self._get_proposal_line(self.anna)
        self.assertEqual(line["title"], "Unknown callers to decide about: 2")
        self.assertEqual(line["moment"], str(talked.started_at))
        self.assertEqual((line["group"], line["activity_id"]), ("today", False))
        calls = self.env["pbx.call"].with_user(self.anna)
        self.assertEqual(
            calls.search(line["action"]["domain"]).sorted("id"), talked | missed
        )
        self.assertEqual(self._get_proposal_line(self.boris)["title"][-1], "1")
        # He may see all calls, and decides about those that are nobody's.
        self.assertFalse(self._get_proposal_line(self.max))
        other = self._state("other", self._rang("999"), number="+32470445599")
        self.assertFalse(self._tell(other).user_id)
        self.assertEqual(self._get_proposal_line(self.max)["title"][-1], "1")
        missed._dismiss_missed("Advertising")
        self.assertEqual(self._get_proposal_line(self.anna)["title"][-1], "1")
        talked.lead_id = self._create_deal()
        self.assertFalse(self._get_proposal_line(self.anna))
        self.provider.unknown_mode = "none"
        self.assertFalse(self._get_proposal_line(self.boris))

    def _get_proposal_line(self, user):
        lines = self.env["sales.my.day"].with_user(user).get_my_day()["lines"]
        return next((one for one in lines if one["key"] == "today-proposals"), None)

    def test_talks_stand_on_the_deal(self):
        deal = self._create_deal(partner=self.client)
        before = deal.message_ids
        self._tell(self._state("1", self._talk("101")))
        line = deal.message_ids - before
        self.assertEqual(len(line), 1)
        self.assertIn("3:25", line.body)
        self.assertIn("Anna", line.body)
        self.assertTrue(line.is_internal)
        self.assertFalse(line.notified_partner_ids)
        self._tell(self._state("1", self._talk("101", 300)))
        self._tell(self._state("2", self._rang("101")))
        self.assertEqual(deal.message_ids - before, line, "once, and only talks")

    def test_talk_stands_on_the_deal_chosen_later(self):
        first = self._create_deal(partner=self.client)
        other = self._create_deal("Other", partner=self.client)
        call = self._tell(self._state("1", self._talk("101")))
        before = first.message_ids
        call.with_user(self.anna).lead_id = first
        self.assertIn("3:25", (first.message_ids - before).body)
        self.assertFalse(other.message_ids.filtered(lambda one: "3:25" in one.body))

    def test_calling_back(self):
        deal = self._create_deal(partner=self.client)
        call, hidden, live = self._tell(
            self._state("1", self._talk("101")),
            self._state("2", self._talk("101"), number="anonymous"),
            self._state("3", self._talk("101"), state="ongoing", ended_at=None),
        )
        with self._assert_refused("did not show a number"):
            hidden.action_call_back()
        with self._assert_refused("is going on"):
            live.action_call_back()
        # Whoever has no phone here is given the number.
        self.assertEqual(call.action_call_back()["url"], f"tel:{CLIENT}")
        dialled = []
        calls = self.registry["pbx.call"]
        phone = self.provider.extension_ids[0]
        with (
            # The phone system itself, and that it can be asked.
            patch.object(calls, "dial", lambda _calls, *words: dialled.append(words)),
            patch.object(calls, "_get_own_extension", lambda _calls: phone),
        ):
            call.action_call_back()
            call.lead_id = False
            call.action_call_back()
        self.assertEqual(
            dialled,
            [
                (CLIENT, "crm.lead", deal.id),
                (CLIENT, "res.partner", self.client.id),
            ],
        )

    def test_opening_the_deal(self):
        call = self._unknown("1", self._talk("101"))
        with self._assert_refused("No deal is chosen"):
            call.action_open_deal()
        deal = self._create_deal()
        call.lead_id = deal
        for action in (call.action_open_deal(), call.action_create_deal()):
            self.assertEqual(
                (action["res_model"], action["res_id"]), ("crm.lead", deal.id)
            )

    def test_merged_deals_keep_their_calls(self):
        keep = self._create_deal("Keep", partner=self.client, probability=90)
        call = self._tell(self._state("1", self._talk("101")))
        gone = self._create_deal("Gone", partner=self.client)
        later = self._tell(self._state("2", self._talk("101")))
        call.lead_id = gone
        stage = call.stage_id
        merged = (keep | gone)._merge_opportunity()
        self.assertEqual((call.lead_id, call.stage_id), (merged, stage))
        self.assertEqual(later.candidate_lead_ids, merged)
        self.assertEqual(merged.pbx_call_count, 1)

    def test_calls_outlive_client_and_deal(self):
        deal = self._create_deal(partner=self.client)
        call = self._tell(self._state("1", self._talk("101")))
        stage = call.stage_id
        deal.unlink()
        self.client.unlink()
        call.invalidate_recordset()
        self.assertFalse(call.lead_id)
        self.assertFalse(call.partner_id)
        self.assertEqual((call.number, call.stage_id), (CLIENT, stage))

    def test_merged_clients_keep_their_calls(self):
        call = self._tell(self._state("1", self._talk("101")))
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client | self.prospect).ids, self.prospect)
        self.assertEqual(call.partner_id, self.prospect)

    def test_counts(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.client.parent_id = firm
        deal = self._create_deal(partner=self.client)
        self._tell(
            self._state("1", self._talk("101")), self._state("2", self._talk("102"))
        )
        seen = (firm | self.client).with_user(self.anna)
        self.assertEqual(seen.mapped("pbx_call_count"), [2, 2], "her deal's calls")
        self.assertEqual(deal.pbx_call_count, 2)
        shown = self.env["pbx.call"].search(firm.action_open_pbx_calls()["domain"])
        self.assertEqual(len(shown), 2)
        self.assertEqual(
            shown, self.env["pbx.call"].search(deal.action_open_pbx_calls()["domain"])
        )
