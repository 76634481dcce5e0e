"""Who talked when, heard from tones whose places are known."""

import io
import math
import random
import struct
import wave

import pytest
from conftest import CHECKOUT, load_tools
from hypothesis import given, settings
from hypothesis import strategies as st

TOOLS = load_tools(CHECKOUT / "sales_efficiency_telephony")
TALK, SOUND, LEVELS = map(TOOLS.get, ("talk_sides", "sound_file", "sound_levels"))
RATE = 8000


def tone(spans, seconds, level=6000, hertz=440, noise=0):
    """Return samples with a tone in the spans and a noise everywhere."""
    chance = random.Random(7)
    samples = [chance.randint(-noise, noise) for _sample in range(int(seconds * RATE))]
    for start, end in spans:
        for place in range(int(start * RATE), int(end * RATE)):
            samples[place] += int(level * math.sin(math.tau * hertz * place / RATE))
    return samples


def wav(*channels, width=2):
    """Return a WAV file of the channels."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(len(channels))
        sound.setsampwidth(width)
        sound.setframerate(RATE)
        for samples in zip(*channels, strict=True):
            if width == 1:
                sound.writeframesraw(bytes((one >> 8) + 128 for one in samples))
            else:
                sound.writeframesraw(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


CLIENT = ((0.5, 3.0), (8.0, 9.0), (20.0, 21.0))
USER = ((3.5, 7.5), (9.5, 16.5))


@pytest.mark.parametrize("width", [2, 1])
@pytest.mark.parametrize("noise", [0, 60])
def test_a_stereo_file(width, noise):
    data = wav(
        tone(CLIENT, 22, noise=noise),
        tone(USER, 22, hertz=620, noise=noise),
        width=width,
    )
    talk = TALK.compare(*LEVELS.read_levels(data))
    for side, spans in ((talk.client, CLIENT), (talk.user, USER)):
        assert len(side.spans) == len(spans)
        for got, told in zip(side.spans, spans, strict=True):
            assert got == pytest.approx(told, abs=0.06)
    assert talk.user_share == pytest.approx(11 / 15.5, abs=0.01)
    assert talk.user.monologue == pytest.approx(7, abs=0.1)
    assert talk.client.monologue == pytest.approx(2.5, abs=0.1)
    assert talk.silence == pytest.approx(3.5, abs=0.1)
    assert (talk.user.interruptions, talk.client.interruptions) == (0, 0)


def test_two_files_of_unlike_length():
    (client,) = LEVELS.read_levels(wav(tone(CLIENT, 22)))
    (user,) = LEVELS.read_levels(wav(tone(USER, 17)))
    talk = TALK.compare(client, user)
    assert talk.user_share == pytest.approx(11 / 15.5, abs=0.01)
    assert talk.client.spans[-1][1] == pytest.approx(21, abs=0.06)


def test_who_interrupts_is_told():
    """The salesperson falls in at 4 s, the client yields; the echo is no interruption."""
    client = tone([(1, 5)], 12)
    user = tone([(4, 9)], 12)
    echo = tone([(1, 5)], 12, level=800)
    user = [one + other for one, other in zip(user, echo, strict=True)]
    talk = TALK.compare(*LEVELS.read_levels(wav(client, user)))
    assert talk.user.interruptions == 1
    assert talk.client.interruptions == 0
    assert talk.user.spans[0] == pytest.approx((4, 9), abs=0.06)


def test_a_monologue_goes_over_breaths_not_over_pauses():
    user = tone([(0, 3), (4, 6), (10, 13)], 14)
    talk = TALK.compare(*LEVELS.read_levels(wav(tone([], 14), user)))
    assert talk.user.monologue == pytest.approx(6, abs=0.1)
    assert talk.user_share == 1


def test_an_answer_ends_a_monologue():
    user, client = tone([(0, 3), (4, 6)], 8), tone([(3.3, 3.7)], 8)
    talk = TALK.compare(*LEVELS.read_levels(wav(client, user)))
    assert talk.user.monologue == pytest.approx(3, abs=0.1)


def test_silence_has_no_share():
    talk = TALK.compare(*LEVELS.read_levels(wav(tone([], 3, noise=40), tone([], 3))))
    assert talk.user_share is None
    assert talk.silence == 0


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVE", b"ID3" + bytes(100)]
)
def test_what_cannot_be_read(data):
    assert LEVELS.read_levels(data) is None


levels = st.lists(st.sampled_from([0, 3000]), min_size=1, max_size=300)


@given(levels, levels)
@settings(max_examples=60)
def test_sides_are_told_alike(one, other):
    """Which side is which changes nothing but the names; sums agree with the spans."""
    talk, turned = TALK.compare(one, other), TALK.compare(other, one)
    assert (talk.client, talk.user) == (turned.user, turned.client)
    assert talk.silence == turned.silence
    for side in (talk.client, talk.user):
        assert side.seconds == pytest.approx(sum(b - a for a, b in side.spans))
        assert side.monologue <= max(len(one), len(other)) / LEVELS.FRAMES
        assert list(side.spans) == sorted(side.spans)


# -----------------------------------------------------------------------------
# Kinds of files
# -----------------------------------------------------------------------------


def mp3(frames):
    """Return an MP3 of 128 kbit/s at 44100 Hz, 417 bytes a frame."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def ogg(granule):
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 8000, 0, 0)
    page = b"OggS\x00\x02" + struct.pack("<qIIIB", 0, 1, 0, 0, 1) + bytes([len(head)])
    return page + head + b"OggS\x00\x04" + struct.pack("<qIIIB", granule, 1, 1, 0, 0)


def mp4(scale, length):
    mvhd = struct.pack(">IIIII", 0, 0, 0, scale, length)
    mvhd = struct.pack(">I4s", len(mvhd) + 8, b"mvhd") + mvhd
    moov = struct.pack(">I4s", len(mvhd) + 8, b"moov") + mvhd
    return struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + moov


@pytest.mark.parametrize(
    ("data", "kind", "seconds"),
    [
        (wav([0] * 12000), "wav", 1.5),
        (mp3(100), "mp3", 100 * 1152 / 44100),
        (b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128) + mp3(10), "mp3", 0.2612),
        (ogg(48000 * 3 + 312), "ogg", 3),
        (mp4(8000, 20000), "m4a", 2.5),
    ],
)
def test_kinds(data, kind, seconds):
    sound = SOUND.examine(data)
    assert (sound.kind, sound.is_empty) == (kind, False)
    assert sound.seconds == pytest.approx(seconds, abs=0.001)


def test_a_recorder_that_died():
    data = wav([0] * 16000)
    for size in (0, 0xFFFFFFFF):
        cut = data[:40] + struct.pack("<I", size) + data[44:]
        assert SOUND.examine(cut).seconds == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><html></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n" + bytes(60),
        b"\xff\xd8\xff\xe0" + bytes(600),
        b"MZ" + bytes(600),
        b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(60),
        b"OggS" + bytes(60),
        b"\x00\x00\x00\x10ftypqt  " + bytes(60),
        b"\xff\xfb\x90\x00" + bytes(600),
        b"ID3" + bytes(600),
        b'{"error": "no such recording"}',
    ],
)
def test_no_sound(data):
    assert SOUND.examine(data) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at(data):
    for head in (
        b"",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"OggS",
        b"\xff\xfb\x90\x00",
        b"ID3",
    ):
        SOUND.examine(head + data)
        SOUND.examine(data[:4] + b"ftypM4A " + data)


@pytest.mark.parametrize(
    "head",
    [
        b"OpusHead" + bytes(11),
        b"\x01vorbis" + struct.pack("<IBI", 0, 1, 8000) + bytes(14),
        b"Speex   " + bytes(28) + struct.pack("<IIII", 8000, 0, 4, 1),
        b"\x7fFLAC" + bytes(22) + b"\x0a\xc4\x42" + bytes(8),
    ],
)
def test_a_file_cut_off_within_its_head_is_no_error(head):
    page = b"OggS" + bytes(2) + struct.pack("<q", 16000) + bytes(13)
    data = page[:26] + b"\x01" + bytes([len(head)]) + head
    assert SOUND.examine(data).kind == "ogg"
    for length in range(len(data)):
        SOUND.examine(data[:length])
