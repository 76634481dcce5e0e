"""How moments are spelt in a table: guessed from all of them, since one can be read twice.

>>> guess_format(["01/02/2026 10:00", "13/02/2026 10:00"])
'dmy_slash'
>>> guess_format(["01/02/2026 10:00", "02/13/2026 10:00"])
'mdy_slash'
>>> guess_format(["2026-11-23T16:20:02+00:00"]), guess_format(["1795450802"])
('iso', 'epoch')
>>> guess_format(["yesterday"])
''
>>> read_moment("23.11.2026 21:20:02", "dmy_dot", "Asia/Tashkent")
1795450802.0
"""

import re
from datetime import datetime

from ..moments import read_iso, to_second, with_zone

#: Dates as they may be spelt; where two fit all rows, the first one is proposed.
FORMATS = {
    "epoch": "",
    "iso": "",
    "dmy_dot": "%d.%m.%Y",
    "dmy_slash": "%d/%m/%Y",
    "mdy_slash": "%m/%d/%Y",
    "dmy_dash": "%d-%m-%Y",
    "dmy_dot_short": "%d.%m.%y",
    "mdy_slash_short": "%m/%d/%y",
}
#: So many rows say how most of them are written.
LOOKED_AT = 500
_TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")


def guess_format(texts):
    """Return the first of :data:`FORMATS` that reads all texts, or an empty one.

    Where none does, a line of totals may be among them: the one that reads most of the
    beginning, if that is more than half.

    >>> guess_format(["23.11.2026 10:00", "24.11.2026 11:30", "Total"])
    'dmy_dot'
    >>> guess_format(["23.11.2026 10:00", "Total"])
    ''
    """
    texts = list(texts)
    left = list(FORMATS)
    for text in texts:
        left = [form for form in left if _fits(text, form)]
    if left:
        return left[0]
    start = texts[:LOOKED_AT]
    counts = {form: sum(_fits(text, form) for text in start) for form in FORMATS}
    best = max(counts, key=counts.get)
    return best if 2 * counts[best] > len(start) else ""


def read_moment(text, form, zone):
    """Return a moment in seconds since 1970.

    :param form: one of :data:`FORMATS`
    :param zone: name of the time zone of what is written without one
    :raise ValueError:
    """
    text = re.sub(r"[\s,]+", " ", text.strip())
    if form == "epoch":
        return to_second(float(text))
    if form == "iso":
        return with_zone(read_iso(text), zone, text).timestamp()
    for clock in _TIMES if form else ():
        try:
            moment = datetime.strptime(text, f"{FORMATS[form]} {clock}")
        except ValueError:
            continue
        return with_zone(moment, zone).timestamp()
    raise ValueError(f"no moment: {text!r}")


def _fits(text, form):
    try:
        read_moment(text, form, "UTC")
    except (ValueError, OverflowError):
        return False
    # Of eight digits 20261123 is a date to ISO, and hardly a second of 1970.
    return form != "epoch" or len(text.strip()) > 8
