"""How a fact is kept in a row of the inbox, and read from it again.

What comes from outside may hold anything; what is kept is text a database takes, numbers
that are numbers, and keys short enough to be unique by an index.

>>> from .call_event import CallEvent
>>> ring = CallEvent(uid="7", call="c1", kind="leg_ringing", at=1.7e9, number="+7916\\x00")
>>> row = to_row(ring)
>>> row["call_uid"], row["occurred_at"], row["facts"]
('c1', 1700000000.0, {'number': '+7916'})
>>> from_row(row) == CallEvent(
...     uid="7", call="c1", kind="leg_ringing", at=1.7e9, number="+7916"
... )
True
"""

import hashlib
import json
from dataclasses import fields
from math import isfinite

from .call_event import KINDS, CallEvent

#: Keys longer than this are kept as their digest.
MAX_KEY = 160
MAX_TEXT = 1000
#: How deep what was received is kept.
MAX_DEPTH = 12
#: The years 2000 to 2100: nothing was rung up before, and dates have an end.
FIRST, LAST = 946_684_800, 4_102_444_800
#: The longest talk that is believed, in seconds.
MAX_SECONDS = 7 * 86_400

_FACTS = tuple(
    (field.name, field.default)
    for field in fields(CallEvent)
    if field.name not in ("uid", "call", "kind", "at")
)


def to_row(event):
    """Return ``{column: value}`` of a fact.

    :raise ValueError: where it cannot be a fact of a call
    """
    if event.kind not in KINDS:
        raise ValueError(f"kind: {event.kind!r}")
    if not (isfinite(event.at) and FIRST <= event.at < LAST):
        raise ValueError(f"at: {event.at!r}")
    if not (event.uid and event.call):
        raise ValueError("uid, call: empty")
    facts = {}
    for name, default in _FACTS:
        value = _clean_fact(getattr(event, name), default)
        if value != default:
            facts[name] = value
    return {
        "event_uid": short_key(event.uid),
        "call_uid": short_key(event.call),
        "kind": event.kind,
        "occurred_at": float(event.at),
        "facts": facts,
    }


def from_row(row):
    """Return the fact kept in a row.

    What a later version has stopped to know is passed over.
    """
    known = {name for name, _default in _FACTS}
    facts = {name: value for name, value in row["facts"].items() if name in known}
    return CallEvent(
        uid=row["event_uid"],
        call=row["call_uid"],
        kind=row["kind"],
        at=float(row["occurred_at"]),
        **facts,
    )


def short_key(key):
    """Return a key as it is kept: itself, or its digest where it is long.

    >>> short_key(" c1 "), len(short_key("x" * 500))
    ('c1', 64)
    """
    key = clean_text(str(key), None).strip()
    if len(key) > MAX_KEY:
        return hashlib.sha256(key.encode()).hexdigest()
    return key


def clean_text(text, limit=MAX_TEXT):
    r"""Return a text without what no database takes.

    >>> clean_text("a\x00b\ud800c")
    'abc'
    """
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()[:limit]


def clean_payload(value, depth=0):
    r"""Return what was received in a form that can be kept as JSON.

    >>> clean_payload({"a\x00": [float("inf"), "b\x00", 3], "n": 10**400})
    {'a': [None, 'b', 3], 'n': None}
    """
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {
            clean_text(str(name)): clean_payload(item, depth + 1)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [clean_payload(item, depth + 1) for item in value]
    if isinstance(value, str):
        return clean_text(value, None)
    if isinstance(value, bool) or value is None:
        return value
    return value if abs(value) < 10**18 else None


def digest(*parts):
    """Return a key of what was told: the same for the same, whoever tells it again.

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]


def _clean_fact(value, default):
    if isinstance(default, str):
        return clean_text(str(value)).strip()
    if not isfinite(value):
        return default
    if isinstance(default, int):
        return int(min(max(value, 0), 999))
    return float(min(max(value, 0), MAX_SECONDS))
