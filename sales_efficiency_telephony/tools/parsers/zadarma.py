"""What Zadarma reports: a form for each thing that happens to a call.

Zadarma signs who called whom and when it began. What it tells beside that, how long the
talk was and how the call ended, anybody could have changed on the way: it is left out
here, and asked for through the API (:func:`parse_statistics`).

Reports come while things happen, so the moment of a fact is the one it was received at;
moments of the API are in the time zone of the account.

>>> [ring] = parse({
...     "event": "NOTIFY_INTERNAL", "pbx_call_id": "in_1", "internal": "101",
...     "caller_id": "+79161234567", "called_did": "74951000101",
...     "call_start": "2026-11-23 16:20:02",
... }, at=1795450802.0)
>>> ring.kind, ring.call, ring.leg, ring.device, ring.number
('leg_ringing', 'in_1', '101', '101', '+79161234567')
"""

from ..call_event import CallEvent
from ..event_row import MAX_SECONDS, digest
from ..moments import read_iso, to_second, with_zone

#: Names of events, what they tell, and of which leg.
INCOMING = {
    "NOTIFY_START": ("leg_started", "client"),
    "NOTIFY_INTERNAL": ("leg_ringing", "phone"),
    "NOTIFY_ANSWER": ("leg_answered", "phone"),
    "NOTIFY_END": ("call_ended", ""),
}
OUTGOING = {
    "NOTIFY_OUT_START": ("leg_started", "phone"),
    "NOTIFY_OUT_END": ("call_ended", ""),
}
RECORD = "NOTIFY_RECORD"

#: What became of a call, in Zadarma's words and in ours.
DISPOSITIONS = {
    "answered": "talked",
    "busy": "busy",
    "cancel": "no_answer",
    "no answer": "no_answer",
    "call failed": "unreachable",
    "failed": "unreachable",
    "no money": "unreachable",
    "unallocated number": "unreachable",
    "no limit": "unreachable",
    "no day limit": "unreachable",
    "line limit": "unreachable",
    "no money, no limit": "unreachable",
}
#: A report that began so many seconds ago is none of a call that goes on.
STALE = 2 * 86_400


def parse(form, at):
    """Return the facts of a report; one that tells nothing of a call has none.

    :param form: ``{name: value}`` as it was posted
    :param at: when it was received
    :raise ValueError: where it has no number of a call
    """
    event = form.get("event", "")
    if event not in INCOMING and event not in OUTGOING and event != RECORD:
        return []
    call = form.get("pbx_call_id", "").strip()
    if not call:
        raise ValueError("pbx_call_id: missing")
    if event == RECORD:
        return _parse_record(form, call, at)
    kind, side = INCOMING.get(event) or OUTGOING[event]
    outgoing = event in OUTGOING
    phone = form.get("internal", "").strip() if side == "phone" else ""
    return [
        CallEvent(
            uid=digest(event, call, phone),
            call=call,
            kind=kind,
            at=at,
            leg=phone or side,
            device=phone,
            number=form.get("destination" if outgoing else "caller_id", "").strip(),
            line=form.get("caller_id" if outgoing else "called_did", "").strip(),
            direction="out" if outgoing else "in",
        )
    ]


def _parse_record(form, call, at):
    name = form.get("call_id_with_rec", "").strip()
    if not name:
        raise ValueError("call_id_with_rec: missing")
    return [
        CallEvent(
            uid=digest(RECORD, call, name),
            call=call,
            kind="recording_ready",
            at=at,
            recording=name,
            side="both",
        )
    ]


def is_stale(form, at):
    """Tell whether a report is of a call that began long ago.

    Zadarma signs no moment but that one: an old report told again is known by it.

    >>> is_stale({"call_start": "2026-11-20 16:20:02"}, 1795450802.0)
    True
    >>> is_stale({"call_start": "2026-11-23 16:20:02"}, 1795450802.0), is_stale({}, 1.0)
    (False, False)
    """
    try:
        began = to_second(form.get("call_start", ""), "UTC")
    except ValueError:
        return False
    return at - began > STALE


def parse_statistics(rows, zone):
    """Return what the API says of calls that are over: one summary a leg.

    :param rows: ``stats`` of ``/v1/statistics/pbx/``
    :param zone: of the account
    """
    return [fact for row in rows for fact in _parse_row(row, zone)]


def _parse_row(row, zone):
    call = str(row.get("pbx_call_id") or "").strip()
    status = DISPOSITIONS.get(str(row.get("disposition", "")).strip().lower(), "")
    if not (call and status and row.get("callstart")):
        return
    incoming = call.startswith("in_")
    phone = str(row.get("destination" if incoming else "sip") or "").strip()
    number = str(row.get("clid" if incoming else "destination") or "").strip()
    seconds = _seconds(row.get("seconds"))
    yield CallEvent(
        uid=digest("statistics", call, row.get("call_id"), status, seconds),
        call=call,
        kind="leg_summary",
        at=with_zone(read_iso(str(row["callstart"])), zone).timestamp(),
        leg=phone,
        device=phone,
        number=number,
        direction="in" if incoming else "out",
        status=status,
        seconds=seconds if status == "talked" else 0.0,
    )


def _seconds(value):
    try:
        return float(min(max(int(value or 0), 0), MAX_SECONDS))
    except (TypeError, ValueError, OverflowError):
        return 0.0
