from odoo.tests import tagged

from ...tools.call_event import CallEvent
from .common import NOON, HubCommon


@tagged("post_install", "-at_install")
class TestForgotten(HubCommon):
    """The name of an erased recording stands nowhere, and it does not come back."""

    def _record(self, name, uid="r1", call="c1"):
        return CallEvent(uid, call, "recording_ready", NOON + 70, recording=name)

    def _receive(self, *facts):
        """Have facts received as one report."""
        told = [
            (fact, None if place else {"report": [each.recording for each in facts]})
            for place, fact in enumerate(facts)
        ]
        self.events._receive(self.provider, told)
        self.env.invalidate_all()

    def _get_events(self, call="c1"):
        return self.events.search([("call_uid", "=", call)])

    def _get_names(self):
        return [
            event.facts.get("recording")
            for event in self._get_events()
            if event.kind == "recording_ready"
        ]

    def test_its_name_goes(self):
        self._tell(self._talk("c2"))
        other = self._record("other.wav", "r2", "c2")
        self._receive(other, *self._talk(), self._record("/x/Jane.wav"))
        recording = self.env["pbx.recording"].search([("call_id.call_uid", "=", "c1")])
        self.assertEqual(recording.ref, "/x/Jane.wav")
        told = len(self._get_events())

        recording._erase("On request")
        self.env.invalidate_all()
        self.assertEqual(self._get_names(), [None])
        self.assertEqual(len(self._get_events()), told, "That it was told stays")
        self.assertFalse(
            any((self._get_events() | self._get_events("c2")).mapped("payload"))
        )
        kept = self._get_events("c2").filtered(
            lambda one: one.kind == "recording_ready"
        )
        self.assertEqual(kept.facts["recording"], "other.wav")

        # Told anew by somebody who knows the name only.
        self._receive(self._record("Jane.wav", "r3"))
        self.assertEqual(self._get_names(), [None, None])
        self.assertEqual((recording.state, recording.ref), ("erased", False))
        same = self.env["pbx.recording"].search([("call_id.call_uid", "=", "c1")])
        self.assertEqual(same, recording)
        self.assertEqual(recording.call_id.talk_seconds, 60)
