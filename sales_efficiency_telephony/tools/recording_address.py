"""Which addresses recordings may be fetched from.

An address is taken apart strictly, as a browser would, or refused: what one reader takes
for a host and another for a password must not decide where the server knocks. Hosts are
those an administrator listed. Public hosts are spoken to over https and at public
addresses only; local hosts, which the operator of the server lists, may be inside the
network. What may be reached at all says :mod:`inner_address`.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PORTS = {"http": 80, "https": 443}

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
#: Read differently by different readers, or by none.
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE = "/:;,=@!$&'()*+~-._%"


class AddressRefused(ValueError):
    """An address that nothing is fetched from.

    :ivar code: ``malformed``, ``scheme``, ``credentials``, ``not_listed`` or ``inner``
    """

    def __init__(self, code, host=""):
        super().__init__(code)
        self.code = code
        self.host = host


@dataclass(frozen=True, slots=True)
class Address:
    """A web address taken apart: ``target`` is what is asked for, query included."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self):
        return (self.scheme, self.host, self.port)


@dataclass(frozen=True, slots=True)
class Host:
    """A host that is listed; an empty ``scheme`` is any, ``port`` 0 the usual one."""

    scheme: str
    host: str
    port: int


def read_address(url):
    """Take a web address apart.

    >>> read_address("https://PBX.example.com/rec/a%20b.wav?x=1")
    Address(scheme='https', host='pbx.example.com', port=443, target='/rec/a%20b.wav?x=1')
    >>> read_address("https://pbx.example.com@10.0.0.1/")
    ... # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    AddressRefused: credentials
    >>> read_address("http://0x7f.1/")
    ... # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    AddressRefused: malformed
    """
    if _ODD.search(url):
        raise AddressRefused("malformed")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("malformed") from None
    if parts.scheme not in PORTS:
        raise AddressRefused("scheme")
    if "@" in parts.netloc:
        raise AddressRefused("credentials")
    host = read_host(parts.hostname or "")
    if port == 0 or parts.netloc.endswith(":"):
        raise AddressRefused("malformed")
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE + "?")
    return Address(parts.scheme, host, port or PORTS[parts.scheme], target)


def read_host(text):
    """Return a host's one spelling: a name in small letters, or an address.

    >>> read_host("PBX.Example.com."), read_host("0:0:0:0:0:0:0:1")
    ('pbx.example.com', '::1')
    """
    host = text.lower().removesuffix(".")
    if ":" in host:
        return _read_ip(host)
    try:
        host = host.encode("ascii" if host.isascii() else "idna").decode()
    except UnicodeError:
        raise AddressRefused("malformed") from None
    labels = host.split(".")
    # What ends in a number is an address, in one of many spellings: one is taken.
    if _NUMBER.fullmatch(labels[-1]):
        return _read_ip(host)
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise AddressRefused("malformed")
    return host


def _read_ip(text):
    try:
        if "%" in text:
            raise ValueError(text)
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise AddressRefused("malformed") from None


def read_hosts(text):
    """Read the list of hosts, one a line: ``[http[s]://]host[:port]`` or ``*.domain``.

    >>> read_hosts("rec.example.com\\n http://10.0.0.5:8088 \\n*.example.org")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Host(scheme='', host='rec.example.com', port=0),
     Host(scheme='http', host='10.0.0.5', port=8088),
     Host(scheme='', host='*.example.org', port=0))

    :raise ValueError: with the line that is none
    """
    return tuple(_read_line(line.strip()) for line in text.splitlines() if line.strip())


def _read_line(line):
    scheme, _mark, rest = line.lower().rpartition("://")
    if rest.count(":") > 1 and not rest.startswith("["):
        rest = f"[{rest}]"
    wild, name = ("*.", rest[2:]) if rest.startswith("*.") else ("", rest)
    try:
        address = read_address(f"{scheme or 'https'}://{name}")
        has_port = urlsplit(f"//{name}").port is not None
    except ValueError:
        raise ValueError(line) from None
    is_ip = _is_ip(address.host)
    if address.target != "/" or "#" in name or (wild and (is_ip or "." not in name)):
        raise ValueError(line)
    return Host(scheme, wild + address.host, address.port if has_port else 0)


def _is_ip(host):
    return ":" in host or host.rpartition(".")[2].isdigit()


def is_listed(address, hosts):
    """Tell whether an address is at one of the hosts.

    >>> hosts = read_hosts("rec.example.com\\n*.example.org")
    >>> is_listed(read_address("https://rec.example.com/1"), hosts)
    True
    >>> is_listed(read_address("https://a.b.example.org/1"), hosts)
    True
    >>> is_listed(read_address("https://example.org/1"), hosts)
    False
    >>> is_listed(read_address("https://rec.example.com:8443/1"), hosts)
    False
    """
    return any(_is_at(address, host) for host in hosts)


def _is_at(address, host):
    if host.host.startswith("*."):
        is_host = address.host.endswith(host.host[1:]) and not _is_ip(address.host)
    else:
        is_host = address.host == host.host
    return (
        is_host
        and host.scheme in ("", address.scheme)
        and address.port == (host.port or PORTS[address.scheme])
    )


def admit(address, hosts, local_hosts):
    """Tell whether an address may be inside the network.

    :return: whether it is one of the local hosts
    :raise AddressRefused: where it is neither local nor a public host over https
    """
    if is_listed(address, local_hosts):
        return True
    if not is_listed(address, hosts):
        raise AddressRefused("not_listed", address.host)
    if address.scheme != "https":
        raise AddressRefused("scheme", address.host)
    return False
