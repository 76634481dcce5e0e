"""What the rows of a history of calls tell: a summary of each leg, and its recording.

>>> roles = ("start", "caller", "called", "duration", "status")
>>> row = ("23.11.2026 16:20:02", "+79161234567", "101", "65", "ANSWERED")
>>> summary, over = read_row(row, roles, Way("dmy_dot", "UTC"))
>>> summary.direction, summary.device, summary.number, summary.seconds, summary.status
('in', '101', '+79161234567', 65.0, 'talked')
>>> read_row(("soon",) + row[1:], roles, Way("dmy_dot", "UTC"))
Traceback (most recent call last):
    ...
ValueError: start
"""

from dataclasses import dataclass

from ..call_event import CallEvent
from ..event_row import digest
from .csv_history import read_seconds
from .csv_moments import read_moment

#: Without these nothing can be told of a call.
NEEDED = ("start", "caller", "called")
#: What became of a leg, by the beginning of what stands in the table.
STATUSES = (
    ("answered", "talked"), ("success", "talked"), ("completed", "talked"),
    ("отвеч", "talked"), ("успеш", "talked"), ("принят", "talked"), ("پاسخ", "talked"),
    ("busy", "busy"), ("занят", "busy"), ("اشغال", "busy"),
    ("fail", "unreachable"), ("congestion", "unreachable"), ("ошибк", "unreachable"),
    ("reject", "rejected"), ("отклон", "rejected"),
    ("no", "no_answer"), ("miss", "no_answer"), ("cancel", "no_answer"),
    ("abandon", "no_answer"), ("пропущ", "no_answer"), ("не", "no_answer"),
    ("без", "no_answer"), ("отмен", "no_answer"), ("بی", "no_answer"),
)  # fmt: skip
DIRECTIONS = (
    ("in", "in"), ("вход", "in"), ("ورود", "in"),
    ("out", "out"), ("исх", "out"), ("خروج", "out"),
)  # fmt: skip
INTERNAL = ("internal", "внутр", "local", "داخلی")


@dataclass(frozen=True, slots=True)
class Way:
    """How a table is read.

    :param form: how moments are spelt, one of :data:`csv_moments.FORMATS`
    :param zone: of moments written without one
    :param internal_digits: numbers no longer than this are phones of ours
    """

    form: str
    zone: str
    internal_digits: int = 5


def read_row(row, roles, way):
    """Return the facts of one row.

    :param row: cells, as long as ``roles``
    :param roles: what each column is, one of :data:`csv_columns.ROLES` or empty
    :raise ValueError: naming the role whose cell cannot be read
    """
    cells = dict(zip(roles, row, strict=True))
    start = _read("start", cells, lambda text: read_moment(text, way.form, way.zone))
    talk = _read("duration", cells, read_seconds)
    wait = _read("wait", cells, read_seconds)
    who = _who(cells, way)
    status = _begins(cells.get("status", ""), STATUSES) or ("" if talk else "no_answer")
    if status != "talked" and status:
        wait, talk = wait or talk, 0.0
    call = cells.get("id", "") or digest(cells["start"], who["number"], who["device"])
    common = {"call": call, "leg": who["device"] or call}
    facts = [
        CallEvent(
            uid=digest("row", call, start, talk, wait, status, *who.values()),
            kind="leg_summary",
            at=start,
            status=status,
            seconds=talk,
            ring_seconds=wait,
            **common,
            **who,
        )
    ]
    end = start + wait + talk
    if cells.get("recording"):
        facts.append(
            CallEvent(
                uid=digest("recording", call, cells["recording"]),
                kind="recording_ready",
                at=end,
                recording=cells["recording"],
                side="both",
                **common,
            )
        )
    facts.append(
        CallEvent(uid=digest("over", call), call=call, kind="call_ended", at=end)
    )
    return facts


def _read(role, cells, read):
    try:
        return read(cells.get(role, ""))
    except (ValueError, OverflowError):
        raise ValueError(role) from None


def _who(cells, way):
    """Return who called whom, by what is told or by whose numbers are short."""
    caller, called = cells.get("caller", ""), cells.get("called", "")
    told = cells.get("direction", "").strip().lower()
    ours = _is_ours(caller, way), _is_ours(called, way)
    direction = "internal" if told.startswith(INTERNAL) else _begins(told, DIRECTIONS)
    if not direction:
        if all(ours):
            direction = "internal"
        else:
            direction = "out" if ours[0] else "in"
    incoming = direction == "in"
    number, own = (caller, called) if incoming else (called, caller)
    if not any(map(str.isdigit, number)) and direction != "internal":
        raise ValueError("caller" if incoming else "called")
    is_phone = _is_ours(own, way)
    return {
        "direction": direction,
        "number": number,
        "device": cells.get("extension") or (own if is_phone else ""),
        "line": cells.get("line") or ("" if is_phone else own),
    }


def _is_ours(number, way):
    digits = "".join(filter(str.isdigit, number))
    return 0 < len(digits) <= way.internal_digits


def _begins(text, known):
    text = text.strip().lower()
    return next((word for beginning, word in known if text.startswith(beginning)), "")
