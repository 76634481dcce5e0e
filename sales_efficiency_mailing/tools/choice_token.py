"""The readable part of the address of a client's own page: which letter, to whom.

It says nothing about who may use it: whoever makes it signs it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def pack(mailing_id, email):
    """Return a letter and the address it went to as one word for a URL.

    >>> pack(7, "ann@client.example")
    'Nzphbm5AY2xpZW50LmV4YW1wbGU'
    """
    return urlsafe_b64encode(f"{mailing_id}:{email}".encode()).decode().rstrip("=")


def unpack(word):
    """Return what was packed, ``None`` if it is no such word.

    >>> unpack(pack(7, "ann@client.example"))
    (7, 'ann@client.example')
    >>> unpack(pack(7, "jürgen:x@client.example"))
    (7, 'jürgen:x@client.example')
    >>> [unpack(word) for word in ("", "a", "é", "MTIz", "eDph", "_w")]
    [None, None, None, None, None, None]
    """
    try:
        text = urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
        number, colon, email = text.partition(":")
        return (int(number), email) if colon and email else None
    except ValueError:
        return None
