"""Which addresses of the network the server may speak to on somebody else's word.

The ranges follow the registries of RFC 6890 and their successors, and what hosting
companies answer their own machines' questions at; the latter are refused always.
"""

import ipaddress

#: Never spoken to, not even as a local host: the machine's own papers, everybody at
#: once, nobody, and what carries an address of IPv4 inside.
NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "100.100.100.200/32",
            "169.254.0.0/16",
            "168.63.129.16/32",
            "192.0.0.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/23",
            "2002::/16",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
            "fd00:ec2::/32",
            "fd20:ce::/32",
        ),
    )
)
#: Not public.
INNER = tuple(
    map(
        ipaddress.ip_network,
        (
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "::ffff:0:0/96",
            "100::/64",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
        ),
    )
)


def may_reach(ip, is_local=False):
    """Tell whether the server may speak to an address of the network.

    >>> may_reach("93.184.216.34"), may_reach("10.0.0.1"), may_reach("::ffff:7f00:1")
    (True, False, False)
    >>> may_reach("10.0.0.1", is_local=True), may_reach("169.254.169.254", is_local=True)
    (True, False)
    """
    number = ipaddress.ip_address(ip)
    inside = getattr(number, "ipv4_mapped", None)
    if inside:
        number = inside
    if _is_in(number, NEVER) and number != ipaddress.IPv6Address(1):
        return False
    if is_local:
        return number.is_loopback or _is_in(number, INNER) or number.is_global
    return number.is_global and not _is_in(number, INNER)


def _is_in(number, networks):
    return any(number in network for network in networks)
