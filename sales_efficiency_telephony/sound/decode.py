"""Samples of files in a coding: A-law, mu-law and others in WAV, and MP3.

The library that decodes is optional. Files come from phone systems that somebody lists,
and yet are foreign: they are decoded in a process of their own, with limits, to a low
rate, and no further than :data:`SECONDS` of sound or :data:`TIME` of work. What the
library knows beyond :data:`KINDS` is left alone: its decoder of Vorbis writes past its
memory where a file is damaged.
"""

import subprocess
import sys
import time
from array import array
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

LIBRARY = "miniaudio"
KINDS = ("wav", "mp3")
#: Samples a second of each channel: what a telephone carries.
RATE = 8000
#: How much sound is decoded at the most, and how many seconds that may take.
SECONDS = 4 * 3600
TIME = 60
DECODER = Path(__file__).with_name("decoder.py")


class NotDecoded(Exception):
    """Sound whose samples could not be had.

    :ivar code: ``library`` (there is none here), ``coding`` (it does not know this one,
        or the file is damaged) or ``long``
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def decode(data, sound, frames):
    """Yield the samples of a file, from its beginning.

    :param sound: what it is, see :mod:`sound_file`
    :param frames: how many a block holds; the last one may be shorter
    :return: arrays of 16 bits at :data:`RATE`, channels in turn
    :raise NotDecoded: whenever the next block cannot be had
    """
    if sound.kind not in KINDS or sound.channels not in (1, 2):
        raise NotDecoded("coding")
    if not find_spec(LIBRARY):
        raise NotDecoded("library")
    words = map(str, (sound.channels, RATE, frames, TIME))
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with subprocess.Popen(
            [sys.executable, "-B", str(DECODER), *words],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as child:
            try:
                yield from _read(child, sound.channels, frames)
            finally:
                child.kill()


def _read(child, channels, frames):
    ends = time.monotonic() + TIME
    count = 0
    while block := child.stdout.read(2 * channels * frames):
        count += frames
        if count > SECONDS * RATE or time.monotonic() > ends:
            raise NotDecoded("long")
        yield array("h", block[: len(block) // 2 * 2])
    if child.wait() or not count:
        raise NotDecoded("coding")
