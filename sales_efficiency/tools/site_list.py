"""Which sites a list names: one a line, as addresses without a page.

>>> sites = parse_sites("https://shop.example.com\\n*.example.org\\nhttp://localhost:8080")
>>> [is_listed(origin, sites) for origin in (
...     "https://shop.example.com", "https://shop.example.com:443", "https://de.example.org",
...     "https://a.b.example.org", "http://localhost:8080")]
[True, True, True, True, True]

Near is not enough:

>>> [is_listed(origin, sites) for origin in (
...     "http://shop.example.com", "https://example.org", "https://badexample.org",
...     "https://shop.example.com.evil.net", "http://localhost", "null", "", "https://[x")]
[False, False, False, False, False, False, False, False]

>>> parse_sites("https://example.com/contact")
Traceback (most recent call last):
...
ValueError: https://example.com/contact
>>> parse_sites("*.com")
Traceback (most recent call last):
...
ValueError: *.com
"""

import re
from urllib.parse import urlsplit

PORTS = {"https": 443, "http": 80}
HOST = (
    r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9_]([a-z0-9_-]*[a-z0-9])?"
)


def parse_sites(text):
    """Return the sites of a list as ``(scheme, host, port)``, a host may begin with ``*.``.

    Without a scheme, https is meant.

    :raise ValueError: with the line that is no site
    """
    lines = [line.strip() for line in re.split(r"[\s,;]+", text or "") if line.strip()]
    return tuple(dict.fromkeys(_parse_line(line) for line in lines))


def _parse_line(line):
    parts = _split(line if "://" in line else f"https://{line}")
    if not parts:
        raise ValueError(line)
    return parts


def _split(address, path=False):
    """Return ``(scheme, host, port)`` of an address, or ``None`` if it is none.

    :param bool path: whether it may name a page
    """
    try:
        url = urlsplit(address)
        host = (url.hostname or "").encode("idna").decode()
        port = url.port or PORTS[url.scheme]
    except (ValueError, KeyError):
        return None
    plain = host.removeprefix("*.")
    if not re.fullmatch(HOST, plain) or (plain != host and "." not in plain):
        return None
    if url.username is not None or (not path and (url.path.strip("/") or url.query)):
        return None
    return url.scheme, host, port


def is_listed(origin, sites):
    """Tell whether an ``Origin`` is one of the sites."""
    parts = _split(origin)
    return bool(parts) and _is_one_of(parts, sites)


def is_page_of(address, sites):
    """Tell whether the address of a page is on one of the sites.

    >>> is_page_of("https://example.com/thanks?a=1", parse_sites("example.com"))
    True
    >>> is_page_of("https://example.net/thanks", parse_sites("example.com"))
    False
    >>> is_page_of("javascript:alert(1)//example.com", parse_sites("example.com"))
    False
    """
    parts = _split(address, path=True)
    return bool(parts) and _is_one_of(parts, sites)


def _is_one_of(parts, sites):
    scheme, host, port = parts
    return any(
        (scheme, port) == (site_scheme, site_port)
        and (
            host == site_host
            if not site_host.startswith("*.")
            else host.endswith(site_host[1:]) and host != site_host
        )
        for site_scheme, site_host, site_port in sites
    )
