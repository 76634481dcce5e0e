"""A talk of two voices as a file: bursts of sound like speech, the client on the left.

Nobody is heard, and nothing is said: what tells apart who talks when needs no more.
"""

import io
import random
import wave
from array import array
from math import pi, sin

RATE = 8000
#: Deeper and higher: the pitch of the client and of the salesperson in Hz.
PITCHES = (118, 186)
WORDS = 7
LOUDNESS = 5200
#: Seconds of one turn, of the pause between words and between turns.
TURN = (2.2, 6.5)
BETWEEN_WORDS = (0.05, 0.14)
BETWEEN_TURNS = (0.3, 1.1)


def make_talk(seconds, share):
    """Return a WAV file of two sides.

    :param seconds: its length
    :param share: how much of the talk the right side says
    """
    rng = random.Random(f"{seconds}-{share}")
    length = int(seconds * RATE)
    sides = [array("h", bytes(2 * length)) for _side in PITCHES]
    words = [[_make_word(rng, pitch) for _word in range(WORDS)] for pitch in PITCHES]
    said = [1.0, 1.0]
    place = int(0.4 * RATE)
    while place < length - RATE:
        # Whose turn it is keeps to the share, however long the turns become.
        side = int(said[1] < share * sum(said))
        end = min(length - RATE // 2, place + int(rng.uniform(*TURN) * RATE))
        said[side] += (end - place) / RATE
        _say(sides[side], place, end, words[side], rng)
        place = end + int(rng.uniform(*BETWEEN_TURNS) * RATE)
    return _pack(sides)


def _make_word(rng, pitch):
    """Return the samples of a word: a tone with its overtones, in noise."""
    length = int(rng.uniform(0.16, 0.42) * RATE)
    pitch *= rng.uniform(0.9, 1.15)
    tone = rng.uniform(2.4, 5.2)
    return array(
        "h",
        (
            int(
                LOUDNESS
                * sin(pi * place / length) ** 0.5
                * (
                    0.55 * sin(2 * pi * pitch * place / RATE)
                    + 0.3 * sin(2 * pi * pitch * tone * place / RATE)
                    + 0.15 * rng.uniform(-1, 1)
                )
            )
            for place in range(length)
        ),
    )


def _say(samples, place, end, words, rng):
    """Put words into a side until its turn ends."""
    while True:
        word = rng.choice(words)
        if place + len(word) > end:
            return
        samples[place : place + len(word)] = word
        place += len(word) + int(rng.uniform(*BETWEEN_WORDS) * RATE)


def _pack(sides):
    frames = array("h", bytes(4 * len(sides[0])))
    for place, samples in enumerate(sides):
        frames[place :: len(sides)] = samples
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(len(sides))
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(frames.tobytes())
    return file.getvalue()
