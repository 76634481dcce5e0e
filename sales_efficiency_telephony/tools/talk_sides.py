"""Who talked when, of a recording that keeps the two sides apart. Seconds throughout.

No speech is recognised: in the frames of :mod:`sound_levels` the level tells whether
there is a voice. The threshold lies above
the noise of the line, the tenth percentile of the frames, at no less than LOUD_MIN. Where
both sides have a voice and one is four times (12 dB) weaker, that one is an echo. Pauses
between words belong to the talk, clicks do not.

The share of a side is its talk by that of both; a monologue is talk in which the other
side says nothing and that no pause of PAUSE seconds breaks; an interruption is a
beginning while the other has been talking for a second and goes on for a while.
"""

# Odoo's own groupby gathers all equal keys; here it is runs of them, and no Odoo.
# pylint: disable=bad-builtin-groupby

from dataclasses import dataclass
from itertools import groupby

from .sound_levels import FRAMES

LOUD_MIN, LOUD_MAX = 150, 1000
NOISE = 3
ECHO = 4
#: Frames: shorter gaps are closed, shorter sounds are clicks.
GAP, CLICK = 8, 3
#: Seconds that end a monologue.
PAUSE = 2
#: Frames the other had been talking, and frames both then talk.
BEFORE, BOTH = 20, 6


@dataclass(frozen=True, slots=True)
class Side:
    """What one side did.

    :param seconds: of talk
    :param monologue: the longest
    :param interruptions: of the other side
    :param spans: ``(from, to)`` of its talk
    """

    seconds: float
    monologue: float
    interruptions: int
    spans: tuple


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of two sides, and the longest silence in it, between first and last word."""

    client: Side
    user: Side
    silence: float

    @property
    def user_share(self):
        """Return the share of the salesperson in the talk, ``None`` of none."""
        both = self.client.seconds + self.user.seconds
        return self.user.seconds / both if both else None


def compare(client, user):
    """Return the :class:`Talk` of two sides, of their levels by frame.

    The client asks for two seconds, the salesperson answers for six:

    >>> talk = compare([3000] * 40 + [0] * 140, [0] * 60 + [3000] * 120)
    >>> talk.client.spans, talk.user.spans
    (((0.0, 2.0),), ((3.0, 9.0),))
    >>> talk.user_share, talk.user.monologue, talk.silence
    (0.75, 6.0, 1.0)
    """
    length = max(len(client), len(user))
    client = [*client, *[0] * (length - len(client))]
    user = [*user, *[0] * (length - len(user))]
    voices = _hear(client, user), _hear(user, client)
    return Talk(_tell(*voices), _tell(*reversed(voices)), _find_silence(*voices))


def _hear(own, other):
    """Return for each frame whether there is a voice on this side."""
    noise = sorted(own)[len(own) // 10] if own else 0
    loud = min(max(NOISE * noise, LOUD_MIN), LOUD_MAX)
    voice = [
        level >= loud and level * ECHO > against
        for level, against in zip(own, other, strict=True)
    ]
    return _drop(_drop(voice, False, GAP), True, CLICK)


def _drop(frames, value, limit):
    """Turn over runs of a value that are shorter than the limit, but for the ends."""
    result = []
    for one, run in groupby(frames):
        count = len(list(run))
        is_end = not value and (not result or len(result) + count == len(frames))
        keep = one != value or count >= limit or is_end
        result += [one if keep else not one] * count
    return result


def _find_runs(frames):
    """Return ``(from, to)`` of the frames that are true, in frames."""
    runs, place = [], 0
    for value, run in groupby(frames):
        count = len(list(run))
        if value:
            runs.append((place, place + count))
        place += count
    return runs


def _tell(own, other):
    runs = _find_runs(own)
    return Side(
        seconds=sum(own) / FRAMES,
        monologue=_find_monologue(runs, other) / FRAMES,
        interruptions=sum(_is_interruption(*run, other) for run in runs),
        spans=tuple((start / FRAMES, end / FRAMES) for start, end in runs),
    )


def _find_monologue(runs, other):
    longest = begun = 0
    ended = -PAUSE * FRAMES - 1
    for start, end in runs:
        if start - ended > PAUSE * FRAMES or any(other[ended:start]):
            begun = start
        # What the other says meanwhile cuts the talk in pieces.
        for quiet, run in groupby(range(start, end), lambda frame: not other[frame]):
            frames = list(run)
            if quiet:
                longest = max(longest, frames[-1] + 1 - begun)
            else:
                begun = frames[-1] + 1
        ended = end
    return longest


def _is_interruption(start, end, other):
    before = other[max(start - BEFORE, 0) : start]
    both = other[start : min(start + BOTH, end)]
    return len(before) == BEFORE and all(before) and len(both) == BOTH and all(both)


def _find_silence(client, user):
    voices = [one or two for one, two in zip(client, user, strict=True)]
    runs = _find_runs(voices)
    gaps = (after[0] - before[1] for before, after in zip(runs, runs[1:], strict=False))
    return max(gaps, default=0) / FRAMES
