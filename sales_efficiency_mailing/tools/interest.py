"""How much a topic interests a client, from what the client did with letters about it.

Each thing done weighs ``WEIGHTS[kind] * 2 ** (-age / half_life)``: what was read long
ago says little of today (exponential decay as in Ding and Li, "Time weight
collaborative filtering", CIKM 2005). The weights of opens, clicks and replies add up to
``liking``, those of letters left unread to ``ignoring``::

    evidence = liking + ignoring
    score    = (liking - ignoring) / (evidence + DOUBT)

``score`` lies between -1 and 1. ``DOUBT`` pulls it towards 0 as long as there is little
to go by (additive smoothing), so that one letter says less than five that say the same.
All that is known of a topic fades alike, thus the two sums may be kept and faded later
(``fade``) without looking at the letters again.

Verdicts: ``interested`` from a score of 0.25 on, ``indifferent`` from -0.25 down, each
with at least ``ENOUGH`` evidence; else ``unknown``: not heard of for long, or now this,
now that.
"""

from dataclasses import dataclass

#: A click costs a decision, a reply costs work; an open may be a glance.
WEIGHTS = {"open": 1.0, "click": 3.0, "reply": 5.0, "ignored": -1.0}
DOUBT = 2.0
#: Two letters, one of them fresh: an opened or ignored one alone is no verdict.
ENOUGH = 1.5
LIMIT = 0.25
#: Evidence below which nothing is kept any more.
FORGOTTEN = 0.05
#: Half-lives after which even what weighs most is next to forgotten.
HORIZON = 6


@dataclass(frozen=True)
class Interest:
    """What is known; see the module for its parts."""

    liking: float = 0.0
    ignoring: float = 0.0

    @property
    def evidence(self):
        """How much there is to go by, in letters opened today."""
        return self.liking + self.ignoring

    @property
    def score(self):
        """From -1, wholly indifferent, to 1, wholly interested."""
        return (self.liking - self.ignoring) / (self.evidence + DOUBT)

    @property
    def verdict(self):
        """``interested``, ``indifferent`` or ``unknown``."""
        if self.evidence < ENOUGH or abs(self.score) < LIMIT:
            return "unknown"
        return "interested" if self.score > 0 else "indifferent"


def weigh(events, half_life):
    """Sum up what was done.

    :param events: ``(kind, age in days)`` of each; an age below 0 counts as 0
    :param half_life: in days, above 0
    :return: `Interest`

    >>> weigh([("click", 0)], 90).verdict
    'interested'
    >>> weigh([("open", 0)], 90).verdict
    'unknown'
    >>> weigh([("ignored", 0), ("ignored", 10), ("ignored", 20)], 90).verdict
    'indifferent'
    >>> weigh([("open", 0), ("ignored", 7), ("ignored", 3)], 90).verdict
    'unknown'
    >>> weigh([("click", 90)], 90)
    Interest(liking=1.5, ignoring=0.0)
    >>> weigh([], 90).verdict
    'unknown'
    """
    if half_life <= 0:
        raise ValueError("The half-life has to be above 0 days.")
    liking = ignoring = 0.0
    for kind, age in events:
        weight = WEIGHTS[kind] * 0.5 ** (max(age, 0) / half_life)
        if weight > 0:
            liking += weight
        else:
            ignoring -= weight
    return Interest(liking, ignoring)


def fade(interest, days, half_life):
    """Return what is left of an interest after some days without news.

    >>> fade(Interest(3.0, 1.0), 90, 90)
    Interest(liking=1.5, ignoring=0.5)
    """
    if half_life <= 0:
        raise ValueError("The half-life has to be above 0 days.")
    left = 0.5 ** (max(days, 0) / half_life)
    return Interest(interest.liking * left, interest.ignoring * left)
