from datetime import datetime, timedelta

from odoo.tests import freeze_time, tagged

from ...tools.call_event import CallEvent
from ..event.common import CLIENT, NOON, HubCommon


@tagged("post_install", "-at_install")
class TestListenerRecords(HubCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asterisk = cls._create_provider(
            name="Asterisk", code="asterisk", account="odoo", ami_host="127.0.0.1"
        )

    def _begin_call(self, uid="c1", at=NOON, provider=None):
        """Tell of a talk that goes on."""
        told = [
            ("leg_started", 0, "PJSIP/trunk-1", {"number": CLIENT, "direction": "in"}),
            ("leg_started", 1, "PJSIP/101-1", {"device": "101"}),
            ("leg_answered", 5, "PJSIP/101-1", {"device": "101"}),
            ("bridge_in", 5, "PJSIP/trunk-1", {"bridge": "x"}),
            ("bridge_in", 5, "PJSIP/101-1", {"bridge": "x", "device": "101"}),
        ]
        provider = provider or self.asterisk
        self.events._receive(
            provider,
            [
                (CallEvent(f"{uid}-{n}", uid, kind, at + second, leg, **facts), None)
                for n, (kind, second, leg, facts) in enumerate(told)
            ],
        )
        return self.calls.search(
            [("provider_id", "=", provider.id), ("call_uid", "=", uid)]
        )

    def _tell_gone(self, legs=(), calls=(), known_at=0.0):
        gone = self.events._get_gone(self.asterisk, set(legs), set(calls), known_at)
        self.events._receive(self.asterisk, [(event, None) for event in gone])
        return gone

    def test_call_that_is_gone_ends_when_it_was_last_known(self):
        call = self._begin_call()
        self.assertEqual(call.state, "ongoing")
        self._tell_gone(known_at=NOON + 35)
        self.assertEqual(call.state, "answered")
        self.assertAlmostEqual(call.talk_seconds, 30)
        self.assertFalse(self._tell_gone(known_at=NOON + 90))
        self.assertAlmostEqual(call.talk_seconds, 30)

    def test_call_nobody_knew_of_longer_ends_with_what_was_told(self):
        call = self._begin_call()
        self._tell_gone()
        self.assertEqual(call.state, "answered")
        self.assertEqual(call.ended_at.timestamp(), NOON + 6)

    def test_call_that_is_there_goes_on(self):
        call = self._begin_call()
        legs = {"PJSIP/trunk-1", "PJSIP/101-1"}
        self.assertFalse(self._tell_gone(legs, {"c1"}, NOON + 30))
        self.assertEqual(call.state, "ongoing")

    def test_leg_that_is_gone_ends(self):
        call = self._begin_call()
        [gone] = self._tell_gone({"PJSIP/trunk-1"}, {"c1"}, NOON + 25)
        self.assertEqual((gone.kind, gone.leg), ("leg_ended", "PJSIP/101-1"))
        self.assertAlmostEqual(call.leg_ids.talk_seconds, 20)

    def test_calls_of_other_phone_systems_are_left_alone(self):
        call = self._begin_call(provider=self.provider)
        self.assertFalse(self._tell_gone())
        self.assertEqual(call.state, "ongoing")

    def test_silent_calls_end_by_themselves(self):
        call = self._begin_call()
        other = self._begin_call(provider=self.provider)
        for hours, state in ((3, "ongoing"), (5, "answered")):
            moment = datetime.fromtimestamp(NOON) + timedelta(hours=hours)
            with freeze_time(moment):
                self._end_silent()
            self.assertEqual((call.state, other.state), (state, state))
        self.assertEqual(call.ended_at.timestamp(), NOON + 6)

    def test_silent_calls_of_who_is_listened_to_go_on(self):
        call = self._begin_call()
        later = NOON + 5 * 3600
        with freeze_time(datetime.fromtimestamp(later)):
            self.asterisk._note_listener("listening", "", later, "host")
            self._end_silent()
            self.assertEqual(call.state, "ongoing")
            self.asterisk.live_hours = 0
            self.asterisk._note_listener("away", "gone", 0, "host")
            self._end_silent()
        self.assertEqual(call.state, "ongoing")

    def test_call_that_was_asked_for_and_never_came(self):
        call = self.calls.create(
            {
                "provider_id": self.asterisk.id,
                "company_id": self.company.id,
                "direction": "out",
                "state": "ringing",
                "client_ref": "odoo-1",
                "started_at": datetime.fromtimestamp(NOON),
            }
        )
        self.assertFalse(self._tell_gone(known_at=NOON + 35))
        # However long calls may be silent: this one was never heard.
        self.asterisk.live_hours = 0
        for minutes, state in ((5, "ringing"), (11, "failed")):
            with freeze_time(datetime.fromtimestamp(NOON + minutes * 60)):
                self._end_silent()
            self.assertEqual(call.state, state)

    def _end_silent(self):
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_end_silent")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def test_how_the_listener_does(self):
        self.asterisk._note_listener("listening", "", NOON + 0.7, "host")
        self.assertEqual(self.asterisk._get_listener_seen_at(), NOON)
        self.asterisk._note_listener("refused", "Authentication failed", 0, "host")
        self.assertEqual(self.asterisk.listener_state, "refused")
        self.assertEqual(self.asterisk.listener_error, "Authentication failed")
        self.assertEqual(self.asterisk._get_listener_seen_at(), NOON)
        self.assertFalse(self.asterisk._is_listened_to())

    def test_what_a_listener_hears(self):
        providers = self.env["pbx.provider"]
        [settings] = providers._get_listened([self.asterisk.id]).values()
        self.assertEqual(settings["host"], "127.0.0.1")
        self.assertEqual(settings["port"], 5038)
        self.assertEqual(settings["seen_at"], 0)
        self.assertNotIn(self.provider.id, providers._get_listened())
        self.asterisk.active = False
        self.assertFalse(providers._get_listened([self.asterisk.id]))

    def test_events_of_the_manager_interface(self):
        event = {
            "Event": "Hangup",
            "Channel": "PJSIP/101-0000000b",
            "Uniqueid": "7.1",
            "Linkedid": "7.0",
            "Cause": "16",
            "Timestamp": "1795451245.5",
        }
        [fact] = self.asterisk._extract_events(event)
        self.assertEqual((fact.kind, fact.call, fact.cause), ("leg_ended", "7.0", 16))
