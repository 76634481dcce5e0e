"""Moments as vendors write them, in seconds since 1970.

>>> to_second("2026-11-23T16:20:02.5+00:00"), to_second("2026-11-23T21:20:02+0500")
(1795450802.5, 1795450802.0)
>>> to_second(1795450802), to_second("1795450802.25"), to_second(1795450802250)
(1795450802.0, 1795450802.25, 1795450802.25)
>>> to_second("2026-11-23 21:20:02")
Traceback (most recent call last):
    ...
ValueError: moment without a zone: '2026-11-23 21:20:02'
>>> to_second("2026-11-23 21:20:02", "Asia/Tashkent")
1795450802.0
"""

from datetime import datetime
from math import isfinite
from zoneinfo import ZoneInfo

#: Numbers from here on are thousandths, and from there on millionths of a second.
THOUSANDTHS, MILLIONTHS = 10**11, 10**14
FIRST_YEAR, LAST_YEAR = 1970, 2200


def to_second(value, zone=None):
    """Return a moment given in seconds, parts of them, or as ISO 8601 text.

    :param zone: name of the time zone of what is written without one
    :raise ValueError:
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"no moment: {value!r}")
    number = _to_number(value)
    if number is None:
        return with_zone(read_iso(value), zone, value).timestamp()
    if number >= MILLIONTHS:
        return number / 1_000_000
    return number / 1000 if number >= THOUSANDTHS else number


def with_zone(moment, zone, text=""):
    """Return a moment in its own zone, or in the one given.

    :raise ValueError: where it has none and none is given
    """
    if moment.tzinfo:
        return moment
    if not zone:
        raise ValueError(f"moment without a zone: {text!r}")
    return moment.replace(tzinfo=ZoneInfo(zone))


def _to_number(value):
    try:
        number = float(value)
    except OverflowError:
        raise ValueError("no moment: a number too large") from None
    except ValueError:
        return None
    if not isfinite(number):
        raise ValueError(f"no moment: {value!r}")
    return number


def read_iso(text):
    """Return what ISO 8601 text says, with or without a zone.

    :raise ValueError:
    """
    moment = datetime.fromisoformat(_full_iso(text))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"no moment: {text!r}")
    return moment


def _full_iso(text):
    """Return ISO 8601 as every version of Python reads it."""
    text = text.strip()[:40].replace("Z", "+00:00")
    head, sign, offset = text[:-5], text[-5:-4], text[-4:]
    if sign in ("+", "-") and offset.isdecimal() and ":" in head:
        text = f"{head}{sign}{offset[:2]}:{offset[2:]}"
    return text
