"""A history of calls in a table, as phone systems export it: one row a call or a leg.

How the file is written (encoding, separator, how moments are spelt, what the columns are)
is guessed from it, shown, and can be changed. Lengths are seconds or ``h:mm:ss``.

>>> text = decode(b"Date;From;To;Duration\\n23.11.2026 16:20;+79161234567;101;0:01:05\\n")[0]
>>> table = read_table(text)
>>> table.delimiter, guess_columns(table.header)
('semicolon', ('start', 'caller', 'called', 'duration'))
>>> guess_format([row[0] for row in table.rows])
'dmy_dot'
"""

import csv
import io
import re
from dataclasses import dataclass

from .csv_columns import guess_columns  # noqa: F401 the other half of reading a file
from .csv_moments import FORMATS, guess_format, read_moment  # noqa: F401

#: The encodings a file is tried in; the last one takes anything.
ENCODINGS = ("utf-8-sig", "cp1251", "latin-1")
DELIMITERS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}
MAX_ROWS = 200_000
MAX_CELL = 500


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is written: ``rows`` are tuples as long as ``header``, ``delimiter``
    is one of :data:`DELIMITERS`.
    """

    header: tuple
    rows: tuple
    delimiter: str


def decode(content, encoding=""):
    """Return the text of a file and its encoding, the given one or the first that fits.

    >>> decode("Дата".encode("cp1251"))
    ('Дата', 'cp1251')
    >>> decode("Дата".encode("utf-16"))
    ('Дата', 'utf-16')

    :raise ValueError: where it is no text in that encoding
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = encoding or "utf-16"
    for name in (encoding,) if encoding else ENCODINGS:
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError(f"no text in {encoding}")


def read_table(text, delimiter=""):
    """Return a :class:`Table`; what separates its columns is guessed from the first row.

    :raise ValueError: where there is no row under a header
    """
    first = text.lstrip("\ufeff\r\n ").partition("\n")[0]
    delimiter = delimiter or max(DELIMITERS, key=lambda n: first.count(DELIMITERS[n]))
    lines = csv.reader(
        io.StringIO(text.replace("\x00", "")), delimiter=DELIMITERS[delimiter]
    )
    rows = []
    try:
        for row in lines:
            if any(cell.strip() for cell in row):
                rows.append(tuple(cell.strip()[:MAX_CELL] for cell in row))
            if len(rows) > MAX_ROWS + 1:
                raise ValueError("too_many")
    except csv.Error as error:
        raise ValueError(f"line {lines.line_num}: {error}") from error
    if len(rows) < 2:
        raise ValueError("empty")
    header = rows[0]
    width = len(header)
    fitted = (row[:width] + ("",) * (width - len(row)) for row in rows[1:])
    return Table(header, tuple(fitted), delimiter)


def read_seconds(text):
    """Return a length in seconds.

    >>> read_seconds("65"), read_seconds("1:05"), read_seconds("0:01:05"), read_seconds("")
    (65.0, 65.0, 65.0, 0.0)
    >>> read_seconds("65 s"), read_seconds("1m 5s")
    (65.0, 65.0)
    """
    text = text.strip().lower().replace(",", ".")
    if not text:
        return 0.0
    if ":" in text:
        seconds = 0.0
        for part in text.split(":"):
            seconds = seconds * 60 + float(part)
    elif parts := re.fullmatch(
        r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m\w*)?\s*(?:(\d+)\s*s\w*)?", text
    ):
        hours, minutes, rest = (int(part or 0) for part in parts.groups())
        seconds = hours * 3600 + minutes * 60 + rest
    else:
        seconds = float(text)
    if not 0 <= seconds < 86_400 * 7:
        raise ValueError("too long")
    return float(seconds)
