from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ...tools.call_event import CallEvent
from .common import NOON, HubCommon

RECEIVE = "odoo.addons.sales_efficiency_telephony.models.event.pbx_event_receive"


@tagged("post_install", "-at_install")
class TestSweep(HubCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("sales_efficiency_telephony.ir_cron_pbx_sweep")
        cls.clear = cls.env.ref("sales_efficiency_telephony.ir_cron_pbx_clear")

    def _take(self, facts, payload=None):
        self.events._take(self.provider, [(fact, payload) for fact in facts])

    def _age(self, **ago):
        """Let all that was received be older."""
        self.env.cr.execute(
            SQL(
                "UPDATE pbx_event SET received_at = received_at - %s, "
                "retry_at = retry_at - %s",
                timedelta(**ago),
                timedelta(**ago),
            )
        )
        self.events.invalidate_model()

    def _run(self, cron):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _count(self):
        return self.events.search_count([("provider_id", "=", self.provider.id)])

    def test_what_was_left_over_is_made_calls_of(self):
        for n in range(3):
            self._take(self._talk(f"c{n}"))
        self._run(self.cron)
        self.assertFalse(self.calls.search([("provider_id", "=", self.provider.id)]))
        self._age(minutes=2)
        self._run(self.cron)
        calls = self.calls.search([("provider_id", "=", self.provider.id)])
        self.assertEqual(calls.mapped("talk_seconds"), [60.0] * 3)

    def test_failures_are_tried_ever_more_seldom(self):
        pauses = []
        with (
            patch.object(type(self.calls), "_record", side_effect=ValueError("no")),
            mute_logger(RECEIVE),
        ):
            self._tell(self._talk())
            for _attempt in range(8):
                event = self.events.search([("call_uid", "=", "c1")], limit=1)
                if not event.retry_at:
                    break
                pause = event.retry_at - fields.Datetime.now()
                pauses.append(round(pause.total_seconds() / 60))
                self._run(self.cron)
                self.assertEqual(event.attempts, len(pauses), "not before its time")
                self._age(minutes=pauses[-1] + 1)
                self._run(self.cron)
        self.assertEqual(pauses, [5, 15, 60, 240, 720, 1440, 2880])
        self.assertEqual(event.attempts, 8)
        self.assertFalse(event.retry_at, "left to somebody")

    def test_reports_are_kept_for_a_time(self):
        self._tell(self._talk())
        self._take(self._talk("c2"), {"as": "it came"})
        self._run(self.clear)
        event = self.events.search([("call_uid", "=", "c2")], limit=1)
        self.assertEqual(event.payload, {"as": "it came"})
        self._age(days=15)
        self._run(self.clear)
        self.assertFalse(event.payload)
        self.assertEqual(self._count(), 14)

    def test_facts_are_kept_for_a_time_and_calls_for_good(self):
        self._tell(self._talk())
        self._take(self._talk("waiting"))
        self._age(days=181)
        self._tell(self._talk("young"))
        self._run(self.clear)
        left = self.events.search([("provider_id", "=", self.provider.id)])
        self.assertEqual(set(left.mapped("call_uid")), {"waiting", "young"})
        self.assertTrue(self.calls.search([("call_uid", "=", "c1")]))

    def test_facts_of_one_call_go_together(self):
        self._tell(self._talk())
        self._age(days=181)
        self._tell([CallEvent("late", "c1", "call_ended", NOON + 70)])
        self._run(self.clear)
        self.assertEqual(self._count(), 8)

    def test_what_comes_after_its_facts_are_gone_changes_nothing(self):
        call = self._tell(self._talk(at=NOON - 400 * 86_400))
        self._age(days=181)
        self._run(self.clear)
        self.assertFalse(self._count())
        self._tell(self._talk(at=NOON - 400 * 86_400)[:2])
        self.assertEqual((call.state, call.talk_seconds), ("answered", 60.0))
        self.assertEqual(
            set(self.events.search([("call_uid", "=", "c1")]).mapped("state")),
            {"ignored"},
        )

    def test_for_good(self):
        self.provider.write({"payload_days": 0, "event_days": 0})
        self._tell(self._talk())
        self._age(days=5000)
        self._run(self.clear)
        self.assertEqual(self._count(), 7)
