import struct
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import file_open

from ...sound import decode
from ...tools.call_state import RecordingState
from .common import RecordingCommon, make_wav

#: The caller for two seconds, then the other side for six.
CALLER, CALLED = [(0, 2)], [(3, 9)]


def make_a_law(data):
    """Return a WAV file of plain samples in A-law (G.711)."""
    samples = struct.unpack(f"<{(len(data) - 44) // 2}h", data[44:])
    coded = bytes(map(_code_a_law, samples))
    channels, rate = struct.unpack_from("<HI", data, 22)
    form = struct.pack("<HHIIHH", 6, channels, rate, rate * channels, channels, 8)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(coded)) + coded
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _code_a_law(sample):
    """Return the byte of a sample: sign, power of two, four bits; every other one turned."""
    sign, size = (0x80, sample >> 3) if sample >= 0 else (0, (-sample - 1) >> 3)
    power = max(size.bit_length() - 5, 0)
    bits = size >> power & 0xF if power else size >> 1 & 0xF
    return (sign | power << 4 | bits) ^ 0x55


def read_sample(name):
    """Return a file in which CALLER and CALLED talk."""
    path = f"sales_efficiency_telephony/tests/samples/sound/{name}"
    with file_open(path, "rb") as file:
        return file.read()


@tagged("post_install", "-at_install")
class TestRecordingTalk(RecordingCommon):
    """Who talked how much, whichever way the phone system keeps the voices apart."""

    def _assert_talk(self, recording, share, user, client, delta=0.05):
        self.assertTrue(recording.is_measured)
        self.assertAlmostEqual(recording.user_share, share, delta=delta / 10)
        self.assertAlmostEqual(recording.user_monologue, user, delta=delta)
        self.assertAlmostEqual(recording.client_monologue, client, delta=delta)
        self.assertAlmostEqual(recording.silence, 1, delta=delta)

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

    def test_codings(self):
        """Whatever it is coded in, the same talk is heard."""
        a_law = make_a_law(make_wav(9, CALLER, CALLED))
        for number, data in enumerate([a_law, read_sample("two_voices.mp3")]):
            recording = self._create_heard(str(number), data=data)
            # Coding smears the ends of sounds.
            self._assert_talk(recording, 6 / 8, 6, 2, delta=0.15)
            for side, spans in (("client", CALLER), ("user", CALLED)):
                ((start, end),) = recording.talk_spans[side]
                self.assertAlmostEqual(start, spans[0][0], delta=0.2)
                self.assertAlmostEqual(end, spans[0][1], delta=0.2)
            self.assertFalse(recording.talk_gap)

    def test_a_plain_and_a_coded_file(self):
        files = self._tell_recorded(
            files=(RecordingState("a", "client"), RecordingState("b", "user"))
        )
        files[0]._settle(make_a_law(make_wav(9, CALLER)), None)
        files[1]._settle(make_wav(9, CALLED), None)
        for file in files:
            self._assert_talk(file, 6 / 8, 6, 2)

    def test_without_the_library(self):
        """Plain files are measured all the same; of the others it is said."""
        data = read_sample("two_voices.mp3")
        with patch.object(decode, "LIBRARY", "no_such_library"):
            plain = self._create_heard("1", data=make_wav(9, CALLER, CALLED))
            coded = self._create_heard("2", data=data)
        self._assert_talk(plain, 6 / 8, 6, 2)
        self._assert_gap(coded, "miniaudio")
        self.assertEqual(coded.state, "fetched")
        (player,) = coded.get_recording_players()
        self.assertIn("miniaudio", player["talk_gap"])
        self.assertFalse(player["talk"])
        coded._measure_talk(data)
        self._assert_talk(coded, 6 / 8, 6, 2, delta=0.15)
        self.assertFalse(coded.talk_gap)

    def test_a_coding_that_is_not_known(self):
        for kind in ("ogg", "opus"):
            data = read_sample(f"two_voices.{kind}")
            self._assert_gap(self._create_heard(kind, data=data), "coding")

    def test_a_damaged_file_is_kept_without_figures(self):
        whole = make_a_law(make_wav(9, CALLER, CALLED))
        # Its head names a coding that there is not.
        unknown = whole[:20] + b"\x99\x99" + whole[22:]
        self._assert_gap(self._create_heard("1", data=unknown), "damaged")
        mp3 = read_sample("two_voices.mp3")
        gone = mp3[:3000] + bytes(len(mp3) - 3000)
        recording = self._create_heard("2", data=gone)
        self.assertEqual((recording.state, recording.is_measured), ("fetched", True))
        self.assertEqual(recording.user_share, 0, "he would have talked later")

    def test_what_breaks_the_decoder_breaks_nothing_else(self):
        with TemporaryDirectory() as folder:
            dying = Path(folder, "dying.py")
            dying.write_text(
                "import os, sys\n"
                "sys.stdout.buffer.write(bytes(160000))\n"
                "sys.stdout.flush()\n"
                "os.abort()\n"
            )
            with patch.object(decode, "DECODER", dying):
                recording = self._create_heard(data=read_sample("two_voices.mp3"))
        self._assert_gap(recording, "damaged")
        self.assertEqual(recording.state, "fetched")

    def test_what_is_too_long_is_not_measured(self):
        data = read_sample("two_voices.mp3")
        with patch.object(decode, "SECONDS", 8):
            self._assert_gap(self._create_heard("1", data=data), "as long as")
        with patch.object(decode, "TIME", -1):
            self._assert_gap(self._create_heard("2", data=data), "as long as")

    def test_of_one_channel_nothing_is_said(self):
        with patch.object(decode, "LIBRARY", "no_such_library"):
            recording = self._create_heard(data=make_a_law(make_wav(2)))
        self.assertFalse(recording.is_measured or recording.talk_gap)

    def _assert_gap(self, recording, word):
        self.assertFalse(recording.is_measured)
        sentences = dict(recording._fields["talk_gap"]._description_selection(self.env))
        self.assertIn(word, sentences[recording.talk_gap])
