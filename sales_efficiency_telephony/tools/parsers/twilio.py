"""What Twilio reports: a form for each step of a call, and one for its recording.

A call is the first of its legs; those it leads to name it as their parent. A phone of
ours is ``client:anna`` or ``sip:101@…``. A browser of ours that calls comes in like a
client: it is known by being such a phone. Of a call that we asked for, the first leg is a
phone of ours whatever it is called; ``ref`` is our reference.

>>> started, = parse({
...     "CallSid": "CA1", "CallStatus": "ringing", "Direction": "inbound",
...     "From": "+79161234567", "To": "+12025550100",
...     "Timestamp": "Mon, 23 Nov 2026 16:20:02 +0000",
... }, at=0)
>>> started.kind, started.direction, started.number, started.line, started.at
('leg_started', 'in', '+79161234567', '+12025550100', 1795450802.0)
>>> [fact.kind for fact in parse({
...     "CallSid": "CA2", "ParentCallSid": "CA1", "CallStatus": "completed",
...     "Direction": "outbound-dial", "To": "client:anna", "CallDuration": "60",
... }, at=1795450900.0)]
['leg_ended', 'leg_summary']
"""

from email.utils import parsedate_to_datetime

from ..call_event import CallEvent
from ..event_row import MAX_SECONDS

#: Steps of a call in Twilio's words: what is told, and how a leg ended.
STEPS = {
    "queued": ("leg_started", ""),
    "initiated": ("leg_started", ""),
    "ringing": ("leg_ringing", ""),
    "in-progress": ("leg_answered", ""),
    "answered": ("leg_answered", ""),
    "completed": ("leg_ended", ""),
    "busy": ("leg_ended", "busy"),
    "no-answer": ("leg_ended", "no_answer"),
    "canceled": ("leg_ended", "no_answer"),
    "failed": ("leg_ended", "unreachable"),
}
PHONES = ("client:", "sip:", "sips:")


def parse(form, at):
    """Return the facts of a report.

    :param form: ``{name: value}`` as it was posted
    :param at: when it was received, where Twilio does not say when it happened
    :raise ValueError: where it has no number of a call
    """
    leg = form.get("CallSid", "").strip()
    if not leg:
        raise ValueError("CallSid: missing")
    at = _moment(form, at)
    if form.get("RecordingUrl"):
        return _parse_recording(form, leg, at)
    step = STEPS.get(form.get("CallStatus", "").strip().lower())
    if not step:
        return []
    return _parse_step(form, leg, at, step)


def _parse_step(form, leg, at, step):
    kind, status = step
    parent = form.get("ParentCallSid", "").strip()
    call = parent or leg
    who = _parse_child(form) if parent else _parse_first(form)
    who["ref"] = form.get("ref", "")
    first = not parent
    if first and kind == "leg_ringing" and who["direction"] == "in":
        kind = "leg_started"
    facts = [
        CallEvent(
            uid=f"{leg}:{kind}",
            call=call,
            kind=kind,
            at=at,
            leg=leg,
            status=status,
            **who,
        )
    ]
    if kind == "leg_ended" and first:
        facts.append(CallEvent(uid=f"{call}:over", call=call, kind="call_ended", at=at))
    seconds = _seconds(form.get("CallDuration"))
    # The first leg of what comes in also lasts while it waits: that is no talk.
    if kind == "leg_ended" and not first and seconds and not status:
        facts.append(
            CallEvent(
                uid=f"{leg}:sum",
                call=call,
                kind="leg_summary",
                at=at - seconds,
                leg=leg,
                status="talked",
                seconds=seconds,
                **who,
            )
        )
    return facts


def _parse_first(form):
    """Return who is behind the leg that a call began with."""
    caller, called = form.get("From", "").strip(), form.get("To", "").strip()
    if form.get("Direction", "inbound") == "inbound":
        if is_phone(caller):
            number = "" if is_phone(called) else called
            return {"direction": "out", "device": device_of(caller), "number": number}
        return {"direction": "in", "number": caller, "line": called}
    number = "" if is_phone(called) or form.get("ref") else called
    return {
        "direction": "out",
        "device": device_of(called),
        "number": number,
        "line": caller,
    }


def _parse_child(form):
    """Return who is behind a leg that a call led to; its parent knows the way it went."""
    called = form.get("To", "").strip()
    return {"device": device_of(called), "number": "" if is_phone(called) else called}


def _parse_recording(form, leg, at):
    if form.get("RecordingStatus", "completed") != "completed":
        return []
    url = form["RecordingUrl"].strip()
    return [
        CallEvent(
            uid=f"{form.get('RecordingSid') or url}:recording",
            call=form.get("ParentCallSid", "").strip() or leg,
            kind="recording_ready",
            at=at,
            recording=url,
            side="both",
        )
    ]


def is_phone(address):
    """Tell whether an address is a phone of Twilio's and not a number.

    >>> is_phone("client:anna"), is_phone("+12025550100")
    (True, False)
    """
    return address.lower().startswith(PHONES)


def device_of(address):
    """Return a phone as it is called in the list of extensions.

    >>> device_of("sip:101@pbx.sip.twilio.com"), device_of("client:anna")
    ('101', 'anna')
    """
    if not is_phone(address):
        return address
    return address.partition(":")[2].partition("@")[0]


def moment_of(form):
    """Return when something happened as Twilio tells it, ``None`` where it does not.

    >>> moment_of({"Timestamp": "Mon, 23 Nov 2026 16:20:02 +0000"})
    1795450802.0
    >>> moment_of({"Timestamp": "soon"})
    """
    try:
        moment = parsedate_to_datetime(form.get("Timestamp", ""))
        return moment.timestamp()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _moment(form, at):
    moment = moment_of(form)
    return at if moment is None else moment


def _seconds(text):
    try:
        return float(min(max(int(text or 0), 0), MAX_SECONDS))
    except ValueError:
        return 0.0
