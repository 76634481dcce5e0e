"""Whose a number is: a client's, the company's own or a colleague's.

A number is what somebody dials, in any spelling; a device is what the phone system
calls the telephone, such as ``101`` or ``trunk``.
"""

#: Two spellings of one line (with and without country code) agree in so many digits.
SAME_TAIL = 7


def digits_of(number):
    """Return the digits of a number; a withheld one has none.

    >>> digits_of("+7 (916) 123-45-67"), digits_of("anonymous")
    ('79161234567', '')
    """
    if number.isascii() and number.isdigit():
        return number
    return "".join(char for char in number if "0" <= char <= "9")


def is_own(number, numbering):
    """Tell whether a number is one of the company's lines, in whatever spelling.

    >>> from .call_state import Numbering
    >>> numbering = Numbering(own=frozenset({"74951000101"}))
    >>> is_own("4951000101", numbering), is_own("000101", numbering)
    (True, False)
    """
    digits = digits_of(number)
    if not digits:
        return False
    return digits in numbering.own or any(
        min(len(digits), len(own)) >= SAME_TAIL
        and (own.endswith(digits) or digits.endswith(own))
        for own in numbering.own
    )


def is_colleague(number, numbering):
    """Tell whether a number is a phone of ours.

    >>> from .call_state import Numbering
    >>> is_colleague("101", Numbering()), is_colleague("79161234567", Numbering())
    (True, False)
    >>> is_colleague("alice", Numbering(phones=frozenset({"alice"})))
    True
    """
    if number in numbering.phones:
        return True
    digits = digits_of(number)
    if not digits or digits != number.removeprefix("+"):
        return False
    return len(digits) <= numbering.internal_digits or digits in numbering.phones


def is_client(number, numbering):
    """Tell whether a number may be a client's: not withheld, not ours.

    >>> from .call_state import Numbering
    >>> is_client("79161234567", Numbering()), is_client("102", Numbering())
    (True, False)
    """
    digits = digits_of(number)
    return (
        len(digits) > numbering.internal_digits
        and not is_colleague(number, numbering)
        and not is_own(number, numbering)
    )
