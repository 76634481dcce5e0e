"""What a step writes into a field, from what was typed.

>>> parse("integer", "42"), parse("float", "1.5"), parse("char", " warm ")
(42, 1.5, 'warm')
>>> parse("boolean", "yes"), parse("boolean", "0"), parse("date", "2017-08-14")
(True, False, datetime.date(2017, 8, 14))
>>> parse("selection", "won", ["won", "lost"])
'won'
>>> parse("selection", "maybe", ["won", "lost"])
Traceback (most recent call last):
    ...
ValueError: maybe

Nothing typed empties the field:

>>> parse("integer", "")
False

Tags are added, and taken away with a minus:

>>> signed_names("Warm, -Cold , ")
[('Warm', True), ('Cold', False)]
"""

from datetime import date, datetime

TRUE, FALSE = ("1", "true", "yes"), ("0", "false", "no")


def parse(kind, text, choices=()):
    """Return a plain value of a field.

    :param kind: type of the field, not one that links records
    :param choices: values a selection may have
    :raise ValueError: if that is no value of such a field
    """
    text = (text or "").strip()
    if kind == "boolean":
        return _parse_boolean(text)
    if not text:
        return False
    if kind == "selection" and text not in choices:
        raise ValueError(text)
    reader = {
        "integer": int,
        "float": float,
        "monetary": float,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
    }.get(kind, str)
    return reader(text)


def signed_names(text):
    """Return ``[(name, added?)]`` of names that are separated by commas."""
    names = [name.strip() for name in (text or "").split(",")]
    return [
        (name.removeprefix("-").strip(), not name.startswith("-"))
        for name in names
        if name.removeprefix("-").strip()
    ]


def _parse_boolean(text):
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE or not text:
        return False
    raise ValueError(text)
