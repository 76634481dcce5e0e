"""What FreeSWITCH's ``mod_json_cdr`` posts when a leg of a call is over.

Moments are in millionths of a second since 1970. A leg names the one that it was called
for as ``call_uuid``; that one's own is the call's.

>>> facts = parse({"variables": {
...     "uuid": "a", "direction": "inbound", "caller_id_number": "79161234567",
...     "destination_number": "74951000101", "start_uepoch": "1795450802000000",
...     "answer_uepoch": "1795450805000000", "end_uepoch": "1795450815000000",
...     "hangup_cause": "NORMAL_CLEARING", "hangup_cause_q850": "16",
... }})
>>> [(fact.kind, fact.at - 1795450802) for fact in facts]
[('leg_started', 0.0), ('leg_answered', 3.0), ('leg_ended', 13.0), ('call_ended', 13.0)]
"""

from urllib.parse import unquote

from ..call_event import CallEvent
from ..moments import to_second

#: How a leg that was not answered ended, by the cause FreeSWITCH gives.
CAUSES = {
    "USER_BUSY": "busy",
    "NO_ANSWER": "no_answer",
    "NO_USER_RESPONSE": "no_answer",
    "ALLOTTED_TIMEOUT": "no_answer",
    "ORIGINATOR_CANCEL": "no_answer",
    "LOSE_RACE": "answered_elsewhere",
    "PICKED_OFF": "answered_elsewhere",
    "CALL_REJECTED": "rejected",
    "USER_NOT_REGISTERED": "unreachable",
    "SUBSCRIBER_ABSENT": "unreachable",
    "UNALLOCATED_NUMBER": "unreachable",
    "NO_ROUTE_DESTINATION": "unreachable",
    "DESTINATION_OUT_OF_ORDER": "unreachable",
    "NORMAL_TEMPORARY_FAILURE": "unreachable",
    "RECOVERY_ON_TIMER_EXPIRE": "unreachable",
}
#: Where the moments of a leg stand, and what each tells.
MOMENTS = (
    ("start", "leg_started"),
    ("progress", "leg_ringing"),
    ("progress_media", "leg_ringing"),
    ("answer", "leg_answered"),
    ("end", "leg_ended"),
)
USERS = ("dialed_user", "user_name", "sip_auth_username", "sip_from_user")
RECORDINGS = ("recording_file", "record_path", "cc_record_filename")


def parse(payload):
    """Return the facts of a leg.

    :param payload: the record, as it was posted
    :raise ValueError: where it is none
    """
    told = payload.get("variables") if isinstance(payload, dict) else None
    if not isinstance(told, dict):
        raise ValueError("variables: missing")
    told = {
        name: unquote(str(value))
        for name, value in told.items()
        if isinstance(value, str | int | float)
    }
    leg = told.get("uuid", "").strip()
    if not leg:
        raise ValueError("uuid: missing")
    moments = _moments(told)
    if "leg_started" not in moments or "leg_ended" not in moments:
        raise ValueError("start_uepoch, end_uepoch: missing")
    return _facts(told, leg, moments)


def _facts(told, leg, moments):
    call = told.get("call_uuid", "").strip() or leg
    who = _who(told)
    facts = [
        CallEvent(uid=f"{leg}:{kind}", call=call, kind=kind, at=at, leg=leg, **who)
        for kind, at in moments.items()
        if kind != "leg_ended"
    ]
    facts += _together(told, call, leg, moments, who)
    status = (
        "" if "leg_answered" in moments else CAUSES.get(told.get("hangup_cause"), "")
    )
    ended = moments["leg_ended"]
    facts.append(
        CallEvent(
            uid=f"{leg}:leg_ended",
            call=call,
            kind="leg_ended",
            at=ended,
            leg=leg,
            status=status,
            cause=_cause(told),
            **who,
        )
    )
    if call == leg:
        facts.append(
            CallEvent(uid=f"{call}:over", call=call, kind="call_ended", at=ended)
        )
    return facts + _recordings(told, call, leg, ended)


def _moments(told):
    moments = {}
    for name, kind in MOMENTS:
        text = told.get(f"{name}_uepoch", "")
        # Zero stands for what has not happened.
        if text.strip("0") and kind not in moments:
            moments[kind] = to_second(text)
    return moments


def _who(told):
    """Return who is behind a leg: those that come in were called by somebody."""
    incoming = told.get("direction") == "inbound"
    number = told.get("caller_id_number" if incoming else "destination_number", "")
    return {
        "device": next((told[name] for name in USERS if told.get(name)), ""),
        "number": number.strip(),
        "line": told.get("destination_number", "").strip() if incoming else "",
        "queue": told.get("cc_queue", "").strip(),
        "ref": told.get("odoo_ref", "").strip(),
    }


def _together(told, call, leg, moments, who):
    """Return since when a leg heard the others, until its end."""
    text = told.get("bridge_uepoch", "")
    if text.strip("0"):
        since = to_second(text)
    elif told.get("direction") == "outbound" and "leg_answered" in moments:
        since = moments["leg_answered"]
    else:
        return []
    spans = (("bridge_in", since), ("bridge_out", moments["leg_ended"]))
    return [
        CallEvent(
            uid=f"{leg}:{kind}",
            call=call,
            kind=kind,
            at=at,
            leg=leg,
            bridge=call,
            **who,
        )
        for kind, at in spans
    ]


def _recordings(told, call, leg, ended):
    name = next((told[name] for name in RECORDINGS if told.get(name)), "")
    if not name:
        return []
    return [
        CallEvent(
            uid=f"{leg}:recording",
            call=call,
            kind="recording_ready",
            at=ended,
            leg=leg,
            recording=name,
            side="both",
        )
    ]


def _cause(told):
    text = told.get("hangup_cause_q850", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0
