"""How loud each channel of a sound is, in frames of a twentieth of a second.

A level is the root mean square of the samples of a frame, of 16 bits: 0 to 32767.
"""

import io
import sys
import wave
from array import array
from math import sqrt
from operator import mul

#: Of levels, in a second.
FRAMES = 20


def read_levels(data):
    """Return the level of each frame, a list for each channel of a WAV file.

    :return: ``None`` where it does not hold plain samples of up to 16 bits
    """
    try:
        with wave.open(io.BytesIO(data)) as sound:
            channels, width = sound.getnchannels(), sound.getsampwidth()
            if width not in (1, 2) or channels > 2:
                return None
            size = max(sound.getframerate() // FRAMES, 1)
            blocks = iter(lambda: sound.readframes(size), b"")
            return get_levels((_read_samples(one, width) for one in blocks), channels)
    except (wave.Error, EOFError):
        return None


def get_levels(blocks, channels):
    """Return the level of each frame, a list for each channel.

    :param blocks: the samples of one frame each, the channels in turn

    >>> get_levels([array("h", [3, 0, -3, 0]), array("h", [0, 5])], 2)
    [[3.0, 0.0], [0.0, 5.0]]
    """
    levels = [[] for _channel in range(channels)]
    for samples in blocks:
        for channel, level in enumerate(levels):
            level.append(_get_level(samples[channel::channels]))
    return levels


def _read_samples(block, width):
    if width == 1:
        return array("h", [(byte - 128) << 8 for byte in block])
    samples = array("h", block[: len(block) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _get_level(samples):
    return sqrt(sum(map(mul, samples, samples)) / (len(samples) or 1))
