"""Keys of doors: how they are kept, recognised and hidden.

Keys are random and long, so that a plain fingerprint keeps them safe: there is nothing to
guess, and nothing to slow down.
"""

import hashlib
import re

#: Where leads are sent to, with or without the key behind it.
PATH = "/sales_efficiency/leads"
HIDDEN = re.compile(rf"({PATH}/)[^\s?#/\"']+")


def fingerprint(key):
    """Return what is kept of a key.

    >>> fingerprint("key") == fingerprint("key"), len(fingerprint("key"))
    (True, 64)
    """
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def bearer_key(header):
    """Return the key in an ``Authorization`` header, or ``""``.

    >>> bearer_key("Bearer abc"), bearer_key("bearer  abc "), bearer_key("Basic abc")
    ('abc', 'abc', '')
    """
    scheme, _blank, key = (header or "").strip().partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def hide_keys(text):
    """Return text with the keys in addresses blotted out.

    >>> hide_keys('"POST /sales_efficiency/leads/abc-_123?a=1 HTTP/1.1" 201')
    '"POST /sales_efficiency/leads/***?a=1 HTTP/1.1" 201'
    >>> hide_keys("GET /web/login")
    'GET /web/login'
    """
    return HIDDEN.sub(r"\1***", text)
