from dataclasses import replace
from unittest.mock import patch

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...listener.pump import DatabaseAway
from ...listener.store import Store
from ..event.common import HubCommon

STORE = "odoo.addons.sales_efficiency_telephony.listener.store"


@tagged("post_install", "-at_install")
class TestListenerStore(HubCommon):
    """What a listener hears gets into the database whatever becomes of it there."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())
        self.store = Store(self.env.cr.dbname)
        self.sweep = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_sweep")

    def _receive(self, facts):
        self.env.flush_all()
        self.store.receive(self.provider.id, [(fact, None) for fact in facts])
        self.env.invalidate_all()
        return self.events.search([("provider_id", "=", self.provider.id)])

    def _get_calls(self):
        return self.calls.search([("provider_id", "=", self.provider.id)])

    def _refuse_to_apply(self, error):
        return patch.object(self.registry["pbx.event"], "_apply", side_effect=error)

    def test_what_is_told_becomes_calls(self):
        self.assertEqual(set(self._receive(self._talk()).mapped("state")), {"applied"})
        self.assertEqual(self._get_calls().state, "answered")

    @mute_logger(STORE)
    def test_what_no_call_can_be_made_of_now_is_kept(self):
        facts = self._talk()
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", self.sweep.id)])
        for told in (facts[:1], facts[1:]):
            with self._refuse_to_apply(ValueError("not now")):
                kept = self._receive(told)
        self.assertEqual(len(kept), len(facts))
        self.assertEqual(set(kept.mapped("state")), {"new"})
        self.assertFalse(self._get_calls())
        woken = triggers.search_count([("cron_id", "=", self.sweep.id)])
        self.assertGreater(woken, before)
        self.events._sweep(self.provider, ["c1"])
        self.assertEqual(self._get_calls().talk_seconds, 60.0)

    def test_what_cannot_be_kept_holds_nothing_back(self):
        facts = self._talk()
        broken = replace(facts[0], uid="broken", kind="no such kind")
        with self.assertLogs(STORE, "ERROR") as logs:
            self._receive([*facts[:3], broken, *facts[3:]])
        self.assertIn("Event broken was refused", logs.output[0])
        self.assertEqual(len(logs.output), 1)
        self.assertEqual(self._get_calls().talk_seconds, 60.0)

    def test_a_database_that_is_away_is_waited_for(self):
        away = psycopg2.OperationalError("the server closed the connection")
        with self._refuse_to_apply(away), self.assertRaises(DatabaseAway):
            self._receive(self._talk())
        self.assertFalse(self._receive([]))
