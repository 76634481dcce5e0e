"""From events of the Asterisk Manager Interface to facts about calls.

The user of the interface needs the classes ``call``, ``cdr``, ``agent`` and ``reporting``
(and ``dialplan`` for recordings by side and voicemail); ``timestampevents = yes`` in
``manager.conf`` gives every event its moment, else the moment it was received counts.
Strings of ``Cdr`` events are in the PBX's own zone and are not read.
"""

from ..call_reference import reference_of
from .asterisk import monitored, number_dialled, text, whole_number
from .asterisk_moves import attended_transfer, blind_transfer, pickup
from .asterisk_said import Said

#: How a dialled leg ended, in the words of :data:`~..call_state.OUTCOMES`.
_DIAL_STATUS = {
    "BUSY": "busy",
    "NOANSWER": "no_answer",
    "CONGESTION": "unreachable",
    "CHANUNAVAIL": "unreachable",
    "DONTCALL": "rejected",
    "TORTURE": "rejected",
    "BLACKLIST": "rejected",
}
_RINGING, _UP = "5", "6"


def parse(event, received=0.0):
    """Return the facts that an event tells, often none.

    :param dict event: headers of the event; a header told twice is a list
    :param received: when it was received, for events without ``Timestamp``
    :return: a tuple of :class:`~..call_event.CallEvent`
    :raise ValueError: where the event is broken

    >>> [fact] = parse({
    ...     "Event": "Hangup", "Channel": "PJSIP/101-0000000b", "Uniqueid": "7.1",
    ...     "Linkedid": "7.0", "Cause": "16", "Timestamp": "1795451245.5",
    ... })
    >>> fact.kind, fact.call, fact.device, fact.cause
    ('leg_ended', '7.0', '101', 16)
    """
    if not isinstance(event, dict):
        raise ValueError("An event is headers with values")
    tell = _TELLERS.get(text(event, "Event"))
    return () if tell is None else tuple(tell(Said(event, received)))


def _started(said):
    return said.tell(
        "leg_started",
        number=said.get("CallerIDNum"),
        line=said.get("Exten"),
        status="caller" if said.began else "",
    )


def _state(said):
    state = said.get("ChannelState")
    if state == _RINGING:
        return said.tell("leg_ringing")
    return said.tell("leg_answered") if state == _UP else ()


def _dialled(said):
    said.turn("Dest")
    number = number_dialled(said.get("DialString")) or said.get("DestCallerIDNum")
    return said.tell("leg_started", number=number)


def _dial_ended(said):
    status = said.get("DialStatus")
    if status == "ANSWER":
        return ()
    return said.turn("Dest").tell("leg_ended", status=_DIAL_STATUS.get(status, ""))


def _entered(said):
    return said.tell("bridge_in", bridge=said.get("BridgeUniqueid"))


def _left(said):
    return said.tell("bridge_out", bridge=said.get("BridgeUniqueid"))


def _hung_up(said):
    return said.tell("leg_ended", cause=whole_number(said.get("Cause")))


def _joined_queue(said):
    return said.tell("leg_ringing", queue=said.get("Queue"))


def _hangs_up(said):
    """A party ends the call itself. ``QueueCallerAbandon`` does not tell: it also comes
    where the queue gives up.
    """
    return said.tell("leg_ended", status="hung_up")


def _originated(said):
    """A call we asked for: whom it is for is told nowhere else if it fails."""
    said.ref = reference_of(said.get("ActionID"), said.call)
    said.call = said.call or said.ref
    number = said.get("Exten")
    if not said.ref or not number:
        return ()
    if said.get("Response") == "Failure":
        return (said.tell_of_call("call_ended", number=number),)
    return said.tell("leg_started", line=number)


def _logged(said):
    """The log of channel events, of which only the end of the call is told nowhere else."""
    if said.get("EventName") != "LINKEDID_END":
        return ()
    said.call = said.get("LinkedID")
    said.ref = reference_of(said.call)
    return (said.tell_of_call("call_ended"),) if said.call else ()


def _accounted(said):
    said.call = said.get("LinkedID") or said.get("UniqueID")
    said.ref = reference_of(said.call)
    name = said.get("RecordingFile")
    if not name or not said.call:
        return ()
    return (said.tell_of_call("recording_ready", recording=name, side="both"),)


def _variable(said):
    if said.get("Variable") != "MIXMONITOR_FILENAME" or not said.get("Value"):
        return ()
    return said.tell("recording_ready", recording=said.get("Value"), side="both")


def _application(said):
    application = said.get("Application")
    if application == "VoiceMail":
        return said.tell("leg_answered", status="voicemail")
    if application != "MixMonitor":
        return ()
    return [
        each
        for name, side in monitored(said.get("AppData"))
        for each in said.tell("recording_ready", recording=name, side=side)
    ]


def _shown(said):
    """A line of ``CoreShowChannels``: what a channel is at, after we have been away."""
    facts = said.tell(
        "leg_started",
        number=said.get("CallerIDNum"),
        line=said.get("Exten"),
        seconds=_age(said) or 0.001,
    )
    facts += _state(said)
    bridge = said.get("BridgeId")
    return facts + (said.tell("bridge_in", bridge=bridge) if bridge else ())


def _age(said):
    """Return how long a channel is there; cut to seconds, so who began comes first."""
    seconds = 0
    for part in said.get("Duration").split(":"):
        seconds = seconds * 60 + whole_number(part)
    return float(seconds + (said.get("Uniqueid") == said.get("Linkedid")))


_TELLERS = {
    "Newchannel": _started,
    "Newstate": _state,
    "DialBegin": _dialled,
    "DialEnd": _dial_ended,
    "BridgeEnter": _entered,
    "BridgeLeave": _left,
    "Hangup": _hung_up,
    "QueueCallerJoin": _joined_queue,
    "HangupRequest": _hangs_up,
    "BlindTransfer": blind_transfer,
    "AttendedTransfer": attended_transfer,
    "Pickup": pickup,
    "OriginateResponse": _originated,
    "CEL": _logged,
    "Cdr": _accounted,
    "VarSet": _variable,
    "Newexten": _application,
    "CoreShowChannel": _shown,
}
