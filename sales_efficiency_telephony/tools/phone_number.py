"""What phone systems write where a number belongs, brought to the number itself.

Numbers are texts of digits with a ``+`` before those that begin with the code of a
country. What a country makes of them (E.164) is decided by whoever has its number plan.
"""

import re

#: A caller as SIP writes him: ``"Ann" <sip:+3225550101@example.com>``.
ADDRESS = re.compile(r"<([^<>]*)>")
SCHEME = re.compile(r"^(?:sips?|tel|callto):(?://)?", re.IGNORECASE)
#: Behind these the number has ended: a host, parameters, an extension.
TAIL = re.compile(r"[@;?,#]|\s*(?:ext|x)\.?\s*\d+$", re.IGNORECASE)
FILLING = re.compile(r"[\s().\-/\u00a0\u2010-\u2015]")
NUMBER = re.compile(r"\+?[0-9]+")


def plain_number(told):
    """Return the number in what a phone system told, or an empty text.

    Words instead of a number mean that the caller does not show his.

    >>> plain_number("+32 (0)2 555-01-01"), plain_number("0032 25550101")
    ('+32025550101', '003225550101')
    >>> plain_number('"Ann" <sip:+3225550101@example.com;user=phone>')
    '+3225550101'
    >>> plain_number("9847@SIP-PROVIDER"), plain_number("tel:112")
    ('9847', '112')
    >>> plain_number("025550101 ext. 12"), plain_number("025550101#12")
    ('025550101', '025550101')
    >>> plain_number("anonymous"), plain_number("Restricted"), plain_number(None)
    ('', '', '')
    >>> plain_number("anonymous@anonymous.invalid"), plain_number("-1")
    ('', '1')
    """
    text = (told or "").strip()
    address = ADDRESS.search(text)
    if address:
        text = address[1]
    text = TAIL.split(SCHEME.sub("", text.strip()), maxsplit=1)[0]
    number = FILLING.sub("", text)
    return number if NUMBER.fullmatch(number) else ""


def readings(number):
    """Return how a number may be meant, the likeliest first.

    Some networks leave the ``+`` out, others write the code for calls abroad.

    >>> readings("003225550101")
    ('+3225550101', '003225550101')
    >>> readings("3225550101"), readings("+3225550101")
    (('3225550101', '+3225550101'), ('+3225550101',))
    >>> readings("")
    ()
    """
    if not number:
        return ()
    if number.startswith("+"):
        return (number,)
    if number.startswith("00"):
        return f"+{number[2:]}", number
    return number, f"+{number}"


def is_internal(number, digits):
    """Tell whether a number is too short to be anybody outside.

    >>> is_internal("101", 5), is_internal("+3225550101", 5), is_internal("", 5)
    (True, False, False)
    """
    return 0 < len(number.removeprefix("+")) <= digits
