"""What a phone system tells of a call, one fact at a time, in the words of no vendor.

Moments are seconds since 1970 in UTC with their fraction, lengths are seconds. A parser
makes these facts of a payload; :mod:`call_fold` makes a call of the facts. Facts are
never corrected: a later one says more.

>>> CallEvent("e1", "c1", "leg_ringing", 1795451245.5, leg="l1", device="101").device
'101'
"""

from dataclasses import dataclass

#: What a fact may be about, in the order in which it usually happens.
KINDS = (
    "leg_started",
    "leg_ringing",
    "leg_answered",
    "bridge_in",
    "bridge_out",
    "transferred",
    "leg_ended",
    "leg_summary",
    "recording_ready",
    "call_ended",
)


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One fact about a call.

    :param uid: unique within the phone system; the same fact told twice has the same one
    :param call: the phone system's number of the call, the same for all its legs
    :param kind: one of :data:`KINDS`
    :param at: when it happened
    :param leg: the channel it is about; empty where it is about the call as a whole
    :param device: the phone or line behind the leg, such as ``101`` or ``trunk``; in
        facts with a ``direction`` empty for a client's leg
    :param number: the other party's number, as told; in facts without a ``direction``
        the number of whoever is at the leg
    :param line: the company's own number that was dialled or shown; in facts without a
        ``direction`` what the leg dialled
    :param queue: the queue or group the call stood in
    :param direction: ``in``, ``out`` or ``internal`` where the phone system says so
    :param bridge: what legs are put together in: those in one bridge hear each other
    :param other: the leg this one is one with (the two halves of a local channel), or
        the one that put a transfer through
    :param status: how it ended, where told: one of :data:`call_state.OUTCOMES`; of a
        client also ``abandoned`` (left the queue), ``hung_up`` (ended it) and
        ``voicemail`` (a machine took it); of a ``leg_started`` ``caller`` where the
        phone system says that the call began with it, whatever the moments say
    :param cause: the Q.931 cause it ended with, 0 where not told
    :param transfer: ``blind`` or ``attended``
    :param seconds: of talk, where the phone system sums up (``leg_summary``); of a
        ``leg_started`` how long the leg is there already
    :param ring_seconds: of ringing, where it sums up
    :param recording: address or name of a file with the talk
    :param side: whose voice that file holds: ``both``, ``client`` or ``user``
    :param ref: the reference under which we asked for the call (click to dial)
    """

    uid: str
    call: str
    kind: str
    at: float
    leg: str = ""
    device: str = ""
    number: str = ""
    line: str = ""
    queue: str = ""
    direction: str = ""
    bridge: str = ""
    other: str = ""
    status: str = ""
    cause: int = 0
    transfer: str = ""
    seconds: float = 0.0
    ring_seconds: float = 0.0
    recording: str = ""
    side: str = ""
    ref: str = ""
