from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...fetch import zadarma_link
from ...fetch.pinned_http import WHOLE
from ...models.recording.pbx_recording_fetch import DELAYS, LEASE
from .server import WAV, ServerCase

#: What Odoo has where nothing is configured.
LIMIT_TIME_REAL = 120


@tagged("post_install", "-at_install")
class TestRecordingFetch(ServerCase):
    """The job: what is due is fetched, tried again, given up on with a reason."""

    def _get_triggers(self):
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_fetch")
        return self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def _tell_due(self, *paths):
        recordings = self._tell_recorded(
            files=tuple(f"{self.pbx.url}/{path}" for path in paths)
        )
        self._make_due(recordings)
        return recordings

    def test_fetched(self):
        recording = self._tell_due("good")
        self._run_fetch()
        self.assertEqual(recording.state, "fetched", recording.reason)
        self.assertEqual(recording._read_file(), WAV)
        self.assertEqual(recording.size, len(WAV))
        self.assertEqual(recording.seconds, 1)
        self.assertEqual(recording.mimetype, "audio/wav")
        self.assertFalse(recording.try_at)

    def test_many(self):
        recordings = self._tell_due(
            "good", "good?2", "empty", "page", "good?3", "absent"
        )
        self._run_fetch()
        self.assertEqual(
            recordings.mapped("state"),
            ["fetched", "fetched", "missing", "refused", "fetched", "waiting"],
        )
        self.assertEqual(len(self.pbx.seen), 6)

    def test_no_sound(self):
        recording = self._tell_due("empty")
        self._run_fetch()
        self.assertEqual(recording.reason, "The file holds no sound.")
        self.assertFalse(recording.attachment_id)

    def test_tried_again_later_and_given_up_on(self):
        recording = self._tell_due("absent")
        for minutes in DELAYS:
            before = fields.Datetime.now()
            self._run_fetch()
            self.assertEqual(recording.state, "waiting")
            self.assertEqual(recording.reason, "The host answered 404.")
            waited = (recording.try_at - before).total_seconds()
            self.assertAlmostEqual(waited, minutes * 60, delta=20)
            seen = len(self.pbx.seen)
            self._run_fetch()
            self.assertEqual(len(self.pbx.seen), seen, "It was not due")
            self._make_due(recording)
        self._run_fetch()
        self.assertEqual(recording.state, "missing")
        self.assertFalse(recording.try_at)

    def test_by_hand(self):
        recording = self._tell_due("absent")
        recording._give_up("missing", "Gone")
        recording.with_user(self.anna).action_try_again()
        self.assertEqual(recording.state, "waiting")
        self._run_fetch()
        self.assertEqual(recording.reason, "The host answered 404.")

    def test_not_listed(self):
        self.provider.recording_local_hosts = False
        recording = self._tell_due("good")
        self._run_fetch()
        self.assertEqual(recording.state, "refused")
        self.assertIn("not among the hosts", recording.reason)
        self.assertFalse(self.pbx.seen)

    def test_a_name_only(self):
        recording = self._tell_recorded(files=("2026/a b.wav",))
        self._make_due(recording)
        self._run_fetch()
        self.assertEqual(recording.state, "refused")
        self.provider.recording_url = f"{self.pbx.url}/good?f={{ref}}&n={{name}}"
        self.provider.recording_login = "odoo"
        self.provider.recording_password = "secret"
        recording.action_try_again()
        self._run_fetch()
        self.assertEqual(recording.state, "fetched")
        path, headers = self.pbx.seen[0]
        self.assertEqual(path, "/good?f=2026/a%20b.wav&n=a%20b.wav")
        self.assertEqual(headers["Authorization"], "Basic b2RvbzpzZWNyZXQ=")

    def test_a_name_that_climbs(self):
        self.provider.recording_url = f"{self.pbx.url}/good?f={{ref}}"
        for name in ("../../etc/passwd", "a/../../b", "..", "/", "./a"):
            recording = self._tell_recorded(files=(name,))
            self._make_due(recording)
            self._run_fetch()
            self.assertEqual(set(recording.mapped("state")), {"refused"}, name)
        self.assertFalse(self.pbx.seen)

    def test_larger_than_the_limit(self):
        self.provider.recording_max_mb = 1
        recording = self._tell_due("large", "endless")
        self._run_fetch()
        self.assertEqual(recording.mapped("state"), ["refused", "refused"])
        self.assertIn("limit", recording[0].reason)

    def test_what_is_claimed_is_nobody_elses(self):
        recording = self._tell_due("good")
        claimed, request = self.recordings._claim()
        self.assertEqual(claimed, recording)
        self.assertFalse(self.recordings._claim()[0])
        self._run_fetch()
        self.assertFalse(self.pbx.seen)
        claimed._settle(*claimed._fetch(request))
        self.assertEqual(recording.state, "fetched")

    def test_a_claim_runs_out(self):
        recording = self._tell_due("good")
        self.recordings._claim()
        self.assertGreater(recording.try_at, fields.Datetime.now())
        self.assertEqual(recording.tries, 1)
        self._make_due(recording)
        self._run_fetch()
        self.assertEqual(recording.state, "fetched")

    def test_what_kills_the_server_is_given_up_on(self):
        recording, other = self._tell_due("good", "good?2")
        recording.write({"tries": len(DELAYS) + 1})
        self._run_fetch()
        self.assertEqual(recording.state, "missing")
        self.assertIn("again and again", recording.reason)
        self.assertEqual(other.state, "fetched")

    @mute_logger("odoo.addons.sales_efficiency_telephony")
    def test_one_that_nobody_thought_of_keeps_the_others_from_nothing(self):
        recordings = self._tell_due("good", "good?2", "good?3")
        keep = type(self.recordings)._keep_file

        def fail(recording, data):
            if recording == recordings[1]:
                raise LookupError("Nobody thought of that")
            return keep(recording, data)

        self.patch(type(self.recordings), "_keep_file", fail)
        self._run_fetch()
        self.assertEqual(recordings.mapped("state"), ["fetched", "waiting", "fetched"])

    @mute_logger("odoo.addons.base.models.ir_cron")
    def test_the_next_run_is_ordered_though_this_one_broke_off(self):
        recording = self._tell_due("good")
        recording.try_at = fields.Datetime.add(fields.Datetime.now(), minutes=5)
        self._get_triggers().unlink()

        def fail(recordings):
            raise LookupError("Nobody thought of that")

        self.patch(type(self.recordings), "_claim", fail)
        self._run_fetch()
        self.assertIn(recording.try_at, self._get_triggers().mapped("call_at"))

    def test_a_file_is_had_before_a_worker_is_killed(self):
        self.assertLess(WHOLE + zadarma_link.TIMEOUT, LIMIT_TIME_REAL)
        self.assertLess(WHOLE + zadarma_link.TIMEOUT, LEASE)

    def test_erased_while_it_is_fetched(self):
        recording = self._tell_due("good")
        claimed, request = self.recordings._claim()
        data, failed = claimed._fetch(request)
        recording._erase("On request")
        claimed._settle(data, failed)
        self.assertEqual(recording.state, "erased")
        self.assertFalse(
            self.env["ir.attachment"].search([("res_model", "=", "pbx.recording")])
        )

    @mute_logger("odoo.addons.sales_efficiency_telephony")
    def test_the_next_run_is_ordered(self):
        recording = self._tell_due("absent")
        self._run_fetch()
        self.assertIn(recording.try_at, self._get_triggers().mapped("call_at"))
