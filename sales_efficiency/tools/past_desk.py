"""People of a past period as time goes by: who works, and what each one has by then.

>>> from datetime import datetime
>>> nine, ten, eleven = (datetime(2017, 8, 15, hour) for hour in (9, 10, 11))
>>> shift = [(nine, datetime(2017, 8, 15, 17))]
>>> desk = PastDesk([Person("ann"), Person("bob", open_leads=1)], nine,
...                 {"ann": Presence(shift), "bob": Presence([])})
>>> terms = Terms()
>>> desk.move_to(nine, nine.date())
>>> desk.choose(terms, ["ann", "bob"]).refused
{'bob': 'absent'}

A lead counts as open from when it was given until it was won or lost:

>>> _mark = desk.give("ann", terms)
>>> desk.expect_closing("ann", eleven)
>>> desk.move_to(ten, ten.date())
>>> desk.people["ann"].open_leads
1
>>> desk.move_to(eleven, eleven.date())
>>> desk.people["ann"].open_leads, desk.people["ann"].given_today
(0, 1)

and as one of the day until the next day comes:

>>> desk.move_to(datetime(2017, 8, 16, 9), datetime(2017, 8, 16).date())
>>> desk.people["ann"].given_today
0
"""

from heapq import heappop, heappush

# The examples use all of them.
from .presence import Presence  # noqa: F401
from .receiver import Desk, Person, Terms  # noqa: F401


class PastDesk(Desk):
    """A desk whose moment moves on.

    :param presences: ``{person: Presence}`` of everybody
    """

    def __init__(self, people, moment, presences, marks=None, shares=None):
        super().__init__(people, moment, marks, shares)
        self._presences = presences
        self._closings = []
        self._day = None

    def expect_closing(self, key, moment):
        """Let an open lead of a person be won or lost at a moment."""
        heappush(self._closings, (moment, key))

    def move_to(self, moment, day, keys=None):
        """Let it be this moment, never an earlier one than before.

        :param day: the day it is for the company
        :param keys: whose working time matters now, everybody's if left out
        """
        self.moment = moment
        while self._closings and self._closings[0][0] <= moment:
            self.people[heappop(self._closings)[1]].open_leads -= 1
        if day != self._day:
            self._day = day
            for person in self.people.values():
                person.given_today = 0
        for key in self.people if keys is None else keys:
            person, presence = self.people[key], self._presences[key]
            person.works_from = presence.works_from(moment)
            person.absent = presence.is_away(moment)
