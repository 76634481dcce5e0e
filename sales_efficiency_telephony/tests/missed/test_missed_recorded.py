from datetime import UTC

from freezegun import freeze_time

from odoo.tests import tagged

from ...tools.call_state import CallState, LegState
from .common import MINUTE, MONDAY, NUMBER, MissedCommon


@tagged("post_install", "-at_install")
class TestMissedRecorded(MissedCommon):
    """From what a phone system tells to the call back, the whole way."""

    def setUp(self):
        super().setUp()
        self.company.country_id = self.env.ref("base.be")
        self.prospect.write({"phone": NUMBER, "user_id": self.anna.id})
        for number, user in (("101", self.anna), ("102", self.boris)):
            self.env["pbx.extension"].create(
                {
                    "provider_id": self.provider.id,
                    "number": number,
                    "user_id": user.id,
                }
            )

    def _record(self, uid, at, state, direction="in", outcomes=(), **values):
        """Tell of a call; ``outcomes`` are those of the phones 101, 102, ..."""
        begin = at.replace(tzinfo=UTC).timestamp()
        talked = "talked" in outcomes
        legs = tuple(
            LegState(
                uid=f"{uid}-{index}",
                device=str(101 + index),
                outcome=outcome,
                rang_at=begin + 1,
                answered_at=begin + 5 if outcome == "talked" else None,
                ended_at=begin + 65,
                talk_seconds=60.0 if outcome == "talked" else 0.0,
            )
            for index, outcome in enumerate(outcomes)
        )
        told = CallState(
            uid=uid,
            direction=direction,
            number=NUMBER,
            line="",
            queue="",
            state=state,
            started_at=begin,
            answered_at=begin + 5 if talked else None,
            ended_at=None if state in ("ringing", "ongoing") else begin + 65,
            ring_seconds=4.0,
            queue_seconds=0.0,
            talk_seconds=60.0 if talked else 0.0,
            legs=legs,
            **values,
        )
        with freeze_time(at + 2 * MINUTE):
            call = self.calls._record(self.provider, [told])
            self.env.flush_all()
            self.env.invalidate_all()
        return call

    def test_whole_way(self):
        call = self._record("a", MONDAY, "ringing", outcomes=[""])
        self.assertFalse(call.missed_state)
        call = self._record("a", MONDAY, "missed", outcomes=["no_answer", "no_answer"])
        self.assertEqual(call.partner_id, self.prospect)
        self.assertEqual((call.missed_state, call.user_id), ("open", self.anna))
        # The call lasted a minute: the half hour runs from its end.
        self.assertEqual((call.missed_due_at - MONDAY).seconds, 31 * 60 + 5)
        again = self._record("a", MONDAY, "missed", outcomes=["no_answer", "no_answer"])
        self.assertEqual(again, call)
        self.assertEqual(len(call.missed_activity_ids), 1)
        self.assertEqual(call.user_id, self.anna)
        back = self._record("b", MONDAY + 9 * MINUTE, "answered", "out", ["talked"])
        self.assertEqual(call.missed_state, "called_back")
        self.assertEqual(call.missed_closed_by_id, back)
        self.assertFalse(call.missed_activity_ids)

    def test_taken_by_another(self):
        """Rings at two phones, one takes it: nobody has missed anything."""
        outcomes = ["answered_elsewhere", "talked"]
        call = self._record("a", MONDAY, "answered", outcomes=outcomes)
        self.assertFalse(call.missed_state)
        self.assertFalse(self.env["pbx.call"].search([("missed_state", "!=", False)]))
