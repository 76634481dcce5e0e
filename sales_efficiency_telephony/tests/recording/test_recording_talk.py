from odoo.tests import tagged

from ...tools.call_state import RecordingState
from .common import RecordingCommon, make_wav

#: The caller for two seconds, then the other side for six.
CALLER, CALLED = [(0, 2)], [(3, 9)]


@tagged("post_install", "-at_install")
class TestRecordingTalk(RecordingCommon):
    """Who talked how much, whichever way the phone system keeps the voices apart."""

    def _assert_talk(self, recording, share, user, client):
        self.assertTrue(recording.is_measured)
        self.assertAlmostEqual(recording.user_share, share, 2)
        self.assertAlmostEqual(recording.user_monologue, user, 1)
        self.assertAlmostEqual(recording.client_monologue, client, 1)
        self.assertAlmostEqual(recording.silence, 1, 1)

    def test_stereo(self):
        data = make_wav(9, CALLER, CALLED)
        coming = self._create_heard("1", data=data)
        self._assert_talk(coming, 6 / 8, 6, 2)
        self.assertEqual(coming.talk_spans["user"], [[3, 9]])
        going = self._create_heard("2", data=data, direction="out")
        self._assert_talk(going, 2 / 8, 2, 6)

    def test_a_fixed_side(self):
        data = make_wav(9, CALLER, CALLED)
        self.provider.recording_left = "user"
        self._assert_talk(self._create_heard("1", data=data), 2 / 8, 2, 6)
        self.provider.recording_left = "client"
        out = self._create_heard("2", data=data, direction="out")
        self._assert_talk(out, 6 / 8, 6, 2)

    def test_two_files(self):
        """Whichever comes first, the second one makes the talk."""
        for uid, order in (("1", (0, 1)), ("2", (1, 0))):
            files = self._tell_recorded(
                uid, files=(RecordingState("a", "client"), RecordingState("b", "user"))
            )
            data = make_wav(9, CALLER), make_wav(9, CALLED)
            files[order[0]]._settle(data[order[0]], None)
            self.assertFalse(any(files.mapped("is_measured")))
            files[order[1]]._settle(data[order[1]], None)
            for file in files:
                self._assert_talk(file, 6 / 8, 6, 2)
            (player,) = files.get_recording_players()
            self.assertEqual(
                [track["side"] for track in player["tracks"]], ["client", "user"]
            )

    def test_one_voice_tells_nothing(self):
        self.assertFalse(self._create_heard().is_measured)
        (player,) = self._create_heard("2").get_recording_players()
        self.assertFalse(player["talk"])

    def test_files_of_two_legs_are_two_talks(self):
        files = self._tell_recorded(
            "1",
            self._talk("101", 60),
            self._talk("102", 60, start=70),
            files=(
                RecordingState("a", "client", "leg-101"),
                RecordingState("b", "user", "leg-102"),
            ),
        )
        files[0]._settle(make_wav(9, CALLER), None)
        files[1]._settle(make_wav(9, CALLED), None)
        self.assertFalse(any(files.mapped("is_measured")))
        self.assertEqual(len(files.get_recording_players()), 2)
