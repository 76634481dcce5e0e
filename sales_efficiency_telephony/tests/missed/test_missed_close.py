import random
from datetime import timedelta
from itertools import permutations

from odoo.tests import tagged

from .common import MINUTE, MONDAY, MissedCommon


@tagged("post_install", "-at_install")
class TestMissedClose(MissedCommon):
    """How it is known that the client was spoken to."""

    def setUp(self):
        super().setUp()
        self.deal = self._create_deal(self.anna)
        self.missed = self._log(lead_id=self.deal.id, partner_id=self.prospect.id)
        self.activity = self._get_activities(self.missed)

    def _call_back(self, minutes=15, talkers=(), state="not_reached", **values):
        if talkers:
            state = "answered"
        return self._log(
            MONDAY + minutes * MINUTE,
            talkers,
            direction="out",
            state=state,
            **({"lead_id": self.deal.id} | values),
        )

    def test_called_back(self):
        talk = self._call_back(talkers=[self.anna])
        self.assertEqual(self.missed.missed_state, "called_back")
        self.assertEqual(self.missed.missed_closed_by_id, talk)
        self.assertEqual(self.missed.missed_closed_at, MONDAY + 15 * MINUTE)
        self.assertEqual(self.missed.missed_minutes, 15)
        self.assertFalse(self.missed.missed_escalate_at)
        self.assertFalse(self.activity.active, "It was done, and is kept as such")
        self.assertTrue(self.activity.date_done)
        done = self.deal.message_ids.filtered("mail_activity_type_id")
        self.assertEqual(done.author_id, self.anna.partner_id)

    def test_called_back_over_lunch(self):
        """Working time counts: the hour from twelve to one does not."""
        self._call_back(minutes=200, talkers=[self.anna])
        self.assertEqual(self.missed.missed_minutes, 140)

    def test_somebody_else_called_back(self):
        self._call_back(talkers=[self.boris])
        self.assertEqual(self.missed.missed_state, "called_back")
        self.assertFalse(self.activity.exists(), "Anna has not done it")

    def test_attempts(self):
        for minutes, state in ((3, "not_reached"), (6, "busy"), (9, "failed")):
            self._call_back(minutes, state=state)
        self.assertEqual(self.missed.missed_state, "open")
        self.assertEqual(self.missed.missed_attempts, 3)
        self.assertTrue(self.activity.exists().active)

    def test_as_soon_as_they_talk(self):
        """Nobody is told of a call back that is overdue while they talk."""
        call = self._log(MONDAY + MINUTE, direction="out", state="ringing")
        self.assertEqual(self.missed.missed_state, "open")
        self._tell(
            call, "ongoing", MONDAY + 2 * MINUTE, answered_at=MONDAY + 2 * MINUTE
        )
        self.assertEqual(self.missed.missed_state, "called_back")

    def test_other_phone_of_client(self):
        other = {"number": "+3227777777", "phone_sanitized": "+3227777777"}
        self._call_back(talkers=[self.anna], partner_id=self.prospect.id, **other)
        self.assertEqual(self.missed.missed_state, "called_back")

    def test_other_contact_of_client(self):
        """Whoever of the firm was spoken to: the deal is with all of them."""
        ann, ben = self.env["res.partner"].create(
            [{"name": name, "parent_id": self.prospect.id} for name in ("Ann", "Ben")]
        )
        self.missed.partner_id = ann
        other = {"number": "+3227777777", "phone_sanitized": "+3227777777"}
        self._call_back(talkers=[self.anna], partner_id=ben.id, lead_id=False, **other)
        self.assertEqual(self.missed.missed_state, "called_back")

    def test_talk_that_was_none(self):
        """What was taken for a talk came to nothing: the client still waits."""
        later = self._log(MONDAY + 4 * MINUTE, lead_id=self.deal.id)
        talk = self._call_back(talkers=[self.anna])
        self.assertEqual(self.missed.missed_state, "called_back")
        self._tell(talk, "not_reached", MONDAY + 16 * MINUTE, answered_at=False)
        for call in self.missed | later:
            self.assertEqual(call.missed_state, "open")
            self.assertFalse(call.missed_closed_at)
            self.assertFalse(call.missed_closed_by_id)
            self.assertFalse(call.missed_minutes)
        self.assertEqual(later.missed_first_id, self.missed)
        self.assertEqual(self.missed.missed_attempts, 1)
        [activity] = self._get_activities(self.missed)
        self.assertEqual(activity.user_id, self.anna)
        self.assertTrue(self.missed.missed_escalate_at)

    def test_other_client(self):
        other = {"number": "+3227777777", "phone_sanitized": "+3227777777"}
        self._call_back(talkers=[self.anna], partner_id=self.client.id, **other)
        self.assertEqual(self.missed.missed_state, "open")

    def test_client_gets_through(self):
        later = self._log(MONDAY + 4 * MINUTE, lead_id=self.deal.id)
        talk = self._log(MONDAY + 5 * MINUTE, talkers=[self.boris])
        for call in self.missed | later:
            self.assertEqual(call.missed_state, "client_called")
            self.assertEqual(call.missed_closed_by_id, talk)
        self.assertFalse(self.activity.exists())

    def test_waits_anew(self):
        self._call_back(talkers=[self.anna])
        again = self._log(MONDAY + 60 * MINUTE, lead_id=self.deal.id)
        self.assertEqual(again.missed_state, "open")
        self.assertFalse(again.missed_first_id)
        self.assertEqual(self._get_activities(again).user_id, self.anna)

    def test_talk_before(self):
        """A talk that was over before the client called in vain answers nothing."""
        self._log(MONDAY - MINUTE, talkers=[self.anna], told_at=MONDAY + MINUTE)
        self.assertEqual(self.missed.missed_state, "open")

    def test_told_late(self):
        """The call back was told of before the missed call it answers."""
        number = {"number": "+3228888888", "phone_sanitized": "+3228888888"}
        self._call_back(talkers=[self.boris], **number)
        missed = self._log(MONDAY, told_at=MONDAY + 20 * MINUTE, **number)
        self.assertEqual(missed.missed_state, "called_back")
        self.assertFalse(self._get_activities(missed))

    def test_dismissed(self):
        later = self._log(MONDAY + 4 * MINUTE, lead_id=self.deal.id)
        wizard = self.env["pbx.missed.dismiss"].with_user(self.anna)
        action = later.with_user(self.anna).action_dismiss()
        wizard = wizard.with_context(**action["context"])
        wizard.create({"reason": "Wrong number"}).action_dismiss()
        for call in self.missed | later:
            self.assertEqual(call.missed_state, "dismissed")
            self.assertEqual(call.missed_reason, "Wrong number")
        self.assertFalse(self.activity.exists())

    def test_ticked_off(self):
        """Whoever marks the activity as done has called by another phone."""
        with self._at(MONDAY + 10 * MINUTE):
            self.activity.with_user(self.anna).action_feedback("Rang him from the car")
        self.assertEqual(self.missed.missed_state, "called_back")
        self.assertFalse(self.missed.missed_closed_by_id)
        self.assertEqual(self.missed.missed_minutes, 10)

    def test_handed_over(self):
        """Whoever gets the activity is the one to call back, the leader is not."""
        later = self._log(MONDAY + 4 * MINUTE, lead_id=self.deal.id)
        self.activity.user_id = self.boris
        self.assertEqual((self.missed | later).user_id, self.boris)
        with self._at(MONDAY + 10 * MINUTE):
            self.activity.with_user(self.boris).action_feedback("Done")
        self.assertEqual(later.missed_state, "called_back")

    def test_cancelled_activity(self):
        """An activity that is thrown away leaves the call on the list."""
        self.activity.unlink()
        self.assertEqual(self.missed.missed_state, "open")

    def test_deal_is_deleted(self):
        """The client waits all the same: asked for on the client, else on the call."""
        self.deal.unlink()
        [activity] = self._get_activities(self.missed)
        self.assertEqual(
            (activity.res_model, activity.res_id), ("res.partner", self.prospect.id)
        )
        self.assertEqual(activity.user_id, self.anna)
        deal = self._create_deal(self.anna, partner_id=False)
        number = {"number": "+3228888888", "phone_sanitized": "+3228888888"}
        call = self._log(MONDAY + MINUTE, lead_id=deal.id, **number)
        deal.unlink()
        [activity] = self._get_activities(call)
        self.assertEqual((activity.res_model, activity.res_id), ("pbx.call", call.id))

    def test_deal_is_lost(self):
        self.deal.action_set_lost()
        self.assertEqual(self._get_activities(self.missed), self.activity)

    # ------------------------------------------------------------
    # FIRST CONTACT
    # ------------------------------------------------------------

    def test_first_contact(self):
        self.deal.write({"sales_given_at": MONDAY, "sales_first_contact_at": False})
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [MONDAY, self.deal.id]
        )
        self.deal.invalidate_recordset()
        self._call_back(5)
        self.assertFalse(self.deal.sales_first_contact_at, "Nobody was spoken to")
        self._call_back(20, talkers=[self.anna])
        self.assertEqual(self.deal.sales_first_contact_at, MONDAY + 20 * MINUTE)
        self.assertEqual(self.deal.sales_response_minutes, 20)

    def test_no_contact_before_the_deal(self):
        self.deal.sales_first_contact_at = False
        self._log(
            MONDAY - timedelta(days=30), talkers=[self.anna], lead_id=self.deal.id
        )
        self.assertFalse(self.deal.sales_first_contact_at)

    # ------------------------------------------------------------
    # ANY ORDER
    # ------------------------------------------------------------

    def _play(self, calls, order, number):
        """Tell of calls in an order and return what became of the missed ones."""
        told = {}
        for index in order:
            minute, kind = calls[index]
            told[index] = self._log(
                MONDAY + minute * MINUTE,
                [self.boris] if kind in ("in_talk", "out_talk") else (),
                told_at=MONDAY + 300 * MINUTE,
                direction="out" if kind.startswith("out") else "in",
                number=number,
                phone_sanitized=number,
                **({"state": "not_reached"} if kind == "out_try" else {}),
            )
        waiting = [call for call in told.values() if call.missed_state == "open"]
        firsts = [call for call in waiting if not call.missed_first_id]
        self.assertEqual(len(firsts), bool(waiting))
        for call in firsts:
            self.assertEqual(call.missed_count, len(waiting))
        return {
            index: (
                call.missed_state,
                call.missed_closed_at,
                call.missed_closed_by_id.started_at,
            )
            for index, call in told.items()
        }

    def test_any_order(self):
        """Whatever is told first, the same calls are open and the same ones closed."""
        calls = [(1, "missed"), (2, "out_try"), (3, "out_talk"), (4, "missed")]
        found = [
            self._play(calls, order, f"+32211{number:05}")
            for number, order in enumerate(permutations(range(4)))
        ]
        self.assertEqual(found[0][0][0], "called_back")
        self.assertEqual(found[0][3][0], "open")
        for one in found:
            self.assertEqual(one, found[0])

    def test_random_orders(self):
        dice = random.Random(17)
        kinds = ("missed", "missed", "out_try", "out_talk", "in_talk")
        for number in range(12):
            calls = [(minute, dice.choice(kinds)) for minute in range(6)]
            straight = self._play(calls, range(6), f"+32212{number:05}")
            order = dice.sample(range(6), 6)
            shuffled = self._play(calls, order, f"+32213{number:05}")
            self.assertEqual(shuffled, straight, (calls, order))
            self._check_by_hand(calls, straight)

    def _check_by_hand(self, calls, found):
        """Each missed call is open unless a talk comes after it."""
        for index, (minute, kind) in enumerate(calls):
            talks = [
                (at, one) for at, one in calls if one.endswith("talk") and at > minute
            ]
            expected = {"out_talk": "called_back", "in_talk": "client_called"}
            state = False
            if kind == "missed":
                state = expected[min(talks)[1]] if talks else "open"
            self.assertEqual(found[index][0], state)
