"""Does an answer go with won deals, or is it chance?

The share of won deals among those with an answer is compared with the share among all
deals that got to the step. Only where that lies outside of what chance allows (95 %,
see ``interval.py``) is it more than a guess, and a handful of deals says nothing.

>>> judge(won=18, decided=20, all_won=30, all_decided=60)
Verdict(name='more', share=90.0, low=69.9, high=97.2)
>>> judge(2, 20, 30, 60).name, judge(11, 20, 30, 60).name, judge(4, 4, 30, 60).name
('less', 'same', 'few')

With nothing decided yet there is no share:

>>> judge(0, 0, 0, 0)
Verdict(name='few', share=None, low=None, high=None)
"""

from dataclasses import dataclass

from .interval import wilson

#: Decided deals below which nothing is said.
FEWEST = 10


@dataclass(frozen=True)
class Verdict:
    """``more``, ``less``, ``same`` or too ``few``; won deals and their bounds, percent."""

    name: str
    share: float | None
    low: float | None
    high: float | None


def judge(won, decided, all_won, all_decided, fewest=FEWEST):
    """Judge one answer to a step.

    :param int won: won deals with the answer
    :param int decided: won and lost deals with the answer
    :param int all_won: won deals with any answer to the step
    :param int all_decided: won and lost deals with any answer to the step
    :return: :class:`Verdict`
    """
    if not decided:
        return Verdict("few", None, None, None)
    low, high = wilson(won, decided)
    usual = all_won / all_decided
    name = "same"
    if decided < fewest:
        name = "few"
    elif low > usual:
        name = "more"
    elif high < usual:
        name = "less"
    percents = (round(100 * part, 1) for part in (won / decided, low, high))
    return Verdict(name, *percents)
