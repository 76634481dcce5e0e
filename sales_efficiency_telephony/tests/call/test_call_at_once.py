from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from ...tools.call_state import CallState, LegState

NUMBER = "+32470990011"


@tagged("post_install", "-at_install")
class TestCallAtOnce(BaseCase):
    """Two that hear of a call at the same moment, in transactions of their own."""

    def setUp(self):
        super().setUp()
        self.now = datetime.now(UTC).timestamp() // 1
        self.registry = Registry(get_db_name())
        self.cursors = self.enterContext(ExitStack())
        env = self._open()
        provider = env["pbx.provider"].create(
            {
                "name": "At once",
                "country_id": env.ref("base.be").id,
                "unknown_mode": "lead",
            }
        )
        env.cr.commit()
        self.provider_id = provider.id
        self.addCleanup(self._clean_up)

    def _open(self):
        """Return an environment with a transaction of its own, as one that ends it."""
        cr = self.cursors.enter_context(db_connect(get_db_name()).cursor())
        cr.execute("SELECT 1")
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _clean_up(self):
        self.cursors.close()
        env = self._open()
        provider = env["pbx.provider"].browse(self.provider_id)
        calls = env["pbx.call"].search([("provider_id", "=", provider.id)])
        leads = calls.lead_id
        calls.unlink()
        leads.unlink()
        env["pbx.unknown.number"].search([("number", "=", NUMBER)]).unlink()
        provider.unlink()
        env.cr.commit()
        self.cursors.close()

    def _record(self, env, state):
        provider = env["pbx.provider"].browse(self.provider_id)
        call = env["pbx.call"]._record(provider, [state])
        env.flush_all()
        return call

    def _state(self, uid, **values):
        values = {"number": "", "state": "missed", **values}
        return CallState(
            uid=uid,
            direction="in",
            line="",
            queue="",
            started_at=self.now - 20,
            answered_at=None,
            ended_at=self.now,
            ring_seconds=20.0,
            queue_seconds=0.0,
            talk_seconds=0.0,
            **values,
        )

    def test_second_one_begins_again(self):
        first, second = self._open(), self._open()
        told = self._state("at-once")
        self._record(first, told)
        first.cr.commit()
        leg = LegState("a", "101", "no_answer", None, None, None, 0.0)
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            self._record(second, replace(told, legs=(leg,)))
        second.cr.rollback()
        second.clear()
        call = self._record(second, replace(told, legs=(leg,)))
        second.cr.commit()
        self.assertEqual(len(call.leg_ids), 1)

    def test_nothing_new_is_a_change_all_the_same(self):
        """Whoever knew nothing new may have read too early what the other one wrote."""
        told = self._state("at-once")
        env = self._open()
        self._record(env, told)
        env.cr.commit()
        first, second = self._open(), self._open()
        self._record(first, told)
        first.cr.commit()
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            self._record(second, told)

    def test_one_deal_for_two_calls_at_once(self):
        first, second = self._open(), self._open()
        lead = self._record(first, self._state("one", number=NUMBER)).lead_id
        self.assertTrue(lead)
        first.cr.commit()
        other = self._state("two", number=NUMBER)
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            self._record(second, other)
        second.cr.rollback()
        second.clear()
        self.assertEqual(self._record(second, other).lead_id.id, lead.id)
        second.cr.commit()
