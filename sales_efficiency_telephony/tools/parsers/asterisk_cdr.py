"""From Asterisk's call detail records (CDR) to facts about calls.

They are the poorest of its tongues: whole seconds, several rows for one call, no bridges,
and a "billed" time that also counts waiting in a queue. What was told otherwise wins. The
moments have to be in UTC (``usegmtime = yes``) or seconds since 1970; where the rows have
no ``linkedid``, the ``uniqueid`` of who began stands for the call.
"""

import csv
from datetime import UTC, datetime

from ..call_reference import reference_of
from .asterisk import (
    fact,
    is_telephone,
    leg_of,
    moment_of,
    text,
    whole_number,
)

#: The columns of ``Master.csv`` as ``cdr_csv`` writes it.
COLUMNS = (
    "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer "
    "end duration billsec disposition amaflags uniqueid userfield"
).split()

_DISPOSITIONS = {
    "ANSWERED": "talked",
    "NO ANSWER": "no_answer",
    "BUSY": "busy",
    "FAILED": "unreachable",
    "CONGESTION": "unreachable",
}


def rows(lines, columns=COLUMNS):
    """Return the rows of a file as dicts.

    :param lines: the lines of the file, or the open file
    """
    return csv.DictReader(lines, fieldnames=columns, restkey="more", restval="")


def parse(row):
    """Return the facts that a row tells.

    :param dict row: by the names of the table ``cdr``; ``recordingfile`` may be there
    :return: a tuple of :class:`~..call_event.CallEvent`
    :raise ValueError: where the row is broken

    >>> caller, called = parse({
    ...     "src": "79161234567", "dst": "4951000101", "channel": "PJSIP/trunk-0a",
    ...     "dstchannel": "PJSIP/101-0b", "start": "2026-11-23 16:20:02", "duration": "5",
    ...     "billsec": "4", "disposition": "ANSWERED", "uniqueid": "7.0",
    ... })
    >>> called.device, called.status, called.ring_seconds, called.seconds, called.at
    ('101', 'talked', 1.0, 4.0, 1795450802.0)
    """
    if not isinstance(row, dict):
        raise ValueError("A row is values by columns")
    own = text(row, "uniqueid")
    call = text(row, "linkedid") or own
    at = moment(text(row, "start") or text(row, "calldate"))
    if not call:
        raise ValueError("uniqueid is empty")
    facts = ()
    if own == call:
        facts += _of_caller(row, call, at)
    facts += _of_called(row, call, at)
    recording = text(row, "recordingfile")
    if recording:
        end = at + whole_number(text(row, "duration"))
        facts += (_fact("recording_ready", call, end, recording=recording),)
    return facts


def moment(value):
    """Return a moment told in either way as seconds since 1970.

    >>> moment("2026-11-23 16:20:02") == moment("1795450802") == 1795450802
    True
    """
    if "-" not in value:
        return moment_of(value)
    return datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp()


def _fact(kind, call, at, **told):
    return fact(kind, call, at, ref=reference_of(call), **told)


def _of_caller(row, call, at):
    """Tell of who began; what a dialled channel did later says nothing new."""
    leg = leg_of(text(row, "channel"))
    if not is_telephone(leg):
        return ()
    numbers = {"number": text(row, "src"), "line": text(row, "dst")}
    told = _lengths(row) if text(row, "dstchannel") else {"ring_seconds": _whole(row)}
    application = text(row, "lastapp")
    if application == "VoiceMail":
        told["status"] = "voicemail"
    elif application == "Queue":
        told["queue"] = text(row, "lastdata").partition(",")[0]
    return (_fact("leg_summary", call, at, leg=leg, **numbers, **told),)


def _of_called(row, call, at):
    leg = leg_of(text(row, "dstchannel"))
    if not is_telephone(leg) or leg.startswith("Local/"):
        return ()
    return (
        _fact(
            "leg_summary",
            call,
            at,
            leg=leg,
            number=text(row, "dst"),
            **_lengths(row),
        ),
    )


def _whole(row):
    return float(whole_number(text(row, "duration")))


def _lengths(row):
    """Return how it ended, and how long it rang and was talked; billed is not talked
    where nobody answered.
    """
    status = _DISPOSITIONS.get(text(row, "disposition"), "no_answer")
    whole = _whole(row)
    talk = float(whole_number(text(row, "billsec"))) if status == "talked" else 0.0
    talk = min(talk, whole)
    return {"status": status, "ring_seconds": whole - talk, "seconds": talk}
