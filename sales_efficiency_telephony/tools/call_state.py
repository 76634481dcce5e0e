"""What a call and its legs have come to: the result of folding what was told of them.

>>> [state for state in STATES if state in LIVE]
['ringing', 'ongoing']
"""

from dataclasses import dataclass

#: What a call may be: the first two while it lasts, the others once it is over.
STATES = (
    "ringing",
    "ongoing",
    "answered",
    "missed",
    "abandoned",
    "not_reached",
    "busy",
    "failed",
    "voicemail",
)
LIVE = ("ringing", "ongoing")
#: Nobody of ours spoke to a client who called.
MISSED = ("missed", "abandoned", "voicemail")

#: What a leg may come to; empty while it lasts.
OUTCOMES = (
    "talked",
    "no_answer",
    "busy",
    "answered_elsewhere",
    "rejected",
    "unreachable",
    "caller",
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which numbers are ours.

    :param own: digits of the company's own lines
    :param phones: extensions and devices of our people
    :param internal_digits: numbers no longer than this are internal
    """

    own: frozenset = frozenset()
    phones: frozenset = frozenset()
    internal_digits: int = 5


@dataclass(frozen=True, slots=True)
class LegState:
    """One phone's part in a call; those of the client and of lines are not legs.

    :param uid: what the phone system calls the channel
    :param device: the extension
    :param outcome: one of :data:`OUTCOMES`; ``caller`` where it called and nobody came
    :param rang_at: when it began to ring, else began
    :param answered_at: when it was taken, ``None`` where it was not
    :param ended_at: ``None`` while it lasts
    :param talk_seconds: together with the client
    :param transferred_by: ``uid`` of the leg that put the client through, or empty
    :param transfer: ``blind`` or ``attended``, or empty
    """

    uid: str
    device: str
    outcome: str
    rang_at: float | None
    answered_at: float | None
    ended_at: float | None
    talk_seconds: float
    transferred_by: str = ""
    transfer: str = ""


@dataclass(frozen=True, slots=True)
class RecordingState:
    """A file with talk: its address or name, whose voices it holds, of which leg."""

    ref: str
    side: str = "both"
    leg: str = ""


@dataclass(frozen=True, slots=True)
class CallState:
    """One call, whatever number of rows the phone system wrote about it.

    :param uid: the phone system's number of the call
    :param direction: ``in``, ``out`` or ``internal``
    :param number: the client's number as told; empty where withheld or internal
    :param line: our own number that was called, or shown
    :param queue: the queue it stood in, or empty
    :param state: one of :data:`STATES`
    :param started_at: when it began
    :param answered_at: when one of ours first spoke with the client
    :param ended_at: ``None`` while it lasts
    :param ring_seconds: from the first ringing to the answer or the end
    :param queue_seconds: in the queue before somebody of ours answered
    :param talk_seconds: of talk with the client, the sum over legs
    :param legs: :class:`LegState`, in the order in which they rang
    :param recordings: :class:`RecordingState`
    :param ref: the reference of click to dial, or empty
    """

    uid: str
    direction: str
    number: str
    line: str
    queue: str
    state: str
    started_at: float
    answered_at: float | None
    ended_at: float | None
    ring_seconds: float
    queue_seconds: float
    talk_seconds: float
    legs: tuple = ()
    recordings: tuple = ()
    ref: str = ""
