"""Fetches a file over http from an address that was checked, and from no other; posts to
one as well.

The name is resolved once, every address it has is looked at, and the connection goes to
one of these: whoever turns the name elsewhere afterwards is not heard. Redirects are new
addresses and are checked as such; what we identify ourselves with stays with the first.
Proxies of the environment are not used.
"""

import http.client
import socket
import time
from contextlib import suppress
from threading import Timer
from urllib.parse import urljoin

from ..tools.inner_address import may_reach
from ..tools.recording_address import AddressRefused, read_address
from .failure import FetchFailed

#: Seconds to connect in, and without a byte.
WAIT = 15
#: Seconds for a file as a whole, redirects included: well within the time after which
#: Odoo kills a worker, 120 seconds unless set.
WHOLE = 60
#: Seconds for an answer to what is posted: somebody waits for it at a screen.
ASKED = 10
#: Bytes of such an answer.
ANSWER = 64 * 1024
HOPS = 4
BLOCK = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)


class _Pinned:
    """Connects to the address that was looked at, whatever the name leads to now."""

    def __init__(self, address, ip):
        super().__init__(address.host, address.port, timeout=WAIT)
        self._ip = ip
        #: Stays ours when the connection hands its socket on to the answer.
        self.opened = None

    def connect(self):
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        self.opened = self.sock


class _Plain(_Pinned, http.client.HTTPConnection):
    pass


class _Secure(_Pinned, http.client.HTTPSConnection):
    # Connecting returns nothing.
    def connect(self):  # pylint: disable=missing-return
        super().connect()
        self.sock = self.opened = self._context.wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()


CONNECTIONS = {"http": _Plain, "https": _Secure}


def fetch(url, admit, limit, headers=None, seconds=WHOLE):
    """Return the bytes at an address.

    :param admit: given an :class:`Address`, tells whether it may be inside the network,
        or raises :class:`AddressRefused`
    :param limit: bytes at most
    :param headers: what we identify ourselves with
    :raise FetchFailed:
    """
    until = time.monotonic() + seconds
    headers, origin = dict(headers or {}), None
    for _hop in range(HOPS):
        try:
            address = read_address(url)
            ip = _resolve(address, admit(address))
        except AddressRefused as refused:
            raise FetchFailed("refused", refused.code) from refused
        if origin and address.origin != origin:
            headers = {}
        origin = address.origin
        data, location = _ask(address, ip, headers, limit, until)
        if location is None:
            return data
        url = urljoin(url, location)
    raise FetchFailed("redirect")


def post(url, admit, body, headers, seconds=ASKED):
    """Return the status and the bytes of the answer to what is posted to an address.

    Whoever answers with a redirect is not followed: what was said once is not said to
    somebody else.

    :param admit: as for :func:`fetch`
    :param bytes body: what is posted
    :param headers: what it is, and what we identify ourselves with
    :raise FetchFailed:
    """
    until = time.monotonic() + seconds
    try:
        address = read_address(url)
        ip = _resolve(address, admit(address))
    except AddressRefused as refused:
        raise FetchFailed("refused", refused.code) from refused

    def ask(connection):
        connection.request("POST", address.target, body, headers)
        response = connection.getresponse()
        return response.status, _read_body(response, ANSWER)

    status, data = _converse(address, ip, until, ask)
    if data is None:
        raise FetchFailed("cut")
    return status, data


def _resolve(address, is_local):
    """Return the address to connect to; all of a name's have to be allowed."""
    try:
        infos = socket.getaddrinfo(
            address.host,
            address.port,
            type=socket.SOCK_STREAM,
            proto=socket.IPPROTO_TCP,
        )
    except (OSError, UnicodeError):
        raise FetchFailed("host", address.host) from None
    ips = list(dict.fromkeys(info[4][0] for info in infos))
    if not ips:
        raise FetchFailed("host", address.host)
    if not all("%" not in ip and may_reach(ip, is_local) for ip in ips):
        raise AddressRefused("inner", address.host)
    return ips[0]


def _ask(address, ip, headers, limit, until):
    """Return the bytes, and where the answer sends us instead if it does."""
    headers = {
        "Accept": "audio/*, */*;q=0.1",
        "Accept-Encoding": "identity",
    } | headers

    def ask(connection):
        connection.request("GET", address.target, headers=headers)
        return _read(connection.getresponse(), limit)

    data, location = _converse(address, ip, until, ask)
    if data is None:
        raise FetchFailed("cut")
    return data, location


def _converse(address, ip, until, ask):
    """Connect, and return what ``ask`` makes of the connection in the time there is."""
    left = until - time.monotonic()
    if left <= 0:
        raise FetchFailed("late")
    connection = CONNECTIONS[address.scheme](address, ip)
    # A server that tells one byte at a time is waited for no longer than others.
    timer = Timer(left, _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        told = ask(connection)
    except TimeoutError:
        raise FetchFailed("late") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        code = "late" if time.monotonic() >= until else "connect"
        raise FetchFailed(code, type(error).__name__) from error
    finally:
        timer.cancel()
        connection.close()
    # Where we hung up, what came until then is no whole file.
    if time.monotonic() >= until:
        raise FetchFailed("late")
    return told


def _hang_up(connection):
    if connection.opened:
        # Not there any more: so much the better.
        with suppress(OSError):
            socket.socket.shutdown(connection.opened, socket.SHUT_RDWR)


def _read(response, limit):
    """Return the bytes, ``None`` where some are missing, and where we are sent."""
    if response.status in REDIRECTS:
        location = response.getheader("Location")
        if not location:
            raise FetchFailed("redirect")
        return b"", location
    if response.status != 200:
        raise FetchFailed("status", str(response.status))
    return _read_body(response, limit), None


def _read_body(response, limit):
    """Return the bytes, ``None`` where some are missing."""
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise FetchFailed("coding")
    length = response.length
    if length is not None and length > limit:
        raise FetchFailed("large")
    data = bytearray()
    while block := response.read1(BLOCK):
        data += block
        if len(data) > limit:
            raise FetchFailed("large")
    is_whole = length is None or len(data) == length
    return bytes(data) if is_whole else None
