"""What a file with sound is, by its content: kind, length in seconds, whether it is empty.

A file's name and what a server says of it are hearsay. Four kinds are taken: WAV (RIFF,
any coding), MP3 (MPEG 1, 2 and 2.5, layer III), Ogg (Vorbis, Opus, Speex, FLAC) and the
audio of MPEG-4. Lengths come from the samples counted in the file, not from its size,
except where a recorder died before it wrote them down.
"""

import struct
from dataclasses import dataclass

MIMETYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
}
_BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6")
#: Kilobits per second of layer III, by the version of MPEG.
_BITRATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44100, 48000, 32000)


@dataclass(frozen=True, slots=True)
class Sound:
    """A file with sound.

    :param kind: one of :data:`MIMETYPES`
    :param seconds: how long it plays
    :param channels: 0 where the file was not looked into that far
    """

    kind: str
    seconds: float
    channels: int = 0

    @property
    def is_empty(self):
        return self.seconds <= 0

    @property
    def mimetype(self):
        return MIMETYPES[self.kind]


def examine(data):
    """Return what a file is, ``None`` where it is no sound.

    A phone system that recorded nothing leaves the head of a file only:

    >>> head = b"RIFF" + struct.pack("<I", 36) + b"WAVEfmt " + struct.pack(
    ...     "<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", 0)
    >>> len(head), examine(head).is_empty
    (44, True)
    >>> examine(head + bytes(24000))
    Sound(kind='wav', seconds=1.5, channels=1)
    >>> examine(b"<html><body>Not found</body></html>")
    """
    for read in (_read_wav, _read_ogg, _read_mp4, _read_mp3):
        try:
            sound = read(data)
        except (struct.error, IndexError):
            # Cut off within its head.
            sound = None
        if sound:
            return sound
    return None


def _read_wav(data):
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    place, channels, per_second = 12, 0, 0
    while place + 8 <= len(data):
        name = data[place : place + 4]
        (size,) = struct.unpack_from("<I", data, place + 4)
        place += 8
        if name == b"fmt ":
            channels, _rate, per_second = struct.unpack_from("<HII", data, place + 2)
        elif name == b"data":
            # A recorder that died left no size, one that streamed the largest.
            there = len(data) - place
            size = min(size, there) or there
            return per_second and Sound("wav", size / per_second, channels)
        place += size + size % 2
    return per_second and Sound("wav", 0.0, channels)


def _read_ogg(data):
    if data[:4] != b"OggS":
        return None
    head = data[27 + data[26] :][:64] if len(data) > 27 else b""
    rate, skipped, channels = _read_ogg_codec(head)
    if not rate:
        return None
    last = data.rfind(b"OggS")
    (granule,) = struct.unpack_from("<q", data, last + 6)
    return Sound("ogg", max(granule - skipped, 0) / rate, channels)


def _read_ogg_codec(head):
    if head.startswith(b"OpusHead"):
        return 48000, struct.unpack_from("<H", head, 10)[0], head[9]
    if head.startswith(b"\x01vorbis"):
        return struct.unpack_from("<I", head, 12)[0], 0, head[11]
    if head.startswith(b"Speex   "):
        rate, _mode, _version, channels = struct.unpack_from("<IIII", head, 36)
        return rate, 0, channels
    if head.startswith(b"\x7fFLAC"):
        return int.from_bytes(head[27:30], "big") >> 4, 0, (head[29] >> 1 & 7) + 1
    return 0, 0, 0


def _read_mp4(data):
    if data[4:8] != b"ftyp" or data[8:12] not in _BRANDS:
        return None
    movie = _find_box(data, b"moov")
    head = _find_box(movie, b"mvhd")
    if not head:
        return Sound("m4a", 0.0)
    if head[0] == 1:
        scale, length = struct.unpack_from(">IQ", head, 20)
    else:
        scale, length = struct.unpack_from(">II", head, 12)
    return Sound("m4a", length / scale if scale else 0.0)


def _find_box(data, wanted):
    place = 0
    while place + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        start = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, place + 8)
            start = 16
        size = size or len(data) - place
        if name == wanted:
            return data[place + start : place + size]
        if size < start:
            break
        place += size
    return b""


def _read_mp3(data):
    place = 0
    if data[:3] == b"ID3" and len(data) > 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        place = 10 + size
    first = _read_frame(data, place)
    # Two frames in a row are no accident, one may be.
    if not first or not _read_frame(data, place + first[0]):
        return None
    seconds, channels = 0.0, first[2]
    while frame := _read_frame(data, place):
        seconds += frame[1]
        place += frame[0]
    return Sound("mp3", seconds, channels)


def _read_frame(data, place):
    """Return the bytes, seconds and channels of the frame that begins there."""
    if place + 4 > len(data):
        return None
    (head,) = struct.unpack_from(">I", data, place)
    version, layer = head >> 19 & 3, head >> 17 & 3
    bitrate, rate = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1:
        return None
    if bitrate in (0, 15) or rate == 3:
        return None
    is_first = version == 3
    rate = _RATES[rate] // {3: 1, 2: 2, 0: 4}[version]
    samples = 1152 if is_first else 576
    bits = _BITRATES[1 if is_first else 2][bitrate] * 1000
    size = samples // 8 * bits // rate + (head >> 9 & 1)
    return size, samples / rate, 1 if head >> 6 & 3 == 3 else 2
