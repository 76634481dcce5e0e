"""Which of several variants somebody gets: by their shares, the same one each time.

>>> [choose([("a", 1), ("b", 1)], who) for who in range(1, 9)]
['b', 'a', 'b', 'a', 'b', 'a', 'b', 'b']
>>> {choose([("a", 0), ("b", 3)], who) for who in range(100)}
{'b'}

A third of many get the variant with one share of three:

>>> chosen = [choose([("a", 1), ("b", 2)], who) for who in range(3000)]
>>> abs(chosen.count("a") - 1000) < 60
True
"""

from hashlib import blake2b


def choose(variants, who):
    """Return the variant of one participant.

    :param variants: ``[(variant, share)]``; shares of 0 are chosen only where all are 0
    :param who: number of the participant; numbers that follow one another are spread
    """
    shares = [max(share, 0) for _variant, share in variants]
    if not any(shares):
        shares = [1] * len(shares)
    digest = blake2b(str(who).encode(), digest_size=8).digest()
    place = int.from_bytes(digest, "big") * sum(shares) >> 64
    for (variant, _share), share in zip(variants, shares, strict=True):
        place -= share
        if place < 0:
            return variant
    raise ValueError("There is no variant to choose.")
