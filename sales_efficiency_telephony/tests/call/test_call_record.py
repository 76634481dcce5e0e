from dataclasses import replace
from datetime import datetime

from odoo.tests import tagged

from .common import CLIENT, NOON, CallCommon


@tagged("post_install", "-at_install")
class TestCallRecord(CallCommon):
    def test_call_and_its_legs(self):
        told = self._state(
            "1",
            self._rang("102", "answered_elsewhere"),
            self._talk("101"),
            queue="sales",
            queue_seconds=2.5,
        )
        call = self._tell(told)
        self.assertRecordValues(
            call,
            [
                {
                    "company_id": self.company.id,
                    "direction": "in",
                    "state": "answered",
                    "number": CLIENT,
                    "phone_sanitized": CLIENT,
                    "queue": "sales",
                    "started_at": datetime(2026, 3, 2, 12),
                    "answered_at": datetime(2026, 3, 2, 12, 0, 5),
                    "ended_at": datetime(2026, 3, 2, 12, 3, 30),
                    "talk_seconds": 205.25,
                    "queue_seconds": 2.5,
                    "user_id": self.anna.id,
                    "team_id": self.north.id,
                    "partner_id": self.client.id,
                }
            ],
        )
        self.assertRecordValues(
            call.leg_ids.sorted("extension"),
            [
                {
                    "extension": "101",
                    "user_id": self.anna.id,
                    "team_id": self.north.id,
                    "outcome": "talked",
                    "talk_seconds": 205.25,
                },
                {
                    "extension": "102",
                    "user_id": self.boris.id,
                    "team_id": self.north.id,
                    "outcome": "answered_elsewhere",
                    "talk_seconds": 0,
                },
            ],
        )

    def test_told_again_changes_nothing(self):
        told = self._state("1", self._talk("101"))
        call = self._tell(told)
        legs = call.leg_ids
        self.env.flush_all()
        self.assertEqual(self._tell(told), call)
        self.assertEqual(call.leg_ids, legs)
        self.assertEqual(self.env["pbx.call"].search_count([]), 1)

    def test_a_call_as_it_goes_on(self):
        leg = self._talk("101", ended_at=None, outcome="", talk_seconds=0.0)
        ringing = self._state(
            "1",
            replace(leg, answered_at=None),
            state="ringing",
            answered_at=None,
            ended_at=None,
        )
        call = self._tell(ringing)
        self.assertEqual((call.state, call.ended_at), ("ringing", False))
        self.assertFalse(call.user_id, "nobody has it while it rings")
        self._tell(replace(ringing, state="ongoing", answered_at=NOON + 5, legs=(leg,)))
        self.assertEqual((call.state, call.user_id), ("ongoing", self.anna))
        self._tell(self._state("1", self._talk("101")))
        self.assertEqual((call.state, call.talk_seconds), ("answered", 205.25))
        self.assertEqual(call.leg_ids.outcome, "talked")

    def test_transfer(self):
        told = self._state(
            "1",
            self._talk("101", 30),
            self._talk(
                "103", 60, start=40, transferred_by="leg-101", transfer="attended"
            ),
        )
        call = self._tell(told)
        first, second = call.leg_ids.sorted("extension")
        self.assertEqual(second.transferred_by_id, first)
        self.assertEqual(second.transfer, "attended")
        self.assertEqual(call.user_id, self.carl, "who talked last")
        self.assertEqual(call.team_id, self.south)

    def test_leg_that_was_another(self):
        """What is told later may show that two channels were one."""
        self._tell(self._state("1", self._talk("101"), self._rang("102")))
        call = self._tell(self._state("1", self._talk("101")))
        self.assertEqual(call.leg_ids.mapped("extension"), ["101"])

    def test_the_same_number_of_two_phone_systems(self):
        other = self._create_provider(self.company, name="Other")
        first = self._tell(self._state("1", self._talk("101")))
        second = self._tell(self._state("1", self._talk("102")), provider=other)
        self.assertNotEqual(first, second)

    def test_phone_of_nobody(self):
        call = self._tell(self._state("1", self._talk("199")))
        self.assertFalse(call.user_id)
        self.assertEqual(call.leg_ids.extension, "199")
        phone = self.provider.extension_ids.filtered(lambda one: one.number == "199")
        phone.user_id = self.boris
        self.assertEqual(call.user_id, self.boris)
        self.assertEqual(call.leg_ids.user_id, self.boris)
        self.assertEqual(call.leg_ids.team_id, self.north)

    def test_phone_that_changed_hands(self):
        call = self._tell(self._state("1", self._talk("101")))
        phone = self.provider.extension_ids.filtered(lambda one: one.number == "101")
        phone.user_id = self.carl
        self.assertEqual(call.user_id, self.anna)
        self._tell(self._state("1", self._talk("101", 300)))
        self.assertEqual((call.user_id, call.leg_ids.user_id), (self.anna, self.anna))

    def test_team_is_that_of_then(self):
        call = self._tell(self._state("1", self._talk("101")))
        self.north.member_ids -= self.anna
        self.south.member_ids += self.anna
        self._tell(self._state("1", self._talk("101", 300)))
        self.assertEqual(call.team_id, self.north)

    def test_outgoing_calls(self):
        told = self._state(
            "1", self._rang("101", "caller"), direction="out", state="busy"
        )
        call = self._tell(told)
        self.assertEqual((call.state, call.user_id), ("busy", self.anna))
        self.assertEqual(call.partner_id, self.client)

    def test_internal_calls_are_nobodys(self):
        told = self._state("1", self._talk("101"), direction="internal", number="")
        call = self._tell(told)
        self.assertFalse(call.partner_id)
        self.assertEqual(call.user_id, self.anna)

    def test_dialled_here(self):
        deal = self._create_deal(partner=self.client)
        other = self._create_deal("Other", partner=self.client)
        values = {
            "provider_id": self.provider.id,
            "company_id": self.company.id,
            "direction": "out",
            "state": "ringing",
            "number": CLIENT,
            "phone_sanitized": CLIENT,
            "started_at": datetime(2026, 3, 2, 12),
            "user_id": self.anna.id,
            "lead_id": deal.id,
            "client_ref": "abc",
        }
        dialled = self.env["pbx.call"].create(values)
        call = self._tell(
            self._state("77", self._talk("101"), direction="out", ref="abc")
        )
        self.assertEqual(call, dialled)
        self.assertEqual((call.call_uid, call.lead_id), ("77", deal))
        self.assertFalse(call.candidate_lead_ids & other)

    def test_reference_that_comes_late(self):
        deal = self._create_deal(partner=self.client)
        self._create_deal("Other", partner=self.client)
        told = self._state("77", self._talk("101"), direction="out")
        first = self._tell(told)
        self.assertFalse(first.lead_id, "two deals: not guessed")
        dialled = first.copy(
            {
                "client_ref": "abc",
                "call_uid": False,
                "state": "ringing",
                "lead_id": deal.id,
            }
        )
        call = self._tell(replace(told, ref="abc"))
        self.assertEqual(call, first)
        self.assertEqual((call.lead_id, call.client_ref), (deal, "abc"))
        self.assertFalse(dialled.exists())

    def test_what_follows_is_told_what_was_before(self):
        seen = []

        def note(calls, before, states):
            seen.append((calls.ids, before, {key: s.uid for key, s in states.items()}))

        self.patch(self.registry["pbx.call"], "_on_recorded", note)
        call = self._tell(self._state("1", self._talk("101")))
        self._tell(self._state("1", self._talk("101", 300)))
        self.assertEqual(
            seen,
            [
                ([call.id], {call.id: False}, {call.id: "1"}),
                ([call.id], {call.id: "answered"}, {call.id: "1"}),
            ],
        )

    def test_queries_do_not_grow_with_calls(self):
        self._create_deal(partner=self.client)

        def told(count, start):
            return [
                self._state(
                    f"{start}-{number}",
                    self._rang("102", "answered_elsewhere"),
                    self._talk("101"),
                    number=CLIENT if number % 2 else f"+3247011{number:04}",
                )
                for number in range(count)
            ]

        def count_queries(states):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self._tell(*states)
            self.env.flush_all()
            return self.cr.sql_log_count - start

        count_queries(told(2, "warm"))
        few, many = count_queries(told(10, "few")), count_queries(told(200, "many"))
        self.assertLessEqual(many, few + 3)
        again = count_queries(told(200, "many"))
        self.assertLessEqual(again, few)
