"""What a phone system may be told to dial: words that cannot be taken for more than that.

>>> read_number(" +32 (470) 11-22.33 "), read_phone("101")
('+32470112233', '101')
>>> fill("9{digits}", places_of("101", "+32470112233"))
'932470112233'
"""

import re

_NUMBER = re.compile(r"\+?[0-9]{1,32}")
_FILLING = re.compile(r"[\s().\-/]")
_PHONE = re.compile(r"\+?[A-Za-z0-9_.\-]{1,40}")
_WORD = re.compile(r"[A-Za-z0-9_.\-]{1,79}")
#: What stands in a template once its places are filled.
_FILLED = re.compile(r"[A-Za-z0-9_.\-+@/:*#]{1,120}")


def read_number(text):
    """Return a number as it is dialled: digits, a plus may stand before them.

    >>> read_number("101,1,System(rm)")
    Traceback (most recent call last):
    ...
    ValueError: 101,1,System(rm)

    :raise ValueError: where it is none
    """
    number = _FILLING.sub("", text or "")
    if not _NUMBER.fullmatch(number):
        raise ValueError(text)
    return number


def read_phone(text):
    """Return the name of a phone of ours, such as ``101`` or ``anna``.

    :raise ValueError: where it is none
    """
    if not _PHONE.fullmatch(text or ""):
        raise ValueError(text)
    return text


def is_word(text):
    r"""Tell whether a text is one word, that stands for nothing else.

    >>> is_word("from-internal"), is_word("a,b"), is_word("a\n"), is_word(None)
    (True, False, False, False)
    """
    return bool(_WORD.fullmatch(text or ""))


def places_of(phone, number):
    """Return what the places of a template are filled with."""
    return {"extension": phone, "number": number, "digits": number.removeprefix("+")}


def fill(template, places):
    """Return a template with the values in its places."""
    for name, value in places.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def is_template(text):
    r"""Tell whether a template can be dialled once it is filled.

    >>> is_template("PJSIP/{extension}"), is_template("9{digits}")
    (True, True)
    >>> is_template("{name}"), is_template("101 102"), is_template("user/{extension}\n")
    (False, False, False)
    """
    return bool(_FILLED.fullmatch(fill(text, places_of("101", "+1"))))
