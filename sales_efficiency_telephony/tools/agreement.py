"""How far several reviewers of one call agree.

Two reviewers agree on a question if they gave the same share of it, or both said that it
was not applicable. How far they are apart is the mean of the absolute differences where
both gave marks, in percentage points. Every pair of reviewers counts, and of it every
question that both answered; texts are nobody's mark.

>>> one = {"greets": Fraction(1), "listens": Fraction(4, 5), "offers": None}
>>> other = {"greets": Fraction(1), "listens": Fraction(2, 5), "offers": None}
>>> agreement([one, other])
Agreement(pairs=1, answers=3, same=2, share=66.7, gap=20.0)

A third one, who answered two of the three questions:

>>> agreement([one, other, {"greets": Fraction(0), "listens": Fraction(4, 5)}])
Agreement(pairs=3, answers=7, same=3, share=42.9, gap=46.7)

Marks where another saw nothing to mark are a disagreement without a difference:

>>> agreement([{"offers": Fraction(1)}, {"offers": None}])
Agreement(pairs=1, answers=1, same=0, share=0.0, gap=None)

Nobody to compare with, or no question in common:

>>> agreement([one]) is None, agreement([one, {"closes": Fraction(1)}]) is None
(True, True)
"""

from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from .score import round_half_up


class Agreement(NamedTuple):
    """:param pairs: of reviewers with a question in common
    :param answers: questions both of a pair answered, over all pairs
    :param same: of them, those with the same answer
    :param share: the same in percent
    :param gap: mean difference in percentage points, ``None`` where no two marks meet
    """

    pairs: int
    answers: int
    same: int
    share: float
    gap: float | None


def agreement(reviews):
    """Return the :class:`Agreement` of reviews, ``None`` where there is none to tell.

    :param reviews: for each reviewer ``{question: Fraction from 0 to 1, or None for
        not applicable}``
    """
    pairs = answers = same = 0
    gaps = []
    for one, other in combinations(reviews, 2):
        common = one.keys() & other.keys()
        pairs += bool(common)
        answers += len(common)
        same += sum(one[key] == other[key] for key in common)
        gaps += [
            abs(one[key] - other[key])
            for key in common
            if one[key] is not None and other[key] is not None
        ]
    if not answers:
        return None
    gap = round_half_up(100 * Fraction(sum(gaps)) / len(gaps)) if gaps else None
    share = round_half_up(Fraction(100 * same, answers))
    return Agreement(pairs, answers, same, share, gap)
