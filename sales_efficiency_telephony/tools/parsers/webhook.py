r"""Facts as any phone system may report them: the names of :class:`CallEvent`, in JSON.

A report is one fact, a list of them, or ``{"events": [...]}``, at most 100. ``call``,
``kind`` and ``at`` are told of each; ``at`` is seconds since 1970 or ISO 8601 with its
offset. ``id`` makes a fact known when it is told again; without one its content does.
What we asked for may be told under our reference as ``call``, or with it as ``ref``.

>>> [event] = parse({"call": "c1", "kind": "leg_ringing", "at": 1.7e9, "device": 101})
>>> event.call, event.kind, event.device, len(event.uid)
('c1', 'leg_ringing', '101', 40)
>>> parse([{"id": "7", "call": "c1", "kind": "sung", "at": 1.7e9}])
Traceback (most recent call last):
    ...
ValueError: kind: 'sung'
>>> [event] = parse({"call": "odoo-1", "kind": "leg_started", "at": 1.7e9})
>>> event.call, event.ref
('odoo-1', 'odoo-1')
"""

from dataclasses import fields

from ..call_event import KINDS, CallEvent
from ..call_reference import reference_of
from ..event_row import digest
from ..moments import to_second

MAX_EVENTS = 100

#: A talk of a minute, told in one report; ready for a command line.
SNIPPET = """\
NOW=$(date +%s)
BODY='{{"events": [
 {{"call": "try-'$NOW'", "kind": "leg_started", "at": '$((NOW-70))', "leg": "a",
   "device": "trunk", "direction": "in", "number": "+12025550123"}},
 {{"call": "try-'$NOW'", "kind": "leg_ringing", "at": '$((NOW-69))', "leg": "b",
   "device": "101"}},
 {{"call": "try-'$NOW'", "kind": "leg_answered", "at": '$((NOW-60))', "leg": "b"}},
 {{"call": "try-'$NOW'", "kind": "bridge_in", "at": '$((NOW-60))', "leg": "a",
   "bridge": "x"}},
 {{"call": "try-'$NOW'", "kind": "bridge_in", "at": '$((NOW-60))', "leg": "b",
   "bridge": "x"}},
 {{"call": "try-'$NOW'", "kind": "bridge_out", "at": '$NOW', "leg": "a", "bridge": "x"}},
 {{"call": "try-'$NOW'", "kind": "bridge_out", "at": '$NOW', "leg": "b", "bridge": "x"}},
 {{"call": "try-'$NOW'", "kind": "call_ended", "at": '$NOW'}}
]}}'
SIGNATURE=$(printf '%s.%s' "$NOW" "$BODY" |
  openssl dgst -sha256 -hmac '{secret}' | sed 's/^.*= //')
curl -X POST '{address}' -H 'Content-Type: application/json' \\
  -H "X-Timestamp: $NOW" -H "X-Signature: $SIGNATURE" --data-binary "$BODY"
"""

_FACTS = {
    field.name: field.default
    for field in fields(CallEvent)
    if field.name not in ("uid", "call", "kind", "at")
}


def parse(payload):
    """Return the facts of a report.

    :raise ValueError: naming the entry that cannot be taken
    """
    if isinstance(payload, dict) and "events" in payload:
        payload = payload["events"]
    items = payload if isinstance(payload, list) else [payload]
    if not 0 < len(items) <= MAX_EVENTS:
        raise ValueError(f"events: 1 to {MAX_EVENTS} at a time")
    return [_parse_fact(item) for item in items]


def _parse_fact(item):
    if not isinstance(item, dict):
        raise ValueError("events: each one is an object")
    call, kind = _text(item, "call"), item.get("kind")
    if not call:
        raise ValueError("call: missing")
    if kind not in KINDS:
        raise ValueError(f"kind: {kind!r}")
    facts = {
        name: _number(item, name)
        if isinstance(default, int | float)
        else _text(item, name)
        for name, default in _FACTS.items()
        if item.get(name) is not None
    }
    facts["ref"] = facts.get("ref") or reference_of(call)
    return CallEvent(
        uid=_text(item, "id") or digest(item),
        call=call,
        kind=kind,
        at=to_second(item.get("at")),
        **facts,
    )


def _text(item, name):
    value = item.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{name}: no text")
    return str(value).strip()


def _number(item, name):
    value = item[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name}: no number")
    if not 0 <= value < 10**9:
        raise ValueError(f"{name}: {value!r}")
    return value
