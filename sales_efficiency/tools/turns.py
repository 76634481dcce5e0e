"""Whose turn it is: shares by weight that stay fair over days, restarts and rules.

Everybody has a *mark* on a common scale: one lead moves a person on by 1 / weight, so
who weighs twice as much gets two leads for every one of the others. The next lead goes
to the lowest mark. Twenty equal people, three leads a day:

>>> marks = {}
>>> given = []
>>> for day in range(30):
...     turns = Turns(marks, people=range(20))
...     for lead in range(3):
...         person = turns.order(range(20))[0]
...         _mark = turns.give(person)
...         given.append(person)
...     marks |= turns.marks
>>> sorted(given.count(person) for person in range(20))[::19]
[4, 5]

A part-timer of half the weight, six leads:

>>> turns = Turns({}, people=["ann", "bob"], weights={"bob": 0.5})
>>> for lead in range(6):
...     _mark = turns.give(turns.order(["ann", "bob"])[0])
>>> turns.marks
{'ann': 4.0, 'bob': 4.0}

Who was away, or could take nothing else, catches up by a few leads and no more; who is
new begins where the others are:

>>> turns = Turns({"ann": 100, "bob": 2, "cid": 98}, people=["ann", "bob", "cid", "new"])
>>> turns.starts["bob"], turns.starts["new"]
(97, 97)
>>> turns.order(["ann", "bob", "cid"])
['bob', 'cid', 'ann']
"""

#: Leads that somebody who lags behind may get before the others get their next one.
CATCH_UP = 3


class Turns:
    """The turns of some people while leads are given out one after the other.

    :param marks: ``{person: mark}`` of who had a turn before; 0 is where all began
    :param people: everybody who may have one now
    :param weights: ``{person: weight}``, 1 where missing; not above zero: no turn
    """

    def __init__(self, marks, people, weights=None):
        self.weights = weights or {}
        people = list(people)
        known = [marks[person] for person in people if person in marks]
        floor = max(known, default=0) - CATCH_UP
        # One lead before whoever is behind: else the first in the list would be at par with
        # all who had none, and get the next one too.
        begin = max(min(known, default=1) - 1, floor)
        self.starts = {
            person: max(marks[person], floor) if person in marks else begin
            for person in people
        }
        self.marks = {}
        self._rank = {person: rank for rank, person in enumerate(people)}

    def get_weight(self, person):
        """Return the weight of a person."""
        return self.weights.get(person, 1)

    def order(self, people):
        """Return these people, whose turn it is first; equal marks in the given order.

        A mark is where a lead would bring the person to, so that a heavy weight is not
        held back by a single lead.
        """
        return sorted(
            (person for person in people if self.get_weight(person) > 0),
            key=lambda person: (
                round(self.starts[person] + 1 / self.get_weight(person), 9),
                self._rank[person],
            ),
        )

    def give(self, person):
        """Move a person on by one lead; return the new mark."""
        self.starts[person] += 1 / self.get_weight(person)
        self.marks[person] = self.starts[person]
        return self.starts[person]
