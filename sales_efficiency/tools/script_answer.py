"""What an answer means for a field of the lead, by the field's type.

>>> parse("integer", " 1 200 "), parse("monetary", "-1.200,50"), parse("float", 2)
(1200, -1200.5, 2.0)
>>> parse("date", "2026-02-28"), parse("datetime", "2026-02-28T09:30")
(datetime.date(2026, 2, 28), datetime.datetime(2026, 2, 28, 9, 30))
>>> parse("boolean", "yes"), parse("boolean", "0"), parse("boolean", True)
(True, False, True)
>>> parse("char", "  two words "), parse("text", "a\\nb")
('two words', 'a\\nb')

A choice goes by what is stored or by what is shown:

>>> parse("selection", "2", [("1", "Medium"), ("2", "High")])
'2'
>>> parse("selection", "high", [("1", "Medium"), ("2", "High")])
'2'

No answer empties the field:

>>> parse("date", ""), parse("integer", None), parse("char", " ")
(False, False, False)

What cannot be meant is refused by the name of what was expected:

>>> for kind, text in (("integer", "1.5"), ("float", "many"), ("date", "31.02.2026"),
...                    ("datetime", "noon"), ("boolean", "perhaps"), ("selection", "9")):
...     try:
...         parse(kind, text)
...     except ValueError as error:
...         print(error)
integer
number
date
datetime
boolean
selection
"""

import re
from datetime import date, datetime

from .lead_answer import amount

#: The types of fields that an answer can fill, beside records that are chosen by name.
TYPES = (
    "char",
    "text",
    "selection",
    "integer",
    "float",
    "monetary",
    "date",
    "datetime",
    "boolean",
)
_WORDS = {
    **dict.fromkeys(("1", "true", "yes", "y"), True),
    **dict.fromkeys(("0", "false", "no", "n"), False),
}


def parse(kind, answer, choices=()):
    """Return the value of a field that an answer means, ``False`` for none.

    :param kind: type of the field, one of ``TYPES``
    :param answer: text, or a value of the type
    :param choices: pairs of value and label of a selection
    :raise ValueError: named after what was expected
    """
    if isinstance(answer, bool):
        answer = "yes" if answer else "no" if kind == "boolean" else ""
    text = "" if answer is None else str(answer).strip()
    if not text:
        return False
    if kind == "selection":
        return _parse_choice(text, choices)
    parsers = {
        "integer": _parse_integer,
        "float": _parse_number,
        "monetary": _parse_number,
        "date": _parse_date,
        "datetime": _parse_datetime,
        "boolean": _parse_boolean,
    }
    return parsers.get(kind, str)(text)


def _parse_number(text):
    sign = -1 if re.match("[-−]", text) else 1
    try:
        return sign * amount(re.sub("^[-+−]", "", text))
    except ValueError:
        raise ValueError("number") from None


def _parse_integer(text):
    try:
        number = _parse_number(text)
    except ValueError:
        raise ValueError("integer") from None
    if number != int(number):
        raise ValueError("integer")
    return int(number)


def _parse_date(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("date") from None


def _parse_datetime(text):
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise ValueError("datetime") from None


def _parse_boolean(text):
    if text.lower() not in _WORDS:
        raise ValueError("boolean")
    return _WORDS[text.lower()]


def _parse_choice(text, choices):
    for value, _label in choices:
        if text == str(value):
            return value
    for value, label in choices:
        if text.casefold() == str(label).casefold():
            return value
    raise ValueError("selection")
