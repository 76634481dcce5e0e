from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from ...models.provider.pbx_provider_demo import DIALLED_TALK
from ..event.common import CLIENT, HubCommon

COMES_TO = {
    "answered": "answered",
    "missed": "missed",
    "queue": "answered",
    "abandoned": "abandoned",
    "transfer": "answered",
    "outgoing": "answered",
    "busy": "busy",
    "unreached": "not_reached",
    "internal": "answered",
}


@tagged("post_install", "-at_install")
class TestDemo(HubCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = cls._create_provider(name="Demo", code="demo")

    def _played(self, action):
        return self.calls.search(action["domain"])

    def test_every_play(self):
        plays = dict(self.demo._fields["demo_play"].selection)
        self.assertEqual(set(plays), set(COMES_TO))
        for play, state in COMES_TO.items():
            with Form(self.demo.with_user(self.ada)) as form:
                form.demo_play = play
            call = self._played(self.demo.with_user(self.ada).action_play_call())
            self.assertEqual(call.state, state, play)

    def test_a_transfer_splits_the_talk(self):
        self.demo.demo_play = "transfer"
        call = self._played(self.demo.action_play_call())
        talked = call.leg_ids.filtered(lambda leg: leg.outcome == "talked")
        self.assertEqual(set(talked.user_id), {self.anna, self.boris})
        self.assertAlmostEqual(
            sum(talked.mapped("talk_seconds")), call.talk_seconds, places=3
        )

    def test_a_day(self):
        calls = self._played(self.demo.action_play_day())
        self.assertEqual(len(calls), 24)
        self.assertFalse(
            calls.filtered(lambda call: call.state in ("ringing", "ongoing"))
        )
        self.assertGreater(len(set(calls.mapped("state"))), 2)

    def test_a_click_is_played(self):
        self.provider.active = False
        lately = fields.Datetime.now() - timedelta(minutes=1)
        with self.enter_registry_test_mode():
            answer = self.calls.with_user(self.anna).dial("0470 11 22 33")
        call = self.calls.browse(answer["call_id"])
        self.assertEqual(self.calls.search([("provider_id", "=", self.demo.id)]), call)
        self.assertEqual(
            (call.state, call.direction, call.phone_sanitized, call.user_id),
            ("answered", "out", CLIENT, self.anna),
        )
        self.assertEqual(call.talk_seconds, DIALLED_TALK)
        self.assertEqual(call.leg_ids.mapped("extension"), ["101"])
        self.assertTrue(lately < call.started_at < call.ended_at)
        self.assertLessEqual(call.ended_at, fields.Datetime.now())

    def test_a_call_that_is_going_on(self):
        demo = self.demo.with_user(self.ada)
        with self._assert_refused("give yourself one"):
            demo.action_ring()
        self.demo.extension_ids[:1].user_id = self.ada
        for steps, states in (
            (("ring", "answer", "hang_up"), ["ringing", "ongoing", "answered"]),
            (("ring", "hang_up"), ["ringing", "missed"]),
        ):
            known, seen = self.calls.search([]), []
            for step in steps:
                getattr(demo, f"action_{step}")()
                call = self.calls.search([]) - known
                seen.append(call.state)
            self.assertEqual(seen, states)
            self.assertFalse(demo.demo_step)
        demo.action_hang_up()
        self.assertEqual(self.calls.search([]), known | call)

    def test_only_the_demonstration_plays(self):
        with self._assert_refused("only the demonstration plays"):
            self.provider.action_play_call()
        self.demo.extension_ids.unlink()
        with self._assert_refused("add one with a salesperson"):
            self.demo.action_play_day()
