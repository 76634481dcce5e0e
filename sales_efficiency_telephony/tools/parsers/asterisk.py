"""What the three tongues of Asterisk (AMI, CEL, CDR) have in common.

A leg is known by the name of its channel, such as ``PJSIP/101-0000000b``: that is the one
thing all three tell, it names the phone also where a picked-up call swaps channels, and
no two channels of one call have the same.
"""

import hashlib
import math
import re

from ..call_event import CallEvent

#: What of a channel's technology is nobody's telephone.
_HELPERS = frozenset(
    "Announcer AsyncGoto Bridge CBAnn CBRec ConfBridgeRecorder Message MulticastRTP "
    "Recorder Rtp Snoop Surrogate UnicastRTP WebSocket".split()
)
#: Technologies that count their channels instead of naming phones.
_COUNTING = frozenset(("DAHDI", "Dongle", "KHOMP", "Zap", "mISDN"))
_EMPTY = frozenset(("<unknown>", "(null)", "<null>", "unknown", "N/A"))
_DIALLED = re.compile(r"(?:^|[/@:])(\+?\d{6,})(?=$|[@/])")
#: Longer than anything a phone system calls something.
_LONGEST = 255


def text(row, key):
    """Return what a row tells under a key: stripped, or empty where it is a dummy."""
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, list):
        # A header told twice.
        value = value[0] if value else ""
    if not isinstance(value, str):
        raise ValueError(f"{key} is not text")
    value = value.strip()[:_LONGEST]
    if "\0" in value:
        value = value.replace("\0", "")
    if not value.isascii():
        # Halves of characters are no text to a database.
        value = value.encode(errors="replace").decode()
    return "" if value in _EMPTY else value


def moment_of(value):
    """Return a moment told as seconds since 1970.

    >>> moment_of("1795451245.490828")
    1795451245.490828
    """
    try:
        moment = float(value)
    except (TypeError, OverflowError) as error:
        raise ValueError("No moment") from error
    if not math.isfinite(moment) or not 0 < moment < 1e11:
        raise ValueError("No moment of our times")
    return moment


def whole_number(value):
    """Return a small number told as text, 0 where it is none.

    >>> whole_number("17"), whole_number(""), whole_number("-1")
    (17, 0, 0)
    """
    if len(value) < 10 and value.isascii() and value.isdigit():
        return int(value)
    return 0


def leg_of(channel):
    """Return the name of a channel without what Asterisk marks a dying one with.

    >>> leg_of("PJSIP/101-0000000b<ZOMBIE>")
    'PJSIP/101-0000000b'
    """
    return channel.partition("<")[0]


def device_of(leg):
    """Return the phone or line behind a channel.

    Halves of local channels keep their whole name, of lines only counted the technology
    is kept: neither is an extension.

    >>> device_of("PJSIP/101-0000000b"), device_of("SIP/my-trunk-000a")
    ('101', 'my-trunk')
    >>> device_of("DAHDI/1-1"), device_of("Local/102@ext-00000000;2")
    ('DAHDI/1', 'Local/102@ext-00000000;2')
    """
    technology, _slash, rest = leg.partition("/")
    if technology == "Local":
        return leg
    name = rest.rpartition("-")[0] or rest
    return f"{technology}/{name}" if technology in _COUNTING else name


def is_telephone(leg):
    """Tell whether a channel may be somebody's: not one that only plays or records."""
    technology, slash, rest = leg.partition("/")
    return bool(slash and rest) and technology not in _HELPERS


def number_dialled(dial_string):
    """Return the number in what a line was told to dial, or empty.

    >>> number_dialled("79167654321@trunk"), number_dialled("trunk/79167654321")
    ('79167654321', '79167654321')
    >>> number_dialled("101/sip:101@127.0.0.3:5071")
    ''
    """
    found = _DIALLED.search(dial_string)
    return found.group(1) if found else ""


def fact(kind, call, at, dated=True, **told):
    """Return the :class:`~..call_event.CallEvent`, its uid made of its contents.

    The same thing told again makes the same fact, by whatever way it came.

    :param dated: whether ``at`` was told; when we heard of it differs each time
    """
    leg = told.get("leg", "")
    if leg:
        told.setdefault("device", device_of(leg))
    said = "\x1f".join(f"{key}={told[key]}" for key in sorted(told) if told[key])
    when = f"{at:.6f}" if dated else ""
    head = f"{kind}\x1f{call}\x1f{when}\x1f{said}".encode()
    uid = hashlib.sha1(head, usedforsecurity=False).hexdigest()
    return CallEvent(uid, call, kind, at, **told)


def monitored(app_data):
    """Return the files that ``MixMonitor`` was told to write: ``[(name, side)]``.

    Sides are told as seen from the line: what the channel says is the client's.

    >>> monitored("x.wav,br(x-in.wav)t(x-out.wav)")
    [('x.wav', 'both'), ('x-in.wav', 'client'), ('x-out.wav', 'user')]
    """
    name, _comma, options = app_data.partition(",")
    files = [(name.strip(), "both")]
    for letter, side in (("r", "client"), ("t", "user")):
        found = re.search(rf"{letter}\(([^()]+)\)", options)
        if found:
            files.append((found.group(1).strip(), side))
    return [each for each in files if each[0]]
