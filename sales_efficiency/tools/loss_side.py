"""Do deals get lost at a stage because of the product or because of the person?

A stage where many lose everywhere points at what is offered; one where a person loses
clearly more than the others points at the person. "Clearly" is told apart from luck:
the interval (:mod:`interval`) of the person's share of lost deals lies above the one of
all the others together. Of several such people each is named.

>>> judge({"ann": Loss(12, 15), "bob": Loss(5, 30), "cid": Loss(4, 30)}).side
'person'
>>> judge({"ann": Loss(12, 15), "bob": Loss(5, 30), "cid": Loss(4, 30)}).people
('ann',)

Everybody loses here, and more than at the other stages:

>>> judge({"ann": Loss(12, 20), "bob": Loss(14, 22)}, elsewhere=Loss(30, 200)).side
'product'

As much as elsewhere is neither, and few cases say nothing:

>>> judge({"ann": Loss(12, 20), "bob": Loss(14, 22)}, elsewhere=Loss(120, 200)).side
'neither'
>>> judge({"ann": Loss(2, 2), "bob": Loss(0, 3)}).side
'few'
"""

from typing import NamedTuple

from .interval import wilson

#: Decided deals a stage needs before anything is said of it, and a person of it.
LEAST_STAGE, LEAST_PERSON = 20, 5


class Loss(NamedTuple):
    """Deals lost at a stage, of those whose way through it is decided."""

    lost: int = 0
    decided: int = 0

    def __add__(self, other):
        return Loss(self.lost + other.lost, self.decided + other.decided)

    def __sub__(self, other):
        return Loss(self.lost - other.lost, self.decided - other.decided)

    @property
    def share(self):
        """The lost share as a fraction of one, ``None`` where nothing is decided."""
        return self.lost / self.decided if self.decided else None

    @property
    def bounds(self):
        """What the share lies within."""
        return wilson(self.lost, self.decided)


class Verdict(NamedTuple):
    """What a stage points at.

    ``side``: ``product``, ``person``, ``neither`` or ``few`` (too few deals to tell);
    ``people``: who loses clearly more than the others, the worst first.
    """

    side: str
    people: tuple
    total: Loss


def judge(people, elsewhere=None):
    """Return the :class:`Verdict` on a stage.

    :param people: ``{person: Loss}`` at the stage
    :param elsewhere: :class:`Loss` at the other stages together
    """
    total = sum(people.values(), Loss())
    if total.decided < LEAST_STAGE:
        return Verdict("few", (), total)
    standing_out = [
        person
        for person, loss in people.items()
        if loss.decided >= LEAST_PERSON and _is_above(loss, total - loss)
    ]
    if standing_out:
        worst = sorted(standing_out, key=lambda person: -people[person].share)
        return Verdict("person", tuple(worst), total)
    if elsewhere and _is_above(total, elsewhere):
        return Verdict("product", (), total)
    return Verdict("neither", (), total)


def _is_above(one, other):
    """Tell whether one share of lost deals is clearly above another."""
    return bool(other.decided) and one.bounds[0] > other.bounds[1]
