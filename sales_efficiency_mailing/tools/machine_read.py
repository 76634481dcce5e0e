"""Who opened a letter or clicked its link: a person, or a machine on the way to one.

What machines do, and how it is told:

``head``
    The request asks for headers only: something looks whether the link is alive.
``robot``
    A program that says so in its User-Agent (the caller knows the list), or says nothing.
``prefetch``
    The browser fetches ahead of the reader and says so (``Purpose``, ``Sec-Purpose``,
    ``X-Purpose``, ``X-Moz``).
``proxy``
    Apple's Mail Privacy Protection fetches the pictures of every letter when it
    arrives, read or not; its whole User-Agent is ``Mozilla/5.0``. That is no open.
    The proxies of Gmail and Yahoo fetch a picture when the letter is shown: they count.
    A click counts wherever it comes from by the other rules, and a click is an open.
``soon``
    Faster after sending than a letter arrives, is seen and read: a filter at the door.
``scanner``
    Different links of one letter within two seconds: nobody reads like that, filters
    that try all links do. Found when the next click comes, so it is taken back then.

What cannot be told counts as a person: a lost reader is worse than a few scans more.
"""

from dataclasses import dataclass

#: Seconds after sending within which no person can have done it.
SOON = {"open": 3, "click": 10}
#: Seconds between clicks on different links of one letter that only a machine manages.
SCAN = 2
#: Seconds within which the same again is the same: a double click, a reload.
REPEAT = 5
#: Headers by which browsers say that nobody has asked for the page yet.
PURPOSES = ("purpose", "sec-purpose", "x-purpose", "x-moz")


@dataclass(frozen=True)
class Visit:
    """A request: ``age`` is seconds since the letter was sent, None where not known."""

    method: str = "GET"
    agent: str = ""
    purpose: str = ""
    is_robot: bool = False
    age: float | None = None


def get_machine(kind, visit):
    """Say which machine it was, "" for a person.

    :param kind: ``open`` or ``click``

    >>> firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    >>> get_machine("click", Visit(agent=firefox, age=3600))
    ''
    >>> get_machine("click", Visit(agent=firefox, method="HEAD"))
    'head'
    >>> get_machine("open", Visit(agent="Googlebot/2.1", is_robot=True))
    'robot'
    >>> get_machine("open", Visit())
    'robot'
    >>> get_machine("click", Visit(agent=firefox, purpose="prefetch;prerender"))
    'prefetch'
    >>> get_machine("open", Visit(agent="Mozilla/5.0")), get_machine(
    ...     "click", Visit(agent="Mozilla/5.0")
    ... )
    ('proxy', '')
    >>> gmail = "Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)"
    >>> get_machine("open", Visit(agent=gmail, age=60))
    ''
    >>> get_machine("click", Visit(agent=firefox, age=9.9))
    'soon'
    """
    if visit.method.upper() == "HEAD":
        return "head"
    if visit.is_robot or not visit.agent.strip():
        return "robot"
    if any(
        word in visit.purpose.lower() for word in ("prefetch", "preview", "prerender")
    ):
        return "prefetch"
    if kind == "open" and visit.agent.strip() == "Mozilla/5.0":
        return "proxy"
    if visit.age is not None and visit.age < SOON[kind]:
        return "soon"
    return ""


def find_scanned(clicks):
    """Find the clicks that only a machine can have made, of the clicks on one letter.

    :param clicks: ``(key, second, link)`` of each
    :return: the keys of those with a click on another link within ``SCAN`` seconds

    >>> sorted(find_scanned([(1, 0, "a"), (2, 1, "b"), (3, 40, "a"), (4, 41, "a")]))
    [1, 2]
    >>> find_scanned([(1, 0, "a"), (2, 2.1, "b")])
    set()
    """
    ordered = sorted(clicks, key=lambda click: click[1])
    found = set()
    for index, (key, second, link) in enumerate(ordered):
        for other_key, other_second, other_link in ordered[index + 1 :]:
            if other_second - second > SCAN:
                break
            if other_link != link:
                found |= {key, other_key}
    return found
