from datetime import timedelta

from odoo.tests import freeze_time, tagged

from ...models.recording.pbx_recording_fetch import SETTLE
from ...tools.call_state import RecordingState
from .common import RecordingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 13:00:00")
class TestRecordingNote(RecordingCommon):
    """What the phone system tells of files is noted once, and fetched after the call."""

    def test_a_file_is_noted_and_fetched_after_the_call(self):
        recording = self._tell_recorded()
        self.assertEqual(recording.state, "waiting")
        self.assertEqual(recording.ref, "a.wav")
        self.assertEqual(recording.user_id, self.anna)
        self.assertEqual(recording.team_id, self.north)
        # Told a minute after it began, and left alone until the file is complete.
        settled = recording.started_at + timedelta(seconds=60 + SETTLE)
        self.assertEqual(recording.try_at, settled)
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_fetch")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(recording.try_at, triggers.mapped("call_at"))

    def test_while_the_call_lasts_nothing_is_fetched(self):
        recording = self._tell_recorded(state="ongoing", ended_at=None)
        self.assertFalse(recording.try_at)
        again = self._tell_recorded()
        self.assertEqual(again, recording)
        self.assertTrue(recording.try_at)

    def test_told_again_it_is_one(self):
        first = self._tell_recorded(files=("a.wav", "b.wav", "a.wav", ""))
        self.assertEqual(first.mapped("ref"), ["a.wav", "b.wav"])
        self.assertEqual(self._tell_recorded(files=("b.wav", "a.wav")), first)

    def test_what_was_erased_does_not_come_back(self):
        recording = self._create_heard()
        recording._erase("On request")
        self.assertEqual(self._tell_recorded(), recording)
        self.assertEqual(recording.state, "erased")
        self.assertFalse(recording.ref)

    def test_told_more_fully_it_is_the_same(self):
        first = self._tell_recorded(files=("a.wav",))
        for ref in ("/var/monitor/a.wav", "a.wav"):
            self.assertEqual(self._tell_recorded(files=(ref,)), first)
            self.assertEqual(first.ref, "/var/monitor/a.wav")
        whose = RecordingState("/var/monitor/a.wav", "user", "leg-101")
        self.assertEqual(self._tell_recorded(files=(whose,)), first)
        self.assertEqual((first.side, first.leg_id.extension), ("user", "101"))

    def test_an_address_signed_anew_is_the_one_to_fetch(self):
        first = self._tell_recorded(files=("https://h/1/a.wav?signature=old",))
        new = "https://h/1/a.wav?signature=new"
        self.assertEqual(self._tell_recorded(files=(new,)), first)
        self.assertEqual(first.ref, new)

    def test_an_address_without_a_name_is_signed_anew(self):
        """Whichever way it is signed, the call keeps one row, with the last address."""
        signatures = (
            "X-Amz-Date={0}&X-Amz-Signature={0}",
            "X-Goog-Expires=60&X-Goog-Signature={0}",
            "Expires={0}&Signature={0}&Key-Pair-Id=K",
            "sv=2024-11-04&se=2026-03-0{0}&sr=b&sp=r&sig={0}%3D",
            "id=7&token={0}",
        )
        for number, signature in enumerate(signatures):
            first = self._tell_recorded(
                str(number), files=(f"https://h/rec/12345?{signature.format(1)}",)
            )
            new = f"https://h/rec/12345?{signature.format(2)}"
            again = self._tell_recorded(str(number), files=(new,))
            self.assertEqual((len(first), again, first.ref), (1, first, new))

    def test_addresses_of_two_files_are_two(self):
        for number, (one, other) in enumerate(
            (
                ("get?id=1", "get?id=2"),
                ("rec/1?X-Amz-Signature=a", "rec/2?X-Amz-Signature=a"),
                ("get?id=1&Signature=a", "get?id=2&Signature=a"),
                # Without a signature beside it, this says which one it is.
                ("get?sr=1", "get?sr=2"),
            )
        ):
            refs = (f"https://h/{one}", f"https://h/{other}")
            both = self._tell_recorded(str(number), files=refs)
            self.assertEqual(both.mapped("ref"), list(refs))

    def test_two_files_of_one_name(self):
        first = self._tell_recorded(files=("audio.mp3",))
        both = self._tell_recorded(files=("h/1/audio.mp3", "h/2/audio.mp3"))
        self.assertEqual(len(both), 2)
        self.assertEqual(both[0], first)
        self.assertEqual(both.mapped("ref"), ["h/1/audio.mp3", "h/2/audio.mp3"])
        again = self._tell_recorded(files=("h/2/audio.mp3", "h/1/audio.mp3"))
        self.assertEqual(again, both)

    def test_what_was_erased_does_not_come_back_by_another_name(self):
        for uid, ref in (("1", "a.wav"), ("2", "/var/monitor/a.wav")):
            recording = self._create_heard(uid, files=(ref,))
            recording._erase("On request")
            for again in ("/var/monitor/a.wav", "a.wav", "monitor/a.wav"):
                self.assertEqual(self._tell_recorded(uid, files=(again,)), recording)
                self.assertEqual((recording.state, recording.ref), ("erased", False))

    def test_a_file_of_a_leg_is_of_its_phone(self):
        first, second = self._tell_recorded(
            "1",
            self._talk("101", 60),
            self._talk("102", 60, start=70),
            files=(RecordingState("1", "user", "leg-101"), RecordingState("2")),
        )
        self.assertEqual((first.user_id, first.side), (self.anna, "user"))
        self.assertEqual(first.leg_id.extension, "101")
        self.assertEqual((second.user_id, second.side), (self.boris, "both"))

    def test_many_calls_cost_as_many_queries_as_one(self):
        def tell(first, count):
            states = [
                self._state(
                    str(first + number),
                    self._talk(),
                    recordings=(RecordingState(f"{number}.wav"),),
                )
                for number in range(count)
            ]
            self._tell(*states)
            self.env.flush_all()

        tell(100, 2)
        counts = []
        for first, count in ((200, 2), (300, 12)):
            before = self.env.cr.sql_log_count
            tell(first, count)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
