import random
from dataclasses import replace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOON, HubCommon

RECEIVE = "odoo.addons.sales_efficiency_telephony.models.event.pbx_event_receive"


@tagged("post_install", "-at_install")
class TestInbox(HubCommon):
    def test_facts_make_a_call(self):
        call = self._tell(self._talk())
        self.assertEqual(
            (call.state, call.direction, call.talk_seconds, call.user_id),
            ("answered", "in", 60.0, self.anna),
        )
        events = self.events.search([("provider_id", "=", self.provider.id)])
        self.assertEqual(set(events.mapped("state")), {"applied"})
        self.assertEqual(len(events), 7)

    def test_what_is_told_twice_is_kept_once(self):
        told = [(fact, None) for fact in self._talk()]
        self.assertEqual(self.events._receive(self.provider, told), {"c1"})
        self.assertEqual(self.events._receive(self.provider, told), set())
        self.assertEqual(self.events._take(self.provider, told + told), set())
        self.assertEqual(
            self.events.search_count([("provider_id", "=", self.provider.id)]), 7
        )

    def test_any_order_in_any_portions_makes_one_call(self):
        once = self._tell(self._talk())
        expected = once.read(["state", "talk_seconds", "ring_seconds", "started_at"])
        for seed in range(5):
            facts = self._talk(call=f"shuffled {seed}")
            chance = random.Random(seed)
            chance.shuffle(facts)
            while facts:
                size = chance.randint(1, 3)
                self._tell(facts[:size])
                facts = facts[size:]
            call = self.calls.search([("call_uid", "=", f"shuffled {seed}")])
            self.assertEqual(
                {**call.read(list(expected[0]))[0], "id": once.id}, expected[0]
            )

    def test_two_phone_systems_may_number_calls_alike(self):
        other = self._create_provider(name="Other")
        self._tell(self._talk())
        self._tell(self._talk(), other)
        self.assertEqual(self.calls.search_count([("call_uid", "=", "c1")]), 2)

    def test_one_call_that_fails_does_not_keep_the_others(self):
        facts = self._talk() + self._talk("c2") + self._talk("c3")
        record = type(self.calls)._record

        def broken(model, provider, states):
            if any(state.uid == "c2" for state in states):
                raise ValueError("broken on purpose")
            return record(model, provider, states)

        with patch.object(type(self.calls), "_record", broken), mute_logger(RECEIVE):
            calls = self._tell(facts)
        self.assertEqual(sorted(calls.mapped("call_uid")), ["c1", "c3"])
        failed = self.events.search([("state", "=", "error")])
        self.assertEqual(set(failed.mapped("call_uid")), {"c2"})
        self.assertEqual(set(failed.mapped("error")), {"broken on purpose"})
        self.assertTrue(all(failed.mapped("retry_at")))
        self.assertEqual(self.provider.health, "failing")
        failed.with_user(self.ada).action_retry()
        self.assertEqual(set(failed.mapped("state")), {"applied"})
        self.assertEqual(
            self.calls.search([("call_uid", "=", "c2")]).talk_seconds, 60.0
        )

    def test_what_makes_no_call_is_ignored(self):
        fact = replace(self._talk()[0], kind="recording_ready", leg="", number="")
        self.assertFalse(self._tell([fact]))
        self.assertEqual(self.events.search([("call_uid", "=", "c1")]).state, "ignored")

    def test_anything_can_be_kept(self):
        first = replace(
            self._talk()[0],
            uid="u" * 5000,
            call="c\x00\ud800" + "9" * 5000,
            queue="q\x00" * 3000,
            seconds=float("inf"),
        )
        payload = {
            "a\x00": "\ud800",
            "n": 10**40,
            "deep": [[[[[[[[[[[[[[1]]]]]]]]]]]]]],
        }
        self.events._take(self.provider, [(first, payload)])
        event = self.events.search([("provider_id", "=", self.provider.id)])
        self.assertEqual(len(event.call_uid), 64)
        self.assertEqual(event.payload["n"], None)
        self.assertEqual(
            self.events._take(self.provider, [(first, payload)]),
            set(),
            "the same again",
        )

    def test_what_is_no_fact_is_refused(self):
        fact = self._talk()[0]
        for wrong in (
            replace(fact, kind="sung"),
            replace(fact, at=float("nan")),
            replace(fact, at=12.0),
            replace(fact, at=1e15),
            replace(fact, call=""),
            replace(fact, uid=""),
        ):
            with self.assertRaises(ValueError):
                self.events._take(self.provider, [(wrong, None)])

    def test_facts_stay_as_they_were_told(self):
        self._tell(self._talk())
        event = self.events.search([("provider_id", "=", self.provider.id)], limit=1)
        with self._assert_refused("kept as the phone system told them"):
            event.write({"facts": {}})
        with self._assert_refused("not deleted by hand"):
            event.unlink()
        for user in (self.anna, self.max):
            with self.assertRaises(AccessError):
                event.with_user(user).read(["facts"])
        for vals in ({"state": "new"}, {"facts": {}}):
            with self.assertRaises(UserError):
                event.with_user(self.ada).write(vals)
        with self.assertRaises(AccessError):
            event.with_user(self.max).action_retry()

    def test_unknown_phones_are_listed(self):
        self._tell(self._talk(phone="177"))
        phone = self.provider.extension_ids.filtered(lambda one: one.number == "177")
        self.assertFalse(phone.user_id)
        self.assertTrue(phone.is_seen)
        self.assertNotIn("177", self.provider._get_numbering().phones)
        phone.user_id = self.carl
        self.assertEqual(
            self.calls.search([("call_uid", "=", "c1")]).user_id, self.carl
        )

    def test_last_report(self):
        self.assertEqual(self.provider.health, "new")
        self._tell(self._talk())
        self.assertEqual(self.provider.health, "well")
        self.assertEqual(self.provider.event_count, 7)
        self.provider.last_event_at = "2026-01-01 10:00:00"
        self.assertEqual(self.provider.health, "quiet")
        self.provider.quiet_hours = 0
        self.assertEqual(self.provider.health, "well")

    def test_queries_do_not_grow_with_calls(self):
        self._tell(self._talk("warm", at=NOON - 900))
        few = [fact for n in range(2) for fact in self._talk(f"few {n}")]
        many = [fact for n in range(40) for fact in self._talk(f"many {n}")]
        counts = []
        for facts in (few, many):
            before = self.env.cr.sql_log_count
            self._tell(facts)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1], counts[0] + 15)
