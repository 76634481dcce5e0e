"""Territories by postal code: ranges, beginnings and single codes.

>>> area = parse_area("10000-12999, 75*, SW1A 1AA")
>>> [in_area(area, code) for code in ("10115", "13000", "75008", "sw1a1aa", "")]
[True, False, True, True, False]

A range holds codes of its own length only, as 1010 in Vienna is not 10100 in Berlin:

>>> in_area(parse_area("1000-1999"), "10500")
False

What cannot be read is told, so that it can be corrected:

>>> parse_area("9000-1000")
Traceback (most recent call last):
...
ValueError: 9000-1000
>>> parse_area("A-B")
Traceback (most recent call last):
...
ValueError: A-B
"""

import re

from .typed_list import split_list

RANGE = re.compile(r"([0-9]+)-([0-9]+)")


def normalize(code):
    """Return a postal code as it is compared: no spaces, capital letters.

    >>> normalize(" sw1a 1aa ")
    'SW1A1AA'
    """
    return re.sub(r"\s+", "", code or "").upper()


def parse_area(text):
    """Return the parts of an area written as ``10000-12999, 75*, SW1A 1AA``.

    :return: tuple of (first, last) for ranges, (beginning, None) for beginnings, and
        (code, code) for single ones
    :raise ValueError: with the part that cannot be read
    """
    parts = []
    for part in map(normalize, split_list(text)):
        found = RANGE.fullmatch(part)
        if found:
            first, last = found.groups()
            if len(first) != len(last) or first > last:
                raise ValueError(part)
            parts.append((first, last))
        elif part.endswith("*") and part[:-1].isalnum():
            parts.append((part[:-1], None))
        elif re.fullmatch(r"[A-Z0-9]+", part) or RANGE.search(part):
            parts.append((part, part))
        else:
            raise ValueError(part)
    return tuple(parts)


def in_area(parts, code):
    """Tell whether a postal code lies in an area read by :func:`parse_area`."""
    code = normalize(code)
    return bool(code) and any(
        code.startswith(first)
        if last is None
        else len(code) == len(first) and first <= code <= last
        for first, last in parts
    )
