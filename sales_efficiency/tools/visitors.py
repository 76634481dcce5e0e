"""How much of a public address somebody may ask for."""

from ipaddress import IPv6Network, ip_address

#: What budgets are for.
SECONDS = 60
#: Whoever has one address of version 6 has all of its network.
PREFIX_6 = 64


def network(address):
    """Return what stands for the owner of an address.

    >>> network("192.0.2.7")
    '192.0.2.7'
    >>> network("::ffff:192.0.2.7")
    '192.0.2.7'
    >>> network("2001:db8::1") == network("2001:db8::ffff:1")
    True
    >>> network("2001:db8::1") == network("2001:db8:0:1::1")
    False
    >>> network("unknown"), network(None)
    ('unknown', '')
    """
    try:
        ip = ip_address(address or "")
    except ValueError:
        return address or ""
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.version == 4:
        return str(ip)
    return str(IPv6Network((int(ip), PREFIX_6), strict=False))


class Budget:
    """So many requests a minute for each who asks.

    It remembers the present minute only.

    >>> budget = Budget(2)
    >>> [budget.take("hall", moment) for moment in (60, 75, 100)]
    [0, 0, 20]
    >>> budget.take("desk", 100), budget.take("hall", 120)
    (0, 0)
    """

    def __init__(self, limit):
        self.limit = limit
        self.minute = None
        self.counts = {}

    def take(self, who, moment):
        """Count a request.

        :param moment: seconds since whenever
        :return: seconds after which to ask again, 0 while there is budget left
        """
        minute = int(moment) // SECONDS
        if minute != self.minute:
            self.minute, self.counts = minute, {}
        self.counts[who] = self.counts.get(who, 0) + 1
        if self.counts[who] <= self.limit:
            return 0
        return SECONDS - int(moment) % SECONDS
