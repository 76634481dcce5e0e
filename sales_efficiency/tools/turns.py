"""Whose turn it is: shares by weight that stay fair over days and restarts.

Everybody has a *mark*: one lead moves a person on by 1 / weight, so who weighs twice as
much gets two leads for every one of the others. The next lead goes to whom it would bring
the least far. Twenty equal people, three leads a day:

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

A part-timer of half the weight, six leads, one at a time:

>>> marks = {}
>>> given = []
>>> for lead in range(6):
...     turns = Turns(marks, people=["ann", "bob"], weights={"bob": 0.5})
...     given.append(turns.order(["ann", "bob"])[0])
...     marks[given[-1]] = turns.give(given[-1])
>>> given.count("ann"), given.count("bob")
(4, 2)

Who was away catches up by a few leads and no more; who is new begins where the others are:

>>> turns = Turns({"ann": 100, "bob": 2, "cid": 98}, people=["ann", "bob", "cid", "new"])
>>> turns.order(["ann", "bob", "cid", "new"])
['new', 'bob', 'cid', 'ann']
>>> turns.give("bob"), turns.give("new")
(97.0, 96.0)

What others get whom a lead is not for keeps nobody from having turns:

>>> turns = Turns({"busy": 500}, people=["busy", "ann", "bob"])
>>> for lead in range(4):
...     _mark = turns.give("busy"), turns.give(turns.order(["ann", "bob"])[0])
>>> turns.marks["ann"], turns.marks["bob"]
(2.0, 2.0)

Where two are equal, it is the turn of who had the smaller share otherwise:

>>> Turns({}, people=["ann", "bob"], shares={"ann": 7, "bob": 5}).order(["ann", "bob"])
['bob', 'ann']
"""

#: Leads that somebody who lags behind may get before the others get their next one.
CATCH_UP = 3


class Turns:
    """The turns of some people while leads are given out one after the other.

    :param marks: ``{person: mark}`` of who had a turn before; 0 is where all began
    :param people: everybody who may have one now
    :param weights: ``{person: weight}``, 1 where missing; not above zero: no turn
    :param shares: ``{person: number}`` that settles draws, the smallest first; looked at
        each time
    """

    def __init__(self, marks, people, weights=None, shares=None):
        self.marks = dict(marks)
        self._shares = {} if shares is None else shares
        weights = weights or {}
        #: How far one lead moves each of those on who have turns.
        self._steps = {
            person: 1 / weights.get(person, 1)
            for person in people
            if weights.get(person, 1) > 0
        }
        self._rank = {person: rank for rank, person in enumerate(people)}
        self._starts = {}

    def order(self, people):
        """Return these people, whose turn it is first.

        Equal marks go by shares, and equal shares in the given order.
        """
        steps, shares, rank = self._steps, self._shares, self._rank
        starts = self._get_starts([person for person in people if person in steps])
        self._starts = starts
        return sorted(
            starts,
            key=lambda person: (
                round(starts[person] + steps[person], 9),
                round(shares.get(person, 0), 9),
                rank[person],
            ),
        )

    def give(self, person):
        """Move a person on by one lead from where the last look at the order had him.

        :return: the new mark
        """
        start = self._starts.pop(person, self.marks.get(person, 0))
        self.marks[person] = start + self._steps[person]
        return self.marks[person]

    def _get_starts(self, people):
        """Return from where a lead would move each of these on.

        Nobody is more leads behind than can be caught up with, counted from where the
        foremost began his last one. Who takes larger steps may be further behind; who takes
        smaller ones not less: workers that decide at once bring marks apart by whole leads.
        """
        marks, steps = self.marks, self._steps
        known = [person for person in people if person in marks]
        if not known:
            return dict.fromkeys(people, 0)
        ahead = max(marks[person] - steps[person] for person in known)
        starts = {
            person: max(marks[person], ahead - CATCH_UP * max(1, steps[person]))
            for person in known
        }
        behind = min(starts.values())
        # The first lead brings somebody to where whoever is behind is already.
        return {person: behind - steps[person] for person in people} | starts
