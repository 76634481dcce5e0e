from itertools import pairwise
from unittest import SkipTest

from odoo import fields
from odoo.modules.module import get_manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools import convert_file

from ...demo.habits import RECORDED

ADDONS = ("sales_efficiency", "sales_efficiency_telephony")


@tagged("-at_install", "post_install")
class TestDemo(TransactionCase):
    """The demonstration as it is installed, in a database without any."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"no_reset_password": True})
        if cls.env.ref("sales_efficiency_telephony.pbx_provider_demo", False):
            raise SkipTest("The database has the demonstration already.")
        for addon in ADDONS:
            cls.mails = cls.env["mail.mail"].search([])
            for name in get_manifest(addon)["demo"]:
                convert_file(cls.env, addon, name, {}, "init", noupdate=True)
        cls.provider = cls.env.ref("sales_efficiency_telephony.pbx_provider_demo")
        cls.calls = cls.env["pbx.call"].search([("provider_id", "=", cls.provider.id)])

    def _get_user(self, slug):
        return self.env.ref(f"sales_efficiency.res_users_{slug}")

    def test_calls_are_of_the_past_and_of_clients(self):
        self.assertGreater(len(self.calls), 500)
        self.assertLessEqual(max(self.calls.mapped("ended_at")), fields.Datetime.now())
        self.assertFalse(self.calls.filtered(lambda call: not call.ended_at))
        known = self.calls.filtered("partner_id")
        self.assertGreater(len(known), 0.9 * len(self.calls))
        self.assertGreater(len(known.filtered("lead_id")), 50)
        failed = self.env["pbx.event"].search_count(
            [("provider_id", "=", self.provider.id), ("state", "!=", "applied")]
        )
        self.assertFalse(failed)

    def test_nobody_talks_twice_at_once(self):
        legs = self.calls.leg_ids.filtered(
            lambda leg: leg.user_id and leg.talk_seconds > 0
        )
        for user, talks in legs.grouped("user_id").items():
            talks = talks.sorted("answered_at")
            twice = [
                (first, second)
                for first, second in pairwise(talks)
                if first.ended_at > second.answered_at
            ]
            self.assertFalse(twice, user.name)

    def test_few_missed_calls_wait(self):
        waiting = self.calls.filtered(
            lambda call: call.missed_state == "open" and not call.missed_first_id
        )
        self.assertEqual(len(waiting), 4)
        self.assertEqual(sorted(waiting.mapped("missed_count")), [1, 1, 1, 2])
        self.assertTrue(all(waiting.mapped("user_id")))
        activities = self.env["mail.activity"].search(
            [("pbx_missed_call_id", "in", self.calls.ids)]
        )
        self.assertEqual(activities.pbx_missed_call_id, waiting)
        closed = self.calls.filtered("missed_closed_by_id")
        self.assertGreater(len(closed), 5 * len(waiting))

    def test_recordings_have_two_voices(self):
        recordings = self.calls.recording_ids
        self.assertEqual(len(recordings), len(RECORDED))
        self.assertEqual(set(recordings.mapped("state")), {"fetched"})
        for recording in recordings:
            call = recording.call_id
            self.assertAlmostEqual(recording.seconds, call.talk_seconds, delta=0.1)
            self.assertTrue(recording.is_measured)
        shares = sorted(recordings.mapped("user_share"))
        wanted = sorted(recorded.share for recorded in RECORDED)
        for share, meant in zip(shares, wanted, strict=True):
            self.assertAlmostEqual(share, meant, delta=0.12)
        self.assertTrue(recordings.mark_ids)

    def test_quality(self):
        reviews = self.env["pbx.review"].search([("call_id", "in", self.calls.ids)])
        self.assertGreaterEqual(len(reviews), 20)
        self.assertEqual(set(reviews.mapped("state")), {"done"})
        self.assertTrue(reviews.filtered("reply"))
        self.assertTrue(reviews.filtered(lambda one: not one.acknowledged_at))
        twice = [one for one in reviews.grouped("call_id").values() if len(one) > 1]
        self.assertTrue(twice)
        coaching = self.env["mail.activity"].search(
            [("res_model", "=", "pbx.review"), ("summary", "=like", "Coach %")]
        )
        self.assertEqual(len(coaching), 1)
        best, worst = (
            sum(scores) / len(scores)
            for scores in (
                reviews.filtered(lambda one, user=user: one.user_id == user).mapped(
                    "score"
                )
                for user in (self._get_user("tomas"), self._get_user("lucas"))
            )
        )
        self.assertGreater(best, worst + 20)
        listening = self.env["pbx.listening"].search([])
        self.assertIn("overdue", listening.mapped("state"))

    def test_each_role_sees_its_part(self):
        lucas, nora = self._get_user("lucas"), self._get_user("nora")
        own = self.env["pbx.call"].with_user(lucas).search([])
        of_team = self.env["pbx.call"].with_user(nora).search([])
        self.assertTrue(0 < len(own) < len(of_team) < len(self.calls))
        heard = self.env["pbx.recording"].with_user(lucas).search([])
        self.assertEqual(heard.user_id, lucas)

    def test_once_is_enough(self):
        self.env["pbx.demo"]._load()
        again = self.env["pbx.call"].search([("provider_id", "=", self.provider.id)])
        self.assertEqual(again, self.calls)

    def test_nobody_gets_letters(self):
        self.assertEqual(self.env["mail.mail"].search([]), self.mails)
